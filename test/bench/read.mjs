/**
 * How long reading takes on one core, and how much memory, against what was aimed at. Each figure is of a process of its own: CPU of
 * reading alone, the median of some runs, and the most memory the process had with the file in it. Nothing is asserted.
 *
 *   node test/bench/read.mjs [--runs 3] [--only csv,check,files,jcamp,xlsx,parquet,design,hostile] [--before COMMIT] [--python python3]
 *
 * `--before` reads the CSV with the reader of another commit too, in turn with this one. Parquet files are written by pyarrow of `--python`.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { missed, program, say } from "./aims.mjs";
import { imported, median, root } from "./bundle.mjs";
import { writers } from "./read-files.mjs";

const { values: typed, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: "string", default: "3" },
    only: { type: "string", default: "csv,check,files,jcamp,xlsx,parquet,design,hostile" },
    before: { type: "string" },
    python: { type: "string", default: "python3" },
  },
});
const isWanted = (name) => typed.only.split(",").includes(name);
const runs = Number(typed.runs);

/** In a process of its own: what is to be read stands in a folder, what reads it in a bundle. */
async function measureOne([bundle, kind, folder, options]) {
  const tool = await import(pathToFileURL(bundle).href);
  const files = () =>
    readdirSync(folder)
      .sort()
      .map((name) => ({ path: name, bytes: readFileSync(join(folder, name)), digest: "sha256:" }));
  const document = JSON.parse(options);
  const given = tool.dataOptions.parse({ input: "it", ...document });
  const settled = tool.settledOptions === undefined ? given : tool.settledOptions(given);
  const all = files();
  let judged = null;
  if (kind === "design") {
    const context = { input: () => all, settings: {}, remark: () => {} };
    judged = tool.runData(given, context).gives;
  }
  const before = process.cpuUsage();
  const began = performance.now();
  let said = "";
  try {
    if (kind === "design")
      said = tool
        .judgedDesign(judged)
        .map(({ id, check }) => `${id} ${check.value}`)
        .join(", ");
    else {
      const table = tool.readTable(all, settled);
      said = `${table.rows} × ${table.axis.length}`;
    }
  } catch (error) {
    if (error.remarks === undefined) throw error;
    const [{ code, data }] = error.remarks;
    said = `${code} at ${data?.line ?? data?.byte ?? "the file"}`;
  }
  const { user, system } = process.cpuUsage(before);
  const cpu = (user + system) / 1e6;
  const seconds = (performance.now() - began) / 1000;
  const megabytes = process.resourceUsage().maxRSS / 1024;
  process.stdout.write(JSON.stringify({ cpu, seconds, megabytes, said }));
}

const source = `
  export { readTable } from "./blocks/data/read-table.ts";
  export { dataOptions } from "./blocks/data/options.ts";`;
const more = `
  export { settledOptions } from "./blocks/data/joined-names.ts";
  export { runData } from "./blocks/data/compute.ts";
  export { judgedDesign } from "./blocks/methods/qc/data/design-checks.ts";`;

function measured(bundle, kind, folder, options) {
  const words = [import.meta.filename, "one", bundle, kind, folder, JSON.stringify(options)];
  const { status, stdout, stderr } = spawnSync(process.execPath, words, { encoding: "utf8", maxBuffer: 1 << 26 });
  return status === 0
    ? JSON.parse(stdout)
    : { cpu: NaN, seconds: NaN, megabytes: NaN, said: `ended with ${status}: ${stderr.slice(0, 300)}` };
}

async function bundleOf(commit, scratch) {
  const folder = join(scratch, "before");
  mkdirSync(folder);
  const archive = execFileSync("git", ["archive", commit, "blocks", "schemas", "package.json"], {
    cwd: root,
    maxBuffer: 1 << 28,
  });
  execFileSync("tar", ["-x", "-C", folder], { input: archive });
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  await imported(source, folder, folder);
  return join(folder, "bundle.mjs");
}

async function main() {
  const scratch = mkdtempSync(join(tmpdir(), "foodspec-bench-"));
  try {
    await imported(source + more, scratch);
    const bundle = join(scratch, "bundle.mjs");
    const again = (run) => Array.from({ length: runs }, run);
    const folder = (name) => {
      const made = join(scratch, name);
      mkdirSync(made);
      return made;
    };
    process.stdout.write(`${process.version}, ${cpus()[0].model}, median of ${runs}\n`);
    const nir = { axis: { technique: "NIR", unit: "nm" } };
    if (isWanted("csv") || isWanted("design") || isWanted("check")) {
      const csv = folder("csv");
      writers.csv(join(csv, "a.csv"), 5000, 1500);
      if (isWanted("csv")) {
        say(
          "CSV, 5,000 × 1,500",
          again(() => measured(bundle, "read", csv, nir)),
          { aim: 0.5 },
        );
        if (typed.before !== undefined) {
          const old = await bundleOf(typed.before, scratch);
          const pairs = again(() => [old, bundle].map((one) => measured(one, "read", csv, nir).cpu));
          const ratio = median(pairs.map(([earlier, now]) => now / earlier));
          process.stdout.write(
            `        against ${typed.before}: ${ratio.toFixed(2)} of its time, in pairs: ${pairs.map((pair) => pair.map((one) => one.toFixed(2)).join(" and ")).join(", ")}\n`,
          );
        }
      }
      if (isWanted("check")) {
        writeFileSync(join(scratch, "p.md"), writers.document("csv/a.csv"));
        say(
          "its header, by check, all that it takes",
          again(() => program(["check", "p.md"], scratch)),
          { aim: 0.5 },
        );
        say(
          "the same without data (for comparison)",
          again(() => program(["check", "--no-data", "p.md"], scratch)),
          { aim: 0.5 },
        );
      }
      if (isWanted("design")) {
        const roles = { ...nir, id: "id", sample: "sample", batch: "batch", label: "kind" };
        say(
          "checks of the design, 5,000 × 1,500",
          again(() => measured(bundle, "design", csv, roles)),
          { aim: 1.5, most: 2048 },
        );
        const small = folder("small");
        writers.csv(join(small, "a.csv"), 300, 1500);
        say(
          "checks of the design, 300 × 1,500",
          again(() => measured(bundle, "design", small, roles)),
          { aim: 0.05 },
        );
      }
    }
    if (isWanted("files")) {
      const many = folder("files");
      writers.twoColumns(many, 2000, 1000);
      say(
        "2,000 two-column files of 1,000 points",
        again(() => measured(bundle, "read", many, nir)),
        { aim: 3 },
      );
    }
    if (isWanted("jcamp")) {
      const many = folder("jcamp");
      writers.jcamp(many, 1000, 1000);
      say(
        "1,000 JCAMP-DX of 1,000 points",
        again(() => measured(bundle, "read", many, { axis: { technique: "FTIR" } })),
        { aim: 2 },
      );
    }
    if (isWanted("xlsx")) {
      const book = folder("xlsx");
      const child = spawnSync(process.execPath, [import.meta.filename, "write-xlsx", join(book, "a.xlsx")], {
        encoding: "utf8",
      });
      if (child.status !== 0) throw new Error(child.stderr);
      say(
        "XLSX, 5,000 × 1,500",
        again(() => measured(bundle, "read", book, nir)),
        { aim: 8 },
      );
    }
    if (isWanted("parquet")) {
      const parquet = folder("parquet");
      if (writers.parquet(join(parquet, "a.parquet"), typed.python))
        say(
          "Parquet, 5,000 × 1,500",
          again(() => measured(bundle, "read", parquet, nir)),
          { aim: 1 },
        );
      else process.stdout.write(`skipped  Parquet: ${typed.python} has no pyarrow\n`);
    }
    if (isWanted("hostile"))
      for (const { name, write } of writers.hostile) {
        const one = folder(name.replaceAll(/\W+/g, "_"));
        write(one);
        // The whole program: a large file is looked at before it is read.
        say(name, [program(["inspect", readdirSync(one)[0]], one)], { aim: 10 });
        rmSync(one, { recursive: true });
      }
    process.stdout.write(missed());
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

if (positionals[0] === "one") await measureOne(positionals.slice(1));
else if (positionals[0] === "write-xlsx") await writers.xlsx(positionals[1]);
else await main();
