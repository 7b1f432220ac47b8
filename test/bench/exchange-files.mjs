/** Chemistry that comes later, and the spectra it belongs to, for the bench: the same each time. */
import { closeSync, openSync, writeSync } from "node:fs";
import { uniform } from "./read-files.mjs";

const begin = Date.UTC(2024, 0, 1);
const dayMs = 86_400_000;
const isoTime = (milliseconds) => `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;

/** Lines written in pieces of a megabyte. */
function lines(path, head, count, lineOf) {
  const file = openSync(path, "w");
  let piece = `${head}\n`;
  for (let i = 0; i < count; i++) {
    piece += `${lineOf(i)}\n`;
    if (piece.length < 1 << 20) continue;
    writeSync(file, piece);
    piece = "";
  }
  writeSync(file, piece);
  closeSync(file);
}

/** Rows of eight columns: a sample, two times and what was determined, over 700 days. */
export function chemistry(path, rows, samples) {
  const draw = uniform(19);
  const between = (low, high, digits) => (low + (high - low) * draw()).toFixed(digits);
  const seconds = (days) => Math.floor(draw() * days * 86_400) * 1000;
  lines(path, "sample,analysed,entered,fat,protein,water,ash,lab", rows, () => {
    const sample = Math.floor(draw() * samples);
    const analysed = begin + seconds(700);
    const entered = analysed + seconds(20);
    const values = [between(10, 15, 2), between(15, 20, 2), between(60, 65, 2), between(1, 2, 3)];
    return [`S${sample}`, isoTime(analysed), isoTime(entered), ...values, `lab${Math.floor(draw() * 5)}`].join(",");
  });
}

/** Spectra of so many months, a batch each, with a value in them: what is validated along time, and batch by batch. */
export function seasons(path, rows, points, months) {
  const draw = uniform(29);
  const axis = Array.from({ length: points }, (_, j) => 1000 + j);
  lines(path, `id,sample,batch,measured,fat,${axis.join(",")}`, rows, (i) => {
    const month = Math.floor((i * months) / rows);
    const measured = new Date(Date.UTC(2024, month, 1 + Math.floor(28 * draw()))).toISOString().slice(0, 10);
    const fat = 10 + 20 * draw();
    const spectrum = axis.map((_, j) =>
      (1 + fat * Math.exp(-((j - 300) ** 2) / 2000) * 0.02 + draw() * 0.01).toFixed(5),
    );
    return [`s${i}`, `m${i}`, `b${month}`, measured, fat.toFixed(3), ...spectrum].join(",");
  });
}

/** A protocol over them. */
export const seasonDocument = (scheme, frontMatter = "") => `---
title: Seasons
seed: 3
${frontMatter}inputs:
  it: {path: seasons.csv}
---

Made for the bench.

\`\`\`foodspec data
input: it
id: id
sample: sample
batch: batch
time: measured
target: fat
axis: {unit: nm}
layout: wide
\`\`\`

\`\`\`foodspec preprocess
steps: [snv]
\`\`\`

\`\`\`foodspec model
estimator: {pls-regression: {components: [2, 4, 6]}}
scheme: ${scheme}
\`\`\`
`;

/** A spectrum of twenty points a sample. */
export function scans(path, count) {
  const draw = uniform(23);
  const axis = Array.from({ length: 20 }, (_, j) => 1000 + 10 * j);
  lines(path, `id,sample,scanned,${axis.join(",")}`, count, (i) => {
    const scanned = isoTime(begin + (300 + Math.floor(draw() * 400)) * dayMs);
    return [`s${i}`, `S${i}`, scanned, ...axis.map(() => (1 + draw()).toFixed(4))].join(",");
  });
}
