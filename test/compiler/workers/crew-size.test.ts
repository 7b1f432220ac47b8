import { describe, expect, it } from "vitest";
import { stepsOf } from "../../../compiler/run/job-steps.ts";
import { crewSize, usualJobs } from "../../../compiler/workers/crew-size.ts";

describe("how many workers a job is worth", () => {
  // Fits of leave-one-batch-out with ten batches, tuned: 55 comparisons and 11 fits for good.
  const lobo = { fits: 66, atOnce: 55 };
  it.each([
    { what: "60 × 570", rows: 60, columns: 570, ...lobo, jobs: 8, workers: 1 },
    { what: "300 × 1500", rows: 300, columns: 1500, ...lobo, jobs: 8, workers: 1 },
    { what: "1000 × 1500", rows: 1000, columns: 1500, ...lobo, jobs: 2, workers: 1 },
    { what: "2000 × 1500", rows: 2000, columns: 1500, ...lobo, jobs: 2, workers: 2 },
    { what: "5000 × 1500", rows: 5000, columns: 1500, ...lobo, jobs: 4, workers: 4 },
    { what: "5000 × 1500 with one job", rows: 5000, columns: 1500, ...lobo, jobs: 1, workers: 1 },
    { what: "5000 × 1500 in three asks", rows: 5000, columns: 1500, fits: 66, atOnce: 3, jobs: 8, workers: 3 },
    { what: "5000 × 1500, not validated", rows: 5000, columns: 1500, fits: 1, atOnce: 1, jobs: 8, workers: 1 },
    {
      what: "300 × 1500 by sample, 4,000 fits",
      rows: 300,
      columns: 1500,
      fits: 4000,
      atOnce: 4000,
      jobs: 2,
      workers: 2,
    },
  ])("$what: $workers of $jobs", ({ jobs, workers, what: _, ...shape }) => {
    expect(crewSize(shape, jobs)).toBe(workers);
  });

  it("hangs on the shorter side of the matrix, on which the products of a fit are formed", () => {
    expect(stepsOf({ rows: 1000, columns: 1500, ...lobo })).toBe(66e6);
    expect(stepsOf({ rows: 5000, columns: 1500, ...lobo })).toBe(495e6);
  });

  it.each([
    [1, 1],
    [2, 2],
    [4, 4],
    [64, 4],
  ])("is, where nobody says how many, of %i processors up to %i", (processors, jobs) => {
    expect(usualJobs(processors)).toBe(jobs);
  });
});
