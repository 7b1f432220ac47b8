/** Runs every check of the project and ends with one line of counts. `npm test` and CI call it; `--slow` runs the larger figures. */
import { spawn } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { scratchFolder } from "./scratch.mjs";

const root = resolve(import.meta.dirname, "..");
const isSlow = process.argv.includes("--slow");
const scratch = scratchFolder();
const report = join(scratch.folder, "vitest.json");
const env = {
  ...process.env,
  ...scratch.env,
  PATH: `${join(root, "node_modules/.bin")}:${process.env.PATH}`,
  ...(isSlow ? { FOODSPEC_SLOW: "1" } : {}),
};
const count = { passed: 0, failed: 0, skipped: 0 };
/** Checks that run now: what does not matter any more is stopped. */
const running = new Set();
let isOver = false;

/** One check: its command line as npm would find it. What it says is shown at once, or whole when it has ended, where others run beside it. */
async function check(name, command, args, { counts = true, beside = true } = {}) {
  if (isOver) return false;
  const started = performance.now();
  const child = spawn(command, args, {
    cwd: root,
    env,
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

async function tests() {
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const args = ["run", "--config", "test/vitest.config.ts", ...reporters];
  const isGreen = await check("tests", "vitest", args, { counts: false, beside: false });
  if (isOver) return;
  if (existsSync(report)) {
    const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(readFileSync(report, "utf8"));
    count.passed += numPassedTests;
    count.failed += numFailedTests;
    count.skipped += numPendingTests;
  }
  // A suite that could not even be loaded has no failed test of its own.
  if (!isGreen && count.failed === 0) count.failed++;
  if (isSlow) await check("coverage", "vitest", ["run", "--config", "test/coverage.config.ts"]);
}

/** What a test need not wait for. */
async function others() {
  if (!(await check("types", "tsc", ["-p", "."]))) return stop("the types are wrong");
  await check("lint and format", "biome", ["ci", "--error-on-warnings", "."]);
  await check("nothing unused", "knip", ["--no-progress"]);
  await check("nothing for tests alone", "knip", ["--no-progress", "--production"]);
  await check("analyses", process.execPath, ["test/analyses.mjs"]);
}

if (await check("build", process.execPath, ["compiler/build.mjs"])) await Promise.all([tests(), others()]);
else stop("there is no build");
rmSync(scratch.folder, { recursive: true, force: true });
process.stdout.write(`\n${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped\n`);
process.exitCode = count.failed === 0 ? 0 : 1;
