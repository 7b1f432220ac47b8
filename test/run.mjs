/**
 * Runs every check of the project and ends with one line of counts, which is that of `npm test`. `--slow` runs the tests with the
 * larger figures instead of the quick ones; `--all`, which CI calls, runs them after the quick ones, and counts both.
 */
import { spawn } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { scratchFolder } from "./scratch.mjs";

const root = resolve(import.meta.dirname, "..");
const isSlow = process.argv.includes("--slow");
const isAll = process.argv.includes("--all");
const scratch = scratchFolder();
const env = {
  ...process.env,
  ...scratch.env,
  PATH: `${join(root, "node_modules/.bin")}:${process.env.PATH}`,
};
/** With which the tests take their larger figures, and with which they leave out what the others have. */
const slow = { FOODSPEC_SLOW: "1" };
const quick = { FOODSPEC_QUICK: "1" };
const count = { passed: 0, failed: 0, skipped: 0 };
/** Checks that run now: what does not matter any more is stopped. */
const running = new Set();
let isOver = false;

/** One check: its command line as npm would find it. What it says is shown at once, or whole when it has ended, where others run beside it. */
async function check(name, command, args, { counts = true, beside = true, more = {} } = {}) {
  if (isOver) return false;
  const started = performance.now();
  const child = spawn(command, args, {
    cwd: root,
    env: { ...env, ...more },
    stdio: ["ignore", ...Array(2).fill(beside ? "pipe" : "inherit")],
  });
  running.add(child);
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (text) => (said += text));
  const status = await new Promise((done) => {
    child.on("error", (error) => done(error.message));
    child.on("close", done);
  });
  running.delete(child);
  if (isOver) return false;
  const isGood = status === 0;
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  process.stdout.write(`${said}${isGood ? "ok    " : "FAILED"}  ${name}  ${seconds} s\n`);
  if (counts) isGood ? count.passed++ : count.failed++;
  return isGood;
}

/** Ends all that runs: of sources that do not build or whose types are wrong nothing else is worth knowing. */
function stop(why) {
  isOver = true;
  for (const child of running) child.kill();
  process.stdout.write(`stopped: ${why}\n`);
}

/** @param more what the environment of the tests holds besides */
async function tests(more) {
  const report = join(scratch.folder, more === slow ? "slow.json" : "quick.json");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const args = ["run", "--config", "test/vitest.config.ts", ...reporters];
  if (more === quick) args.push("--tags-filter=!slow");
  const before = count.failed;
  const isGreen = await check("tests", "vitest", args, { counts: false, beside: false, more });
  if (isOver) return;
  if (existsSync(report)) {
    const { numPassedTests, numFailedTests, numPendingTests, testResults } = JSON.parse(readFileSync(report, "utf8"));
    count.passed += numPassedTests;
    count.failed += numFailedTests;
    count.skipped += numPendingTests - (more === quick ? left(testResults) : 0);
  }
  // A suite that could not even be loaded has no failed test of its own.
  if (!isGreen && count.failed === before) count.failed++;
}

/** How many tests of these files the slow tests have: nobody skipped them. */
const left = (files) =>
  files
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status, tags }) => status === "skipped" && tags.includes("slow")).length;

async function slowTests() {
  await tests(slow);
  await check("analyses", process.execPath, ["test/analyses.mjs"], { more: slow });
  await check("nothing for tests alone", "knip", ["--no-progress", "--production"]);
  await check("coverage", "vitest", ["run", "--config", "test/coverage.config.ts"], { more: slow });
}

/** What a test need not wait for. */
async function others() {
  // On one core, since tests have the other: several threads each work out the same types. What did not change is not looked at again.
  const built = join(root, "node_modules/.cache/foodspec/types.tsbuildinfo");
  const types = ["-p", ".", "--singleThreaded", "--incremental", "--tsBuildInfoFile", built];
  if (!(await check("types", "tsc", types))) return stop("the types are wrong");
  await check("lint and format", "biome", ["ci", "--error-on-warnings", "."]);
  await check("nothing unused", "knip", ["--no-progress"]);
  if (!isSlow) await check("analyses", process.execPath, ["test/analyses.mjs"]);
}

if (await check("build", process.execPath, ["compiler/build.mjs"])) {
  await Promise.all([isSlow ? slowTests() : tests(quick), others()]);
  if (isAll && count.failed === 0) await slowTests();
} else stop("there is no build");
rmSync(scratch.folder, { recursive: true, force: true });
process.stdout.write(`\n${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped\n`);
process.exitCode = count.failed === 0 ? 0 : 1;
