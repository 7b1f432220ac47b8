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

/** A spectrum of twenty points a sample. */
export function scans(path, count) {
  const draw = uniform(23);
  const axis = Array.from({ length: 20 }, (_, j) => 1000 + 10 * j);
  lines(path, `id,sample,scanned,${axis.join(",")}`, count, (i) => {
    const scanned = isoTime(begin + (300 + Math.floor(draw() * 400)) * dayMs);
    return [`s${i}`, `S${i}`, scanned, ...axis.map(() => (1 + draw()).toFixed(4))].join(",");
  });
}
