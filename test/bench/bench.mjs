/**
 * How long a compile takes, cold, with an empty store: wall, CPU and memory, by phase. Nothing is asserted.
 *
 *   node test/bench/bench.mjs [--sizes 60x570,300x1500] [--quick] [--runs 3] [--models pls-da,logistic]
 *                             [--logistic-on scores|spectra] [--jobs 2] [--program dist/foodspec.js]
 *                             [--against OTHER/dist/foodspec.js]
 *                             [--profile] [--json]
 *
 * The job: AsLS, Savitzky–Golay, SNV on simulated oils (three classes, ten batches, two spectra a sample); PLS-DA with 1 to 10
 * latent variables and logistic regression with five values of C on ten scaled principal components (`--logistic-on spectra`: on
 * the spectra themselves), each tuned inside leave-one-batch-out; HTML. 5,000 spectra are compiled once, and with `--quick` not at
 * all. Below each size stands the share of the wall time each phase takes, and what the job takes without the validations that are
 * on by default (`WITHOUT`), with the ratio of the two: at most 1.25 of its CPU is what they may cost. With `--against` another program (a checkout of before,
 * say) runs in turn with this one, and the ratio of the two stands below. `--profile` adds one run that says which functions take
 * the time.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { imported, median, root } from "./bundle.mjs";
import { table, timesOf } from "./profile.mjs";

const { values: typed } = parseArgs({
  options: {
    sizes: { type: "string" },
    quick: { type: "boolean", default: false },
    runs: { type: "string", default: "3" },
    "logistic-on": { type: "string", default: "scores" },
    models: { type: "string", default: "pls-da,logistic" },
    jobs: { type: "string" },
    program: { type: "string", default: join(root, "dist/foodspec.js") },
    against: { type: "string" },
    profile: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
  },
});
const programs = [typed.program, ...(typed.against === undefined ? [] : [typed.against])].map((one) => resolve(one));
const models = typed.models.split(",");
const jobs = typed.jobs === undefined ? [] : ["--jobs", typed.jobs];
const isOnScores = typed["logistic-on"] === "scores" && models.includes("logistic");
const every = typed.quick ? "60x570,300x1500,1000x1500" : "60x570,300x1500,1000x1500,5000x1500";
const sizes = (typed.sizes ?? every).split(",").map((one) => one.split("x").map(Number));
const scratch = mkdtempSync(join(tmpdir(), "foodspec-bench-"));
const { simulateOils, oilsCsv } = await imported(
  'export * from "./blocks/methods/simulate/simulate-oils.ts"; export * from "./blocks/methods/simulate/oils-csv.ts";',
  scratch,
);

/** The first `rows` of a set that has at least as many; three decimals, as exports have. */
function csvOf(rows, points) {
  const samplesPerBatch = Math.ceil(rows / 60);
  const oils = ["olive", "sunflower", "palm"];
  const lines = oilsCsv(simulateOils({ oils, batches: 10, samplesPerBatch, points, seed: 1 }), 3).split("\n");
  return `${lines.slice(0, rows + 1).join("\n")}\n`;
}

const fence = (head, ...lines) => [`\`\`\`foodspec ${head}`, ...lines, "```", ""].join("\n");

/** What turns off the validations that are on by default: whoever adds one adds it here. */
const WITHOUT = "validate: {similarity: false, channel: false}";

/** @param more lines of each model */
const protocol = (...more) =>
  [
    "---\ntitle: Bench\nscheme: lobo\nseed: 1\ninputs:\n  oils: {path: oils.csv}\n---\n",
    fence(
      "data",
      "input: oils",
      "id: id",
      "sample: sample",
      "batch: batch",
      "label: oil",
      "axis: {unit: cm-1, technique: Raman}",
    ),
    fence(
      "preprocess #prep",
      "steps:",
      "  - baseline: {method: asls}",
      "  - savgol: {window: 11, order: 2}",
      "  - snv",
    ),
    models.includes("pls-da") &&
      fence(
        "model #plsda",
        "from: prep",
        "estimator: {pls-da: {components: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]}}",
        ...more,
      ),
    isOnScores && fence("features #pcs", "from: prep", "columns: {pca: {components: 10, scale: true}}"),
    models.includes("logistic") &&
      fence(
        "model #logreg",
        `from: ${isOnScores ? "pcs" : "prep"}`,
        "estimator: {logistic-regression: {C: [0.01, 0.1, 1, 10, 100]}}",
        ...more,
      ),
  ]
    .filter((part) => part !== false)
    .join("\n");

/** One cold compile in a folder of its own. */
function compile(program, folder, name, more = [], document = "protocol.md") {
  const out = join(folder, name);
  const usage = join(folder, `${name}.usage.json`);
  const started = Date.now();
  const words = [...more, "--import", pathToFileURL(join(import.meta.dirname, "usage.mjs")).href, program];
  const { status, stderr } = spawnSync(
    process.execPath,
    [...words, "compile", join(folder, document), "-o", out, ...jobs],
    {
      encoding: "utf8",
      env: {
        ...process.env,
        FOODSPEC_CACHE: join(out, "store"),
        FOODSPEC_STATE: join(scratch, "state"),
        FOODSPEC_BENCH_USAGE: usage,
        NO_COLOR: "1",
      },
    },
  );
  const ended = Date.now();
  if (status !== 0) throw new Error(`compile ended with ${status}\n${stderr}`);
  const [run] = readdirSync(out).filter((one) => /^\d{8}_/.test(one));
  const manifest = JSON.parse(readFileSync(join(out, run, "manifest.json"), "utf8"));
  const log = readFileSync(join(out, run, "logs/run.jsonl"), "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  rmSync(out, { recursive: true });
  return {
    ...JSON.parse(readFileSync(usage, "utf8")),
    ...phases(manifest, log, started, ended),
    wall: (ended - started) / 1000,
  };
}

/** Seconds by phase, from what the run folder tells. */
function phases({ blocks }, log, started, ended) {
  const at = (entry) => Date.parse(entry.timestamp);
  const of = (...kinds) =>
    blocks.filter(({ kind }) => kinds.includes(kind)).reduce((sum, { duration }) => sum + duration, 0);
  const last = log.findLast(({ block }) => block !== null);
  const end = log.at(-1);
  // Written where the run says when figures and pages were made; both together where it does not.
  const drawn = log.find(({ event }) => event === "figures_complete");
  const middle = drawn === undefined ? null : at(drawn);
  return {
    start: (at(log[0]) - started) / 1000,
    read: of("data"),
    preprocess: of("preprocess"),
    model: of("features", "model"),
    ...Object.fromEntries(blocks.filter(({ kind }) => kind === "model").map(({ id, duration }) => [id, duration])),
    figures: middle === null ? null : (middle - at(last)) / 1000,
    render: (at(end) - (middle ?? at(last))) / 1000,
    end: (ended - at(end)) / 1000,
  };
}

const columns = [
  "wall",
  "cpu",
  "megabytes",
  "start",
  "read",
  "preprocess",
  "model",
  "plsda",
  "logreg",
  "figures",
  "render",
  "end",
];
const shown = (name, value) =>
  (value === null || value === undefined ? "–" : name === "megabytes" ? value.toFixed(0) : value.toFixed(2)).padStart(
    11,
  );

const line = (name, cells) => process.stdout.write(`${name.padEnd(10)}${cells.join("")}\n`);
const medianOf = (runs) =>
  Object.fromEntries(
    columns.map((name) => [
      name,
      runs[0][name] === null || runs[0][name] === undefined ? null : median(runs.map((run) => run[name])),
    ]),
  );
const percent = (part, whole) => (part === null ? "" : `${((100 * part) / whole).toFixed(0)} %`).padStart(11);
const ratio = (one, other) => (one === null || !(other > 0) ? "" : `${(one / other).toFixed(2)} ×`).padStart(11);
const phaseNames = columns.slice(columns.indexOf("start"));

process.stdout.write(
  `${programs.join("\nagainst ")}\nNode ${process.version}, ${cpus()[0]?.model}; seconds and megabytes, median of ${typed.runs}; render holds the figures where the run does not tell them apart\n`,
);
line(
  "size",
  columns.map((name) => name.padStart(11)),
);
const results = [];
for (const [rows, points] of sizes) {
  const folder = join(scratch, `${rows}x${points}`);
  mkdirSync(folder);
  writeFileSync(join(folder, "foodspec.config.yaml"), "");
  writeFileSync(join(folder, "oils.csv"), csvOf(rows, points));
  writeFileSync(join(folder, "protocol.md"), protocol());
  writeFileSync(join(folder, "without.md"), protocol(WITHOUT));
  const bare = [];
  const runs = programs.map(() => []);
  for (let k = 0; k < (rows < 5000 ? Number(typed.runs) : 1); k++) {
    for (const [at, program] of programs.entries()) runs[at].push(compile(program, folder, `run${k}`));
    bare.push(compile(programs[0], folder, `bare${k}`, [], "without.md"));
  }
  const [own, other] = runs.map(medianOf);
  const without = medianOf(bare);
  results.push({ rows, points, ...own, without });
  line(
    `${rows}x${points}`,
    columns.map((name) => shown(name, own[name])),
  );
  line(
    "  share",
    columns.map((name) => (phaseNames.includes(name) ? percent(own[name], own.wall) : " ".repeat(11))),
  );
  line(
    "  without",
    columns.map((name) => shown(name, without[name])),
  );
  line(
    "  ratio",
    columns.map((name) => ratio(own[name], without[name])),
  );
  if (other !== undefined) {
    line(
      "  against",
      columns.map((name) => shown(name, other[name])),
    );
    line(
      "  ratio",
      columns.map((name) => ratio(own[name], other[name])),
    );
  }
  if (typed.profile) {
    compile(programs[0], folder, "profiled", ["--cpu-prof", "--cpu-prof-dir", join(folder, "profile")]);
    const [file] = readdirSync(join(folder, "profile"));
    const { own: alone, whole } = timesOf(join(folder, "profile", file));
    process.stdout.write(`\nby function, what it calls left out\n${table(alone, 30)}\n`);
    process.stdout.write(`\nby function, what it calls included\n${table(whole, 60)}\n\n`);
  }
}
if (typed.json) process.stdout.write(`${JSON.stringify(results)}\n`);
rmSync(scratch, { recursive: true, force: true });
