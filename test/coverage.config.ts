/** Vitest: full coverage of what decides: plan, run, gates, verification and contract, by the tests beside them and those of whole runs. */
import { defineConfig } from "vitest/config";
import { slowTags } from "./tags.ts";

export default defineConfig({
  root: new URL("..", import.meta.url).pathname,
  test: {
    include: [
      "test/compiler/{plan,run,verify}/**/*.test.ts",
      // Whole runs: of several targets, of planted sets, of jobs, archives, lockboxes and refusals.
      "test/compiler/{compile,jobs,lockbox,seal}/*.test.ts",
      "test/compiler/print/pdf-form.test.ts",
      "test/compiler/cli/{exit-codes,init-from,reach,regulatory-rules,regulatory-run}.test.ts",
      "test/planted/*.test.ts",
      "test/blocks/data/axis/doubts.test.ts",
      "test/blocks/qc/**/*.test.ts",
      "test/blocks/methods/qc/**/*.test.ts",
      "test/schemas/**/*.test.ts",
    ],
    // They start the built program, of which nothing is counted here.
    exclude: ["test/compiler/run/{crash,reproducible,reuse}.test.ts"],
    tags: slowTags,
    pool: "forks",
    maxWorkers: 2,
    isolate: false,
    testTimeout: 900_000,
    hookTimeout: 900_000,
    reporters: [["default", { summary: false }]],
    coverage: {
      enabled: true,
      provider: "v8",
      include: [
        "compiler/plan/**",
        "compiler/run/**",
        "compiler/verify/**",
        "compiler/compile/contract-findings.ts",
        "blocks/qc/**/*.ts",
        "blocks/methods/qc/**/*.ts",
        "schemas/contract.ts",
      ],
      // What a thread begins with, where nothing is counted; and `blocks/qc/**` would take the tests below test/blocks/qc, too.
      exclude: ["compiler/workers/worker.ts", "test/**"],
      reporter: ["text-summary", ["text", { skipFull: true }]],
      reportsDirectory: "coverage",
      thresholds: { 100: true },
    },
  },
});
