/** Vitest: everything runs on what `npm run build` made; larger figures and slow tests where the runner asks for them. */
import { readdirSync, readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { defineConfig, type Plugin } from "vitest/config";
import { BaseSequencer } from "vitest/node";
import { engineFlags } from "../compiler/cli/engine.ts";
import { slowTags } from "./tags.ts";

const slow = process.env.FOODSPEC_SLOW === "1";
const quick = process.env.FOODSPEC_QUICK === "1";
const torture = process.env.FOODSPEC_TORTURE === "1";
const services = process.env.FOODSPEC_RUN_SERVICES === "1";
/** The longest begin first, so that no worker is left with one of them at the end. */
const longest = [
  "test/compiler/run/crash.test.ts",
  "test/compiler/print/regulatory-pdf.test.ts",
  "test/docs/samples.test.ts",
  "test/compiler/print/compile-pdf.test.ts",
  "test/compiler/workers/workers.test.ts",
  "test/compiler/cli/disk.test.ts",
  "test/compiler/run/resume.test.ts",
  "test/docs/tutorial.test.ts",
  "test/compiler/cli/monitoring.test.ts",
  "test/blocks/trust/block.test.ts",
  "test/compiler/cli/regulatory-run.test.ts",
  "test/browser/report.test.ts",
  "test/docs/contributing.test.ts",
  "test/docs/fresh.test.ts",
  "test/docs/methods.test.ts",
  "test/compiler/print/print.test.ts",
  "test/compiler/cli/init.test.ts",
  "test/contract/words.test.ts",
];

class LongestFirst extends BaseSequencer {
  override async sort(files: Parameters<BaseSequencer["sort"]>[0]) {
    const place = ({ moduleId }: { readonly moduleId: string }) => {
      const at = longest.findIndex((path) => moduleId.endsWith(path));
      return at < 0 ? longest.length : at;
    };
    return (await super.sort(files)).sort((a, b) => place(a) - place(b));
  }
}

/**
 * Packages as a user's Node resolves them: their development builds check what ours relies on anyway, at several times the cost.
 * Vitest adds the condition for them to those a configuration names, so it is taken out of what came of both.
 */
const asUsersResolve: Plugin = {
  name: "as-users-resolve",
  configResolved({ ssr }) {
    const conditions = ssr.resolve?.conditions ?? [];
    conditions.splice(0, conditions.length, "node");
  },
};

/** Tests that repeat what they draw: their figures are test/fixtures/figures.ts. */
const repeating = [
  "test/compiler/run/crash.test.ts",
  "test/compiler/run/mixes.test.ts",
  "test/compiler/document/fuzz.test.ts",
  "test/compiler/verify/bit-flips.test.ts",
  "test/slow/sign-kills.slow.ts",
  "test/slow/archive-flips.slow.ts",
  "test/compiler/jobs/append-kills.test.ts",
  "test/compiler/engines/bullmq.test.ts",
];
/** The larger figures of the slow tests; who names one has that. */
const larger = {
  FOODSPEC_KILLS: "150",
  FOODSPEC_SIGNINGS: "15",
  FOODSPEC_APPENDS: "40",
  FOODSPEC_DOCUMENTS: "10000",
  FOODSPEC_FLIPS: "2000",
  FOODSPEC_ARCHIVE: "500",
  FOODSPEC_MIXES: "100",
  FOODSPEC_PERMUTATIONS: "40",
  FOODSPEC_DRIFT_RUNS: "600",
  FOODSPEC_PLACES: "1000",
};
const root = new URL("..", import.meta.url).pathname;

/** Test files whose text says so, by their paths below the root. */
const saying = (what: RegExp): readonly string[] =>
  readdirSync(join(root, "test"), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".test.ts") && what.test(readFileSync(join(root, "test", path), "utf8")))
    .map((path) => `test/${path}`)
    .sort();

export default defineConfig({
  root,
  plugins: [asUsersResolve],
  test: {
    // The slow tests are those of `.slow.ts`, and whole files where a test is tagged so or has a larger figure.
    include: services
      ? ["test/services/*.services.ts"]
      : torture
        ? repeating
        : slow
          ? [
              "test/**/*.slow.ts",
              ...saying(/@module-tag slow|tags: "slow"|fixtures\/figures\.ts"|FOODSPEC_(?:SLOW|DRIFT_RUNS)/),
            ]
          : ["test/**/*.test.ts"],
    // Who names a file has all of its tests. `npm test` leaves those tagged out, and a file all of which is slow is not even read.
    exclude: quick ? [...saying(/@module-tag slow/)] : [],
    tags: slowTags,
    // The larger figures of the tests that have one; those of a torture come from its runner.
    env: slow
      ? Object.fromEntries(Object.entries(larger).map(([name, count]) => [name, process.env[name] ?? count]))
      : {},
    // Sources and helpers are transpiled once and loaded by Node itself: half of what reading them through Vite costs, and they run faster.
    globalSetup: ["test/native/transpile.ts"],
    setupFiles: ["test/native/register.ts", "test/native/costs.ts"],
    server: { deps: { external: [/\/(blocks|compiler|docs|schemas|test)\/(?!.*\.(test|slow)\.ts$|native\/).*\.ts$/] } },
    pool: "forks",
    // As the program itself: a worker lives for a minute, and its engine shall not compile for longer than it computes.
    execArgv: [...engineFlags(process.versions.node)],
    // One a core, and two at least: each more loads and makes quick all the sources for itself, which costs more than its waiting gives.
    maxWorkers: Math.max(2, availableParallelism()),
    // Modules hold no state: a worker that reads them once for all its files halves the time.
    isolate: false,
    sequence: { sequencer: LongestFirst },
    // Only what hangs is stopped: no test fails because the machine has other work to do.
    testTimeout: 600_000,
    hookTimeout: 600_000,
  },
});
