/** Files to be read by the bench: spectra of five bands with noise, the same each time. */
import { spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { imported } from "./bundle.mjs";

/** Park and Miller's generator: products below 2^53, so the same numbers everywhere. */
export function uniform(seed) {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

const centres = [0.15, 0.3, 0.5, 0.7, 0.85];

/** A spectrum of p points with its own five heights, digits enough for a double of seven figures. */
function spectrum(draw, p, noise = 0.002) {
  const heights = centres.map(() => 0.5 + draw());
  return Array.from({ length: p }, (_, j) => {
    const t = j / (p - 1);
    const bands = centres.reduce(
      (sum, centre, k) => sum + heights[k] * Math.exp(-((t - centre) * (t - centre)) / 0.002),
      0,
    );
    return (1 + bands + noise * (draw() + draw() + draw() - 1.5)).toFixed(7);
  });
}

const axisOf = (p) => Array.from({ length: p }, (_, j) => (1000 + (1500 * j) / p).toFixed(2));
const head = (p) => ["id", "sample", "batch", "kind", ...axisOf(p)];
const names = (i) => [`s${i}`, `m${i >> 1}`, `b${i % 10}`, (i >> 1) % 2 === 0 ? "olive" : "palm"];

function csv(path, n, p) {
  const draw = uniform(7);
  const file = openSync(path, "w");
  writeSync(file, `${head(p).join(",")}\n`);
  for (let i = 0; i < n; i++) writeSync(file, `${[...names(i), ...spectrum(draw, p)].join(",")}\n`);
  closeSync(file);
}

function twoColumns(folder, count, p) {
  const draw = uniform(11);
  const axis = axisOf(p);
  for (let i = 0; i < count; i++) {
    const values = spectrum(draw, p);
    writeFileSync(
      join(folder, `s${String(i).padStart(5, "0")}.txt`),
      `${axis.map((x, j) => `${x}\t${values[j]}\n`).join("")}`,
    );
  }
}

/** DIF with DUP, as most instruments write: seven ordinates a line in whole numbers. */
function jcamp(folder, count, p) {
  const draw = uniform(13);
  const squeezed = (value) => "@ABCDEFGHI"[Number(String(value)[0])] + String(value).slice(1);
  const step = (value) => {
    const digits = String(Math.abs(value));
    return (value < 0 ? "%jklmnopqr" : "%JKLMNOPQR")[Number(digits[0])] + digits.slice(1);
  };
  for (let i = 0; i < count; i++) {
    const values = spectrum(draw, p).map((value) => Math.round(Number(value) * 1e6));
    const lines = [];
    for (let at = 0; at < p; at += 30) {
      const own = values.slice(at, at + 31);
      lines.push(
        `${1000 + at}${squeezed(own[0])}${own
          .slice(1)
          .map((value, k) => step(value - own[k]))
          .join("")}`,
      );
    }
    const labels = `##TITLE=s${i}\n##JCAMP-DX=4.24\n##DATA TYPE=INFRARED SPECTRUM\n##XUNITS=1/CM\n##YUNITS=ABSORBANCE\n##XFACTOR=1\n##YFACTOR=1E-6\n##FIRSTX=1000\n##LASTX=${999 + p}\n##DELTAX=1\n##NPOINTS=${p}\n##FIRSTY=${values[0] / 1e6}\n##XYDATA=(X++(Y..Y))\n`;
    writeFileSync(join(folder, `s${String(i).padStart(5, "0")}.jdx`), `${labels}${lines.join("\n")}\n##END=\n`);
  }
}

async function xlsx(path) {
  const scratch = mkdtempSync(join(tmpdir(), "foodspec-bench-"));
  const { writeXlsx } = await imported(
    'export { writeXlsx } from "./test/blocks/data/formats/xlsx-writer.ts";',
    scratch,
  );
  rmSync(scratch, { recursive: true });
  const draw = uniform(17);
  const rows = [
    head(1500),
    ...Array.from({ length: 5000 }, (_, i) => [...names(i), ...spectrum(draw, 1500).map(Number)]),
  ];
  writeFileSync(path, writeXlsx([{ name: "spectra", rows }]));
}

const script = `
import sys
try:
    import numpy as np, pyarrow as pa, pyarrow.parquet as pq
except ImportError:
    sys.exit(3)
draw = np.random.default_rng(1)
t = np.linspace(0, 1, 1500)
heights = 0.5 + draw.random((5000, 5))
bands = np.exp(-((t[None, :] - np.array([0.15, 0.3, 0.5, 0.7, 0.85])[:, None]) ** 2) / 0.002)
x = 1 + heights @ bands + 0.002 * draw.standard_normal((5000, 1500))
columns = {"id": [f"s{i}" for i in range(5000)], "kind": ["olive" if i % 2 else "palm" for i in range(5000)]}
for j in range(1500): columns[f"{1000 + j:.2f}"] = x[:, j]
pq.write_table(pa.table(columns), sys.argv[1], compression="snappy")
`;
const parquet = (path, python) => spawnSync(python, ["-c", script, path]).status === 0;

const document = (path) => `---
title: Bench
version: 1.0.0
scheme: lobo
inputs:
  it: {path: ${path}}
---

\`\`\`foodspec data
input: it
id: id
sample: sample
batch: batch
label: kind
axis: {unit: nm, technique: NIR}
quantity: absorbance
\`\`\`

\`\`\`foodspec preprocess
steps: [snv]
\`\`\`

\`\`\`foodspec model
estimator: {pls-da: {components: [1, 2, 3]}}
\`\`\`
`;

/** A text of many bytes, written in pieces. */
function long(path, bytes, piece, begin = "") {
  const file = openSync(path, "w");
  writeSync(file, begin);
  const block = Buffer.from(piece.repeat(Math.ceil((1 << 22) / piece.length)));
  for (let written = begin.length; written < bytes; written += block.length) writeSync(file, block);
  closeSync(file);
}

const GiB = 1 << 30;
const hostile = [
  {
    name: "a text of 1 GiB",
    write: (folder) =>
      long(join(folder, "a.csv"), GiB - (1 << 23), "s,1.5,2.5,3.5,4.25,5,6,7,8,9,10\n", `id,${axisOf(10).join(",")}\n`),
  },
  {
    name: "a text of 1 GiB that is no table",
    write: (folder) => long(join(folder, "a.csv"), GiB - (1 << 23), "what is this?\n"),
  },
  { name: "a gzip bomb of 2 GiB", write: (folder) => writeFileSync(join(folder, "a.csv.gz"), Buffer.concat(bomb())) },
  {
    name: "a cell of 50 MB",
    write: (folder) => writeFileSync(join(folder, "a.csv"), `id,1000,1001,1002\na,${"1".repeat(5e7)},2,3\n`),
  },
  {
    name: "a million columns",
    write: (folder) =>
      writeFileSync(
        join(folder, "a.csv"),
        `id,${Array.from({ length: 1e6 }, (_, j) => 1000 + j).join(",")}\na${",1".repeat(1e6)}\n`,
      ),
  },
];

/** Members of gzip one behind the other are one file: 2 GiB of blanks and digits in 2 MB. */
function bomb() {
  const member = gzipSync(Buffer.alloc(1 << 26, "1,2,3,4\n"), { level: 9 });
  return Array.from({ length: 32 }, () => member);
}

export const writers = { csv, twoColumns, jcamp, xlsx, parquet, document, hostile };
