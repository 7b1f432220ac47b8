/** Runs every check of the project in order and ends with one line of counts. `npm test` and CI call it; `--slow` runs the larger figures. */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { scratchFolder } from "./scratch.mjs";

const root = resolve(import.meta.dirname, "..");
const isSlow = process.argv.includes("--slow");
const scratch = scratchFolder();
const report = join(scratch.folder, "vitest.json");
let failed = 0;
let passed = 0;
let skipped = 0;

/** One check: its command line as npm would find it. Counts as one test unless vitest counts its own. */
function check(name, command, args, counts = true) {
  const started = performance.now();
  const { status } = spawnSync(command, args, {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
    env: {
      ...process.env,
      ...scratch.env,
      PATH: `${join(root, "node_modules/.bin")}:${process.env.PATH}`,
      ...(isSlow ? { FOODSPEC_SLOW: "1" } : {}),
    },
  });
  const isGood = status === 0;
  process.stdout.write(
    `${isGood ? "ok    " : "FAILED"}  ${name}  ${((performance.now() - started) / 1000).toFixed(1)} s\n`,
  );
  if (counts) isGood ? passed++ : failed++;
  return isGood;
}

check("build", process.execPath, ["compiler/build.mjs"]);
check("types", "tsc", ["-p", "."]);
check("lint and format", "biome", ["ci", "--error-on-warnings", "."]);
check("nothing unused", "knip", ["--no-progress"]);
check("nothing for tests alone", "knip", ["--no-progress", "--production"]);
const isGreen = check(
  "tests",
  "vitest",
  ["run", "--config", "test/vitest.config.ts", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`],
  false,
);
if (existsSync(report)) {
  const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(readFileSync(report, "utf8"));
  passed += numPassedTests;
  failed += numFailedTests;
  skipped += numPendingTests;
}
// A suite that could not even be loaded has no failed test of its own.
if (!isGreen && failed === 0) failed++;
if (isSlow) check("coverage", "vitest", ["run", "--config", "test/coverage.config.ts"]);
check("analyses", process.execPath, ["test/analyses.mjs"]);
rmSync(scratch.folder, { recursive: true, force: true });
process.stdout.write(`\n${passed} passed, ${failed} failed, ${skipped} skipped\n`);
process.exitCode = failed === 0 ? 0 : 1;
