/**
 * Runs the tests that hold the program against programs of others, as `.ci/services` makes them, and ends with one line of counts.
 * What is not there is skipped with a word each; with FOODSPEC_TEST_SERVICES=required it fails.
 */
import { spawn } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { scratchFolder } from "./scratch.mjs";

const root = resolve(import.meta.dirname, "..");
const scratch = scratchFolder();
const report = join(scratch.folder, "services.json");
const env = { ...process.env, ...scratch.env, FOODSPEC_RUN_SERVICES: "1" };

/** The exit code of a command. */
const ended = (command, args) =>
  new Promise((done) => {
    const child = spawn(command, args, { cwd: root, env, stdio: "inherit" });
    child.on("error", () => done(1));
    child.on("close", (code) => done(code ?? 1));
  });

const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
const vitest = join(root, "node_modules/vitest/vitest.mjs");
let status = await ended(process.execPath, ["compiler/build.mjs"]);
if (status === 0)
  // One file at a time: each starts servers of its own.
  status = await ended(process.execPath, [
    vitest,
    "run",
    "--config",
    "test/vitest.config.ts",
    "--no-file-parallelism",
    ...reporters,
    ...process.argv.slice(2),
  ]);
const counts = existsSync(report) ? JSON.parse(readFileSync(report, "utf8")) : null;
for (const { assertionResults } of counts?.testResults ?? [])
  for (const { status: end, title } of assertionResults)
    if (end === "pending" || end === "skipped") process.stdout.write(`${title}\n`);
rmSync(scratch.folder, { recursive: true, force: true });
const { numPassedTests: passed = 0, numFailedTests: failed = 0, numPendingTests: skipped = 0 } = counts ?? {};
process.stdout.write(`\n${passed} passed, ${failed} failed, ${skipped} skipped\n`);
process.exitCode = status;
