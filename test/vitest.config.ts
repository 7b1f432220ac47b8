/** Vitest: everything runs on what `npm run build` made; larger figures and slow tests where the runner asks for them. */
import { availableParallelism } from "node:os";
import { defineConfig, type Plugin } from "vitest/config";
import { BaseSequencer } from "vitest/node";
import { engineFlags } from "../compiler/cli/engine.ts";

const slow = process.env.FOODSPEC_SLOW === "1";
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
];

export default defineConfig({
  root: new URL("..", import.meta.url).pathname,
  plugins: [asUsersResolve],
  test: {
    include: services
      ? ["test/services/*.services.ts"]
      : torture
        ? repeating
        : slow
          ? [
              "test/**/*.slow.ts",
              ...repeating,
              "test/blocks/data/formats/damage.test.ts",
              "test/blocks/qc/block.test.ts",
              "test/contract/declared-methods.test.ts",
              "test/compiler/workers/workers.test.ts",
              "test/compiler/print/compile-pdf.test.ts",
              "test/blocks/methods/drift/detect-drift.test.ts",
              "test/blocks/methods/trust/reliability/reliability.test.ts",
              "test/blocks/model/properties.test.ts",
              "test/compiler/print/regulatory-pdf.test.ts",
              "test/compiler/prose/claims.test.ts",
              "test/compiler/run/approved-paths.test.ts",
              "test/compiler/run/resume.test.ts",
              "test/compiler/verify/forged.test.ts",
            ]
          : ["test/**/*.test.ts"],
    // The larger figures of the tests that have one; those of a torture come from its runner.
    env: slow
      ? {
          FOODSPEC_KILLS: "150",
          FOODSPEC_DOCUMENTS: "10000",
          FOODSPEC_FLIPS: "2000",
          FOODSPEC_MIXES: "100",
          FOODSPEC_PERMUTATIONS: "40",
          FOODSPEC_DRIFT_RUNS: "600",
          FOODSPEC_PLACES: "1000",
        }
      : {},
    // Sources and helpers are transpiled once and loaded by Node itself: half of what reading them through Vite costs, and they run faster.
    globalSetup: ["test/native/transpile.ts"],
    setupFiles: ["test/native/register.ts"],
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
