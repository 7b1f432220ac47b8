/** Choice sentence: among how many a run was chosen, and what the choice is worth; a spread is told only where draws differ. */
import { expect, it } from "vitest";
import { choiceTexts } from "../../../compiler/render/choice-sentence.ts";
import type { Candidates } from "../../../schemas/study.ts";

const choice = (corrected: Candidates["corrected"], metric: Candidates["metric"] = "accuracy") =>
  ({
    tried: 7,
    metric,
    rule: "best",
    corrected,
    chosen: "b",
    model: "m",
    samples: { names: ["s1", "s2", "s3"] },
    candidates: [
      { job_id: "a", value: 0.9 },
      { job_id: "b", value: 0.95 },
    ],
  }) as unknown as Candidates;
const told = (of: Candidates | null) =>
  choiceTexts({ blocks: [], choice: of } as unknown as Parameters<typeof choiceTexts>[0]);

it.each([
  [
    "with the spread of its draws",
    choice({ value: 0.91, low: 0.84, high: 0.97 }),
    "corrected for the choice, accuracy is 91.0 % (95 % of draws between 84.0 % and 97.0 %). The figure of the chosen one alone, 95.0 %, does not count",
  ],
  [
    "without a spread where every draw came to the same",
    choice({ value: 1, low: 1, high: 1 }),
    "accuracy is 100.0 % (every draw came to the same, which tells nothing of its spread). The figure",
  ],
  ["without a figure where there are too few samples", choice(null), "accuracy cannot be told from 3 samples."],
])("is told %s", (_, of, wanted) => {
  expect(told(of)).toHaveLength(1);
  expect(told(of)[0]).toMatch(/^One of 7 tried on these data; /);
  expect(told(of)[0]).toContain(wanted);
});

it("is told of no run that nobody chose", () => expect(told(null)).toEqual([]));
