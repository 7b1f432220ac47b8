/**
 * How long it takes to match chemistry in time, to score and to export, against what was aimed at: CPU of one process each, the median of
 * some runs, and the most memory the process had. Nothing is asserted.
 *
 *   node test/bench/exchange.mjs [--runs 3] [--only join,score,onnx,walk,track]
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { missed, program, say } from "./aims.mjs";
import { imported, median } from "./bundle.mjs";
import { chemistry, scans, seasonDocument, seasons } from "./exchange-files.mjs";
import { writers } from "./read-files.mjs";

const { values: typed, positionals } = parseArgs({
  allowPositionals: true,
  options: { runs: { type: "string", default: "3" }, only: { type: "string", default: "join,score,onnx,walk,track" } },
});
const isWanted = (name) => typed.only.split(",").includes(name);
const rounded = (seconds) => Math.round(100 * seconds) / 100;
const again = (run) => Array.from({ length: Number(typed.runs) }, run);

const source = `
  export { readTable } from "./blocks/data/read-table.ts";
  export { dataOptions } from "./blocks/data/options.ts";
  export { settledOptions } from "./blocks/data/joined-names.ts";
  export { readKeyTable } from "./blocks/data/join/key-table.ts";
  export { withJoined } from "./blocks/data/join/joined.ts";
  export { joinContext } from "./blocks/data/join/join-context.ts";
  export { featuresCsv, featuresFile } from "./blocks/data/join/features-file.ts";`;

const asOf = "2026-03-01T00:00:00Z";
const chem = {
  by: "sample",
  columns: ["fat", "protein", "water", "ash", "lab"],
  time: "analysed",
  recorded: "entered",
  ttl: "365d",
};

/** In a process of its own: the second table is read, matched and told; reading the spectra is left out. */
async function joinOnce(bundle, folder) {
  const tool = await import(pathToFileURL(bundle).href);
  const file = (path) => [{ path, bytes: readFileSync(join(folder, path)), digest: "sha256:" }];
  const axis = { unit: "nm", technique: "NIR" };
  const options = tool.settledOptions(
    tool.dataOptions.parse({ input: "scans", id: "id", sample: "sample", time: "scanned", axis, join: { chem } }),
  );
  const spectra = tool.readTable(file("scans.csv"), options);
  const before = process.cpuUsage();
  const keyed = tool.readKeyTable("chem", file("chem.csv"), options.join.chem);
  const joined = tool.withJoined(spectra, [keyed], tool.joinContext(options, asOf));
  const selected = { rows: Array.from({ length: joined.rows }, (_, row) => row), unknown: [] };
  const { views } = tool.featuresFile(joined, selected, asOf);
  const lines = tool.featuresCsv(joined, selected, String).split("\n").length;
  const { user, system } = process.cpuUsage(before);
  const said = `${views.chem.matched} of ${views.chem.spectra} matched, ${lines} lines`;
  const figures = { cpu: (user + system) / 1e6, megabytes: process.resourceUsage().maxRSS / 1024, said };
  process.stdout.write(JSON.stringify(figures));
}

function joinInItsOwn(bundle, folder) {
  const words = [import.meta.filename, "join", bundle, folder];
  const { status, stdout, stderr } = spawnSync(process.execPath, words, { encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

/** A document compiled anew each time, by a store of its own. */
function compiled(scratch, document) {
  writeFileSync(join(scratch, "seasons.md"), document);
  const results = again(() => {
    for (const folder of [".foodspec", "seasons"]) rmSync(join(scratch, folder), { recursive: true, force: true });
    return program(["compile", "seasons.md", "-o", "seasons"], scratch);
  });
  if (!results[0].said.startsWith("exit 0")) throw new Error(results[0].said);
  return results;
}

async function main() {
  const scratch = mkdtempSync(join(tmpdir(), "foodspec-bench-"));
  try {
    process.stdout.write(`${process.version}, ${cpus()[0].model}, median of ${typed.runs}\n`);
    if (isWanted("join")) {
      await imported(source, scratch);
      scans(join(scratch, "scans.csv"), 50_000);
      chemistry(join(scratch, "chem.csv"), 1_000_000, 50_000);
      const runs = again(() => joinInItsOwn(join(scratch, "bundle.mjs"), scratch));
      say("1,000,000 × 8 joined to 50,000", runs, { aim: 5, most: 600 });
    }
    if (isWanted("score") || isWanted("onnx")) {
      writers.csv(join(scratch, "it.csv"), 1000, 1000);
      writeFileSync(join(scratch, "it.md"), writers.document("it.csv"));
      const { said } = program(["compile", "it.md", "-o", "runs"], scratch);
      if (!said.startsWith("exit 0")) throw new Error(said);
      const [run] = readdirSync(join(scratch, "runs")).filter((name) => /^\d{8}_/.test(name));
      const predictor = join("runs", run, "model/model.json");
      const measured = (words) => again(() => program(words, scratch));
      if (isWanted("score"))
        say("score, 1,000 × 1,000", measured(["score", predictor, "-i", "it.csv", "-o", "scored.csv"]), { aim: 1 });
      if (isWanted("onnx"))
        say("export --onnx", measured(["export", join("runs", run), "--onnx", "model.onnx"]), { aim: 1 });
    }
    if (isWanted("walk")) {
      seasons(join(scratch, "seasons.csv"), 1000, 1500, 24);
      const lobo = compiled(scratch, seasonDocument("lobo"));
      const walk = compiled(scratch, seasonDocument("{walk_forward: {by: month}}"));
      const aim = rounded(1.5 * median(lobo.map(({ cpu }) => cpu)));
      say("walk-forward of 24 months, lobo × 1.5", walk, { aim });
    }
    if (isWanted("track")) {
      seasons(join(scratch, "seasons.csv"), 200, 100, 4);
      const sent = compiled(scratch, seasonDocument("lobo", "tracking: {mlflow: {experiment: bench}}\n"));
      const none = compiled(scratch, seasonDocument("lobo"));
      // What is said of the other, and a twentieth: two runs of the same differ by as much.
      const aim = rounded(1.05 * median(sent.map(({ cpu }) => cpu)));
      say("a compile that tracks nothing, one that does", none, { aim });
    }
    process.stdout.write(missed());
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

if (positionals[0] === "join") await joinOnce(positionals[1], positionals[2]);
else await main();
