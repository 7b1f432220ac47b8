/** Candidates shown: figures in the field's words, the chosen one marked, and why one has no figure. */
import { expect, it } from "vitest";
import { candidatesShown, choiceWords } from "../../../compiler/render/candidates-shown.ts";
import type { Candidates } from "../../../schemas/study.ts";

const one = (job_id: string, more: object = {}) => ({
  ...{ job_id, why: job_id, state: "REPORT_COMPLETED", paired: true, value: 0.9, low: 0.8, high: 0.95 },
  ...{ difference: { value: -0.05, low: -0.1, high: 0.02 } },
  ...more,
});
const choice = (more: object = {}): Candidates =>
  ({
    ...{ metric: "balanced_accuracy", rule: "one-standard-error", tried: 3, chosen: "a" },
    corrected: { value: 0.91, low: 0.84, high: 0.97 },
    candidates: [
      one("root", { why: "" }),
      one("a", { difference: null, value: 0.95 }),
      one("b", { state: "ERROR", paired: false, value: null, low: null, high: null, difference: null }),
      one("c", { paired: false, value: null, low: null, high: null, difference: null }),
    ],
    ...more,
  }) as unknown as Candidates;

it("are rows with figure, interval and difference", () => {
  const rows = candidatesShown(choice());
  expect(
    rows.map(({ name, value, interval, difference, isChosen, lacks }) => [
      name,
      value,
      interval,
      difference,
      isChosen,
      lacks,
    ]),
  ).toEqual([
    ["the document as it stands", "90.0 %", "80.0 % to 95.0 %", "−5.0 %", false, null],
    ["a", "95.0 %", "80.0 % to 95.0 %", "–", true, null],
    ["b", "–", "–", "–", false, "failed"],
    ["c", "–", "–", "–", false, "other samples"],
  ]);
});

it.each([
  [
    "shares",
    choice(),
    "Chosen by balanced accuracy, the first listed within one standard error of the best: one of 3 tried on these data. Corrected for the choice: 91.0 % (84.0 % to 97.0 %).",
  ],
  [
    "errors",
    choice({ metric: "rmsecv", rule: "best", corrected: { value: 1.234, low: 1.01, high: 1.52 } }),
    "Chosen by RMSECV, the best one: one of 3 tried on these data. Corrected for the choice: 1.23 (1.01 to 1.52).",
  ],
  [
    "draws that came to the same",
    choice({ corrected: { value: 1, low: 1, high: 1 } }),
    "Corrected for the choice: 100.0 % (every draw came to the same, which tells nothing of its spread).",
  ],
  ["too few samples", choice({ corrected: null }), "What the choice is worth cannot be told from so few samples."],
])("are told in words: %s", (_, of, wanted) => expect(choiceWords(of)).toContain(wanted));
