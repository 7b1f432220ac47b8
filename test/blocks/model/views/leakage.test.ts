import { describe, expect, it } from "vitest";
import { leakageWords } from "../../../../blocks/charts/words.ts";
import { inMemory } from "../../../fixtures/in-memory.ts";
import { smallCsv, smallProtocol } from "../../../fixtures/small.ts";

const leak = (samples: number, copies: number) => ({
  samples: { count: samples, names: [] },
  duplicates: { count: copies, names: [] },
});

describe("leakage", () => {
  it.each([
    [0, 0, null],
    [1, 0, "Leakage: 1 sample stood in training and test rows at once, so this looks better than it is."],
    [
      3,
      1,
      "Leakage: 3 samples and 1 copy of a spectrum stood in training and test rows at once, so this looks better than it is.",
    ],
    [0, 2, "Leakage: 2 copies of a spectrum stood in training and test rows at once, so this looks better than it is."],
  ])("of %s samples and %s copies is said in words", (samples, copies, words) => {
    expect(leakageWords(leak(samples, copies))).toBe(words);
  });

  it("stands at the head of the report and beside the metrics, the summary, the results by class and the confusion matrix of the model it concerns, and of no other", async () => {
    // Third and first spectrum become replicates of one sample; folds of single spectra cut through it.
    const csv = smallCsv().replace("s3,m3", "s3,m1");
    const model = "estimator: {pls-da: {components: 2}}\nscheme: {kfold: {folds: 12}}\n";
    const more = "\n```foodspec model #apart\nestimator: {pls-da: {components: 2}}\nscheme: loso\n```\n";
    const place = inMemory({
      "small.csv": csv,
      "protocol.md": smallProtocol({ data: "reference: mean\n", model, more }),
    });
    expect((await place.compile()).exitCode).toBe(0);
    const report = place.read("runs/latest/report.md");
    const said = report
      .split("\n")
      .filter((line) => line.includes("Leakage: 1 sample stood in training and test rows"));
    // At the head of the report, and at the four places of the model; the other has as many and says nothing in them.
    expect(said.length).toBe(5);
    place.remove();
  });
});
