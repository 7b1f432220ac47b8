/** Vitest: everything runs on what `npm run build` made; larger figures and slow tests where the runner asks for them. */
import { defineConfig } from "vitest/config";

const slow = process.env.FOODSPEC_SLOW === "1";
const torture = process.env.FOODSPEC_TORTURE === "1";
/** Tests that repeat what they draw: their figures are test/fixtures/figures.ts. */
const repeating = [
  "test/compiler/run/crash.test.ts",
  "test/compiler/run/mixes.test.ts",
  "test/compiler/document/fuzz.test.ts",
  "test/compiler/verify/bit-flips.test.ts",
];

export default defineConfig({
  root: new URL("..", import.meta.url).pathname,
  test: {
    include: torture
      ? repeating
      : slow
        ? ["test/**/*.slow.ts", ...repeating, "test/blocks/shared/drift/detect-drift.test.ts"]
        : ["test/**/*.test.ts"],
    // The larger figures of the tests that have one; those of a torture come from its runner.
    env: slow
      ? {
          FOODSPEC_KILLS: "150",
          FOODSPEC_DOCUMENTS: "10000",
          FOODSPEC_FLIPS: "2000",
          FOODSPEC_MIXES: "100",
          FOODSPEC_DRIFT_RUNS: "600",
        }
      : {},
    pool: "forks",
    // Half of the tests wait for a program they started: three keep two cores busy.
    maxWorkers: 3,
    // Modules hold no state: a worker that reads them once for all its files halves the time.
    isolate: false,
    testTimeout: slow || torture ? 600_000 : 60_000,
    hookTimeout: 60_000,
  },
});
