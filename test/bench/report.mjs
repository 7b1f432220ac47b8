/**
 * What a report costs once its blocks are finished, beside what was aimed at: processor time beyond that of `plan`, with drawings kept
 * and with none, milliseconds a formula; bytes of its page and of its largest figure, pages of its print. Nothing is asserted.
 *
 *   npm run bench -- report [--runs 5] [--only protocol,regulatory,composition,olive-oil,formulas] [--no-print]
 *                           [--data FOLDER] [--program dist/foodspec.js] [--against OTHER/dist/foodspec.js]
 *
 * Each run is a `plan`, a compile with drawings kept and one with none, and the difference is taken in each: what the machine does
 * besides falls on all three. With `--against` another program (a checkout of before, say) does the same in turn, on a store of its
 * own, and the ratio of the two stands behind. The olive oils come from `--data`, else from `data/` below FOODSPEC_TEST_DATA.
 */
import { spawnSync } from "node:child_process";
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { PDFDocument } from "@cantoo/pdf-lib";
import { median, root } from "./bundle.mjs";

const { values: typed } = parseArgs({
  allowNegative: true,
  options: {
    runs: { type: "string", default: "5" },
    only: { type: "string", default: "protocol,regulatory,composition,olive-oil,formulas" },
    print: { type: "boolean", default: true },
    data: { type: "string", default: join(process.env.FOODSPEC_TEST_DATA ?? root, "data") },
    program: { type: "string", default: join(root, "dist/foodspec.js") },
    against: { type: "string" },
  },
});
const programs = [typed.program, ...(typed.against === undefined ? [] : [typed.against])].map((one) => resolve(one));
const runs = Number(typed.runs);
const scratch = mkdtempSync(join(tmpdir(), "foodspec-bench-"));
const usage = join(scratch, "usage.json");
const oils = join(typed.data, "olive-oils-ftir.csv");
const formulas = 500;

/** A report of one table, so that what differs between the two documents is the formulas. */
const written = (count) => {
  const lines = Array.from(
    { length: count },
    (_, i) => `Of ${i}: $\\hat{y}_{${i}} = \\sum_{j=1}^{p} b_j \\sqrt{x_{${i}j}} + \\frac{\\sigma_{${i}}^2}{n}$.\n`,
  );
  return `---\ntitle: Formulas\nseed: 1\n---\n\n# Formulas\n\n${lines.join("\n")}`;
};

/** What is measured, and what was aimed at. */
const documents = {
  protocol: { folder: "meat-fat", file: "protocol.md", isTimed: true, kept: 0.4, none: 1.2, page: 1e6, pages: 14 },
  regulatory: { folder: "meat-fat", file: "regulatory.md", page: 1e6, pages: 20 },
  composition: { folder: "meat-fat", file: "composition.md", page: 1e6 },
  "olive-oil": { folder: "olive-oil-origin", file: "protocol.md", isTimed: true, page: 1e6 },
};

/** A copy of an analysis with a store of its own, for each program. */
function workplace(name, folder) {
  const place = join(scratch, name);
  if (folder === null) mkdirSync(place);
  else
    cpSync(join(root, "analyses", folder), place, {
      recursive: true,
      filter: (path) => !/\.foodspec|runs$/.test(path),
    });
  writeFileSync(join(place, "foodspec.config.yaml"), "");
  if (folder === "olive-oil-origin") copyFileSync(oils, join(place, "olive-oils-ftir.csv"));
  return place;
}

/** Seconds of processor time that the program took. */
function cpuOf(program, place, words) {
  const { status, stderr } = spawnSync(
    process.execPath,
    ["--import", pathToFileURL(join(import.meta.dirname, "usage.mjs")).href, program, ...words],
    {
      cwd: place,
      encoding: "utf8",
      env: {
        ...process.env,
        FOODSPEC_CACHE: "",
        FOODSPEC_STATE: join(scratch, "state"),
        FOODSPEC_BENCH_USAGE: usage,
        NO_COLOR: "1",
      },
    },
  );
  if (status !== 0) throw new Error(`${words[0]} ended with ${status}\n${stderr}`);
  return JSON.parse(readFileSync(usage, "utf8")).cpu;
}

const compile = (file) => ["compile", file, "-o", "out", "--jobs", "1"];

/** The drawings that are kept stand behind the notes of the store, which hold nothing that a finished block needs. */
const forgetDrawings = (place) => rmSync(join(place, ".foodspec/notes"), { recursive: true });

/** Seconds beyond those of `plan`: with drawings kept, and with none. */
function paired(program, place, file) {
  const plan = cpuOf(program, place, ["plan", file]);
  const kept = cpuOf(program, place, compile(file)) - plan;
  forgetDrawings(place);
  return { kept, none: cpuOf(program, place, compile(file)) - plan };
}

const reportOf = (place) => join(place, "out/latest/report");

/** Bytes of the page and of the figure that has most, with both its layouts; pages of the print. */
async function sizes(place) {
  const html = readFileSync(join(reportOf(place), "index.html"), "utf8");
  const figures = html
    .split('<div class="drawing')
    .slice(1)
    .map((piece) => Buffer.byteLength(piece.slice(0, piece.lastIndexOf("</svg>"))));
  const pdf = readdirSync(reportOf(place)).find((name) => name.endsWith(".pdf"));
  const pages =
    pdf === undefined
      ? null
      : (await PDFDocument.load(readFileSync(join(reportOf(place), pdf)), { updateMetadata: false })).getPageCount();
  return { page: Buffer.byteLength(html), figure: Math.max(0, ...figures), pages };
}

let missed = 0;

/** @param value null where it is not measured @param aim undefined where none was named */
function say(name, value, aim, unit, more = "") {
  if (value === null) return;
  const isMissed = aim !== undefined && value > aim;
  if (isMissed) missed++;
  const text = (one) => `${unit === "" ? one : one.toFixed(unit === "kB" ? 0 : 2)} ${unit}`.trim();
  const mark = aim === undefined ? "      " : isMissed ? "MISSED" : "met   ";
  process.stdout.write(
    `${mark}  ${name.padEnd(46)} ${text(value).padStart(9)}${aim === undefined ? "" : ` (${text(aim)})`}  ${more}\n`,
  );
}

/** Median of each program's own, and the median ratio of the pairs. */
function compared(own, other) {
  if (other === undefined) return "";
  const ratio = median(own.map((one, k) => one / other[k]));
  return `against ${median(other).toFixed(2)}, ${ratio.toFixed(2)} × in pairs`;
}

async function measured(name, { folder, file, isTimed = false, ...aims }) {
  const places = programs.map((program, at) => {
    const place = workplace(`${name}-${at}`, folder);
    cpuOf(program, place, [...compile(file), ...(typed.print && at === 0 ? ["--pdf"] : [])]);
    return place;
  });
  const { page, figure, pages } = await sizes(places[0]);
  const all = programs.map(() => []);
  // A regulatory run prints whether it is asked to or not: only its size is looked at.
  for (let k = 0; isTimed && k < runs; k++)
    for (const [at, program] of programs.entries()) all[at].push(paired(program, places[at], file));
  for (const what of isTimed ? ["kept", "none"] : []) {
    const [own, other] = all.map((one) => one.map((run) => run[what]));
    say(`${name}: drawings ${what === "kept" ? "kept" : "anew"}`, median(own), aims[what], "s", compared(own, other));
  }
  say(`${name}: page`, page / 1000, aims.page / 1000, "kB");
  say(`${name}: largest figure, both layouts`, figure / 1000, 200, "kB");
  say(`${name}: pages of print`, pages, aims.pages, "");
}

/** What a formula costs: two documents that differ in them alone. */
function ofFormulas() {
  const places = programs.map((_, at) => {
    const place = workplace(`formulas-${at}`, null);
    writeFileSync(join(place, "with.md"), written(formulas));
    writeFileSync(join(place, "without.md"), written(0));
    return place;
  });
  const all = programs.map(() => []);
  for (let k = 0; k < runs; k++)
    for (const [at, program] of programs.entries()) {
      const [without, own] = ["without.md", "with.md"].map((file) => cpuOf(program, places[at], compile(file)));
      all[at].push((1000 * (own - without)) / formulas);
    }
  say(`formulas: one of ${formulas}`, median(all[0]), 5, "ms", compared(...all));
}

try {
  process.stdout.write(
    `${programs.join("\nagainst ")}\nNode ${process.version}, ${cpus()[0]?.model}; processor time beyond that of plan, median of ${runs}\n`,
  );
  for (const name of typed.only.split(",")) {
    if (name === "formulas") ofFormulas();
    else if (!Object.hasOwn(documents, name))
      throw new Error(`--only knows ${Object.keys(documents).join(", ")}, formulas`);
    else if (name === "olive-oil" && !existsSync(oils)) process.stdout.write(`        ${name}: no ${oils}\n`);
    else await measured(name, documents[name]);
  }
  process.stdout.write(`${missed} missed\n`);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
