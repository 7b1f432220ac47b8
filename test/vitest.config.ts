/** Vitest: the slow tests apart, everything runs on what `npm run build` made. */
import { defineConfig } from "vitest/config";

const slow = process.env.FOODSPEC_SLOW === "1";

export default defineConfig({
  root: new URL("..", import.meta.url).pathname,
  test: {
    include: slow
      ? [
          "test/**/*.slow.ts",
          "test/compiler/run/crash.test.ts",
          "test/compiler/document/fuzz.test.ts",
          "test/blocks/shared/drift/detect-drift.test.ts",
        ]
      : ["test/**/*.test.ts"],
    // The larger figures of the tests that have one.
    env: slow ? { FOODSPEC_KILLS: "150", FOODSPEC_FUZZ: "10000", FOODSPEC_DRIFT_RUNS: "600" } : {},
    pool: "forks",
    // Half of the tests wait for a program they started: three keep two cores busy.
    maxWorkers: 3,
    // Modules hold no state: a worker that reads them once for all its files halves the time.
    isolate: false,
    testTimeout: slow ? 600_000 : 60_000,
    hookTimeout: 60_000,
  },
});
