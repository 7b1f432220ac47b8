/**
 * The largest figures: what the tests draw at random, as often as time allows, each time from another seed.
 *
 *   npm run torture -- [--kills 1000] [--documents 20000] [--flips 5000] [--mixes 1024] [--seed N]
 *                      [--signings 200] [--archive 10000] [--appends 1000] [--engines 1000]
 *                      [--only kills,documents,flips,mixes,signings,archive,appends,engines]
 *
 * kills: compiles killed at a random moment, each resumed to the same content digest · documents: made by chance, none throws,
 * none takes long, every refusal has a code · flips: single bits of a run's files, each found by `verify` · mixes: documents of
 * every scheme, estimator, size and list of steps · signings: signers killed at any moment · archive: single bits of the archive of
 * a signed run, none accepted · appends: writers of events of a job killed, no event lost · engines: workers, coordinator and Redis
 * of a job killed, frozen or emptied, each job to the same content digest. 0 leaves a sort out. What fails says with which words it can be seen again.
 */
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { scratchFolder } from "../scratch.mjs";

const root = resolve(import.meta.dirname, "../..");
const most = {
  kills: "1000",
  documents: "20000",
  flips: "5000",
  mixes: "1024",
  signings: "200",
  archive: "10000",
  appends: "1000",
  engines: "1000",
};
const { values } = parseArgs({
  options: {
    ...Object.fromEntries(Object.entries(most).map(([name, count]) => [name, { type: "string", default: count }])),
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
    only: { type: "string", default: Object.keys(most).join() },
  },
});
const only = values.only.split(",");
const figures = Object.keys(most).map((name) => [name, only.includes(name) ? values[name] : "0"]);
const wrong = [
  ...only.filter((name) => !(name in most)).map((name) => `--only ${name}`),
  ...[...figures, ["seed", values.seed]]
    .filter(([, count]) => !/^\d+$/.test(count))
    .map((pair) => `--${pair.join(" ")}`),
];
if (wrong.length > 0) {
  process.stderr.write(
    `torture: ${wrong.join(", ")}: say counts as whole numbers, and sorts among ${Object.keys(most).join(", ")}\n`,
  );
  process.exit(2);
}

process.stdout.write(
  `torture: ${figures.map(([name, count]) => `${count} ${name}`).join(", ")}, seed ${values.seed}\n`,
);
const scratch = scratchFolder();
const run = (command, ...args) =>
  spawnSync(process.execPath, [command, ...args], {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
    env: {
      ...process.env,
      ...scratch.env,
      ...Object.fromEntries(figures.map(([name, count]) => [`FOODSPEC_${name.toUpperCase()}`, count])),
      FOODSPEC_SEED: values.seed,
      FOODSPEC_TORTURE: "1",
    },
  }).status;
process.exitCode =
  run("compiler/build.mjs") || run("node_modules/vitest/vitest.mjs", "run", "--config", "test/vitest.config.ts") || 0;
rmSync(scratch.folder, { recursive: true, force: true });
