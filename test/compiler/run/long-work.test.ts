import { describe, expect, it } from "vitest";
import { matrix } from "../../../blocks/contract/matrix.ts";
import { inTurn, type Unit } from "../../../blocks/contract/work.ts";
import { methods } from "../../../blocks/methods/methods.ts";
import type { NamedJob } from "../../../compiler/run/job-name.ts";
import { tellingLong } from "../../../compiler/run/long-work.ts";

const unit: Unit<null, number, number> = { name: "same", start: () => (ask) => ask };

/** What is told of a job, and what its asks are answered. */
async function told(rows: number, columns: number, fits: number) {
  const says: string[] = [];
  const shared = { ...matrix(1, 1), rows, cols: columns };
  const name = { unit: unit.name, implementation: "", methods: [], shared: "", given: "" };
  const job: NamedJob<null, number, number> = {
    unit,
    methods,
    shared,
    given: null,
    amount: { fits, asks: 2, atOnce: 2 },
    name,
  };
  const answers: number[] = [];
  const spread = tellingLong(
    inTurn(async () => undefined),
    (line) => says.push(`${line} (${answers.length} answered)`),
  );
  for await (const answer of spread(job)([7, 8])) answers.push(answer);
  return { says, answers };
}

describe("work that takes long", () => {
  it.each([
    ["of ten seconds is not told", 2000, 1000, 200, null],
    [
      "of more is told in seconds",
      2000,
      1000,
      220,
      "220 fits to 2000 spectra of 1000 variables, at least 11 s on one core",
    ],
    [
      "of minutes is told in minutes; of fewer spectra than variables, their products count",
      500,
      3000,
      24000,
      "24000 fits to 500 spectra of 3000 variables, at least 3 min on one core",
    ],
  ])("%s", async (_, rows, columns, fits, line) => {
    const { says, answers } = await told(rows, columns, fits);
    expect(says).toEqual(line === null ? [] : [`${line} (0 answered)`]);
    expect(answers).toEqual([7, 8]);
  });
});
