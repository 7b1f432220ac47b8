/** Figures against what was aimed at, and the program measured as a whole. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { median, root } from "./bundle.mjs";

const figure = (value, unit) => `${value.toFixed(value < 10 ? 2 : 0)} ${unit}`;
let count = 0;

/** A line: seconds of CPU and MiB, the median of the results, each with its aim. */
export function say(name, results, { aim, most = 1024 }) {
  const [cpu, megabytes] = ["cpu", "megabytes"].map((what) => median(results.map((one) => one[what])));
  const isMet = cpu <= aim && megabytes <= most;
  if (!isMet) count++;
  const memory = `${figure(megabytes, "MiB")} (${most})`;
  process.stdout.write(
    `${isMet ? "met   " : "MISSED"}  ${name.padEnd(44)} ${figure(cpu, "s")} (${aim} s)  ${memory}  ${results[0].said}\n`,
  );
}

/** A line: one figure of any unit, with its aim. */
export function of(name, value, unit, aim, says = "") {
  const isMet = value <= aim;
  if (!isMet) count++;
  process.stdout.write(
    `${isMet ? "met   " : "MISSED"}  ${name.padEnd(44)} ${value.toFixed(value < 10 ? 2 : 0)} ${unit} (${aim} ${unit})  ${says}`.trimEnd() +
      "\n",
  );
}

/** How many aims were missed, as the last line. */
export const missed = () => (count === 0 ? "all met\n" : `${count} missed\n`);

/** The program itself, with all that it loads. */
export function program(words, folder) {
  const usage = join(folder, "usage.json");
  const env = { ...process.env, FOODSPEC_BENCH_USAGE: usage, FOODSPEC_STATE: join(folder, "state"), NO_COLOR: "1" };
  const { status, stdout } = spawnSync(
    process.execPath,
    ["--import", join(root, "test/bench/usage.mjs"), join(root, "dist/foodspec.js"), ...words],
    { cwd: folder, env, encoding: "utf8" },
  );
  const { cpu, megabytes } = JSON.parse(readFileSync(usage, "utf8"));
  return { cpu, megabytes, said: `exit ${status} ${stdout.trim().split("\n")[0]}` };
}
