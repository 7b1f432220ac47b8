/** Typed numbers: beside which words a number is taken for a metric's value, and when it differs from the run's. */
import { describe, expect, it } from "vitest";
import { typedNumberFindings } from "../../../compiler/run/typed-numbers.ts";
import type { RunBlock } from "../../../compiler/run/types.ts";
import { block, parse, withTitle } from "../document/kinds.ts";

const plsda = {
  estimator: "pls-da",
  accuracy: 0.98324,
  accuracy_ci: [0.952, 0.997],
  balanced_accuracy: 0.971,
  recall: 0.9,
  mcc: 0.88,
  roc_auc: 0.99,
  by_class: { lean: { recall: 1 }, fat: { recall: 0.954 } },
  external: { accuracy: 1 },
};
const logreg = { estimator: "logistic-regression", accuracy: 0.943 };
const fat = {
  estimator: "pls-regression",
  target_unit: "%",
  rmsecv: 1.874,
  rmsecv_ci: [1.6, 2.1],
  r2: 0.977,
  bias: -0.031,
};
const protein = { estimator: "pls-regression", target_unit: "g", rmsecv: 0.5 };
const unnamed = { accuracy: 0.9 };
const all: { readonly [id: string]: object } = { plsda, logreg, fat, protein, unnamed };

function findings(text: string, ids: readonly string[] = ["plsda", "fat"]) {
  const document = withTitle(ids.map((id) => block(`model #${id}`, "estimator: pls-da")).join("") + text);
  const { protocol } = parse(document);
  if (protocol === null) throw new Error("the document of the test is wrong");
  const blocks = protocol.blocks.map((one) => ({ block: one, results: all[one.id] ?? null }) as unknown as RunBlock);
  return typedNumberFindings(protocol, blocks);
}
const told = (text: string, ids?: readonly string[]) =>
  findings(text, ids).map(({ facts, block }) => `${facts.typed} ${block}.${facts.metric} ${facts.computed}`);

describe("a typed number", () => {
  it.each([
    ["an accuracy of 95 %", "95 % plsda.accuracy 98 %"],
    ["an accuracy of **95 %** on unseen lots", "95 % plsda.accuracy 98 %"],
    ["an accuracy of 98.4 %.", "98.4 % plsda.accuracy 98.3 %"],
    ["The accuracy for unseen lots, all nine of them, was 95 %.", "95 % plsda.accuracy 98 %"],
    ["an accuracy of 100 % in unseen lots", "100 % plsda.accuracy 98 %"],
    ["The accuracy on unseen lots was only 95 %.", "95 % plsda.accuracy 98 %"],
    ["accuracy: 0.95", "0.95 plsda.accuracy 0.98"],
    ["Accuracy = 0,95, as measured", "0,95 plsda.accuracy 0.98"],
    ["(accuracy 95 percent)", "95 percent plsda.accuracy 98 %"],
    ["It has 95% accuracy.", "95% plsda.accuracy 98 %"],
    ["with 95 % balanced accuracy", "95 % plsda.balanced_accuracy 97 %"],
    ["| metric | value |\n| --- | --- |\n| accuracy | 95 % |", "95 % plsda.accuracy 98 %"],
    ["RMSECV 2.2 %", "2.2 % fat.rmsecv 1.9 %"],
    ["an RMSECV of 2.2 % fat", "2.2 % fat.rmsecv 1.9 %"],
    ["a root mean square error (RMSECV) of 2.2", "2.2 fat.rmsecv 1.9"],
    ["R² = 0.99", "0.99 fat.r2 0.98"],
    ["a bias of −0.05 %", "−0.05 % fat.bias -0.03 %"],
    ["an MCC of 0.95", "0.95 plsda.mcc 0.88"],
    ["an area under the curve of 0.9", "0.9 plsda.roc_auc 1.0"],
    ["about 96 % accuracy", "96 % plsda.accuracy 98 %"],
    ["an accuracy of about 0.95", "0.95 plsda.accuracy 0.98"],
    ["an accuracy of 95.5 on unseen lots", "95.5 plsda.accuracy 98.3"],
    ["an MCC of 0 in unseen lots", "0 plsda.mcc 1"],
  ])("that differs is told: %s", (text, says) => expect(told(text)).toEqual([says]));

  it.each([
    ["the value at the precision typed", "an accuracy of 98.3 %, or 98 %, an accuracy of 0.98"],
    ["an inline value", "an accuracy of `= plsda.accuracy : .1%`"],
    ["an inline value with its certainty", "accuracy `= plsda.accuracy : .1%` (95 % CI `= plsda.accuracy_ci : .1%`)"],
    ["the certainty of an interval", "the accuracy (95 % interval) and the RMSECV (95 % CI 1.6 to 2.1)"],
    ["an interval", "an accuracy of 95.2 % to 99.7 %, or an accuracy of 95.2–99.7 %"],
    ["a value with an error", "an accuracy of 95 ± 2 %, an RMSECV of 2.5 % ± 0.3 %, RMSECV 2.5 % to 3.1 %"],
    ["another clause", "The accuracy falls when the share is 20 %."],
    ["the value of the external rows", "In the last lot the accuracy is 100 %."],
    ["the value of a class", "The recall was 95.4 %."],
    ["a limit", "an accuracy of at least 95 %, more than 90 % accuracy, accuracy above 90 %, accuracy > 80 %"],
    ["a difference", "It gains 5 % accuracy by that: the accuracy rose by 5 %."],
    ["a wish", "The accuracy should be 95 %. The target is an accuracy of 95 %."],
    ["other people's numbers", "Smith et al. published an accuracy of 95 %."],
    ["the laboratory's", "The laboratory has a bias of 0.5 %."],
    ["chance", "Guessing gives an accuracy of 60 %."],
    ["counts", "The accuracy is over 178 samples, the accuracy of 3 models, the RMSECV with 8 latent variables"],
    ["what somebody asks", "Accuracy when 20 % is fat, accuracy with 20 % left out"],
    ["another unit", "an RMSECV of 21 mg"],
    ["a share of what is none", "an MCC of 95 %, an MCC of 3 models"],
    ["a thousand with its comma", "a bias of 1,234 %, an RMSECV of -1,234 %"],
    ["a metric no model has", "an RPD of 3.1 and a kappa of 0.2"],
    ["a number in another sentence", "This is the accuracy. 95 % is fine."],
    ["code", "an accuracy of `95 %`"],
    ["a reference to a figure or a paper", "accuracy [1], accuracy (2003)"],
    ["more digits than a number has", `an accuracy of 0.${"1".repeat(200)}`],
    ["a rough value", "an accuracy of about 98 %, nearly 99 % accuracy, about 90 % accuracy"],
  ])("is left alone where it is %s", (_, text) => expect(told(text)).toEqual([]));

  it("is told only where the sentence says of which of two models it speaks", () => {
    const two = ["plsda", "logreg"];
    expect(told("an accuracy of 90 %", two)).toEqual([]);
    expect(told("PLS-DA has an accuracy of 90 %.", two)).toEqual(["90 % plsda.accuracy 98 %"]);
    expect(told("logreg has an accuracy of 90 %.", two)).toEqual(["90 % logreg.accuracy 94 %"]);
    expect(told("Logistic regression: accuracy 90 %", two)).toEqual(["90 % logreg.accuracy 94 %"]);
    expect(told("`logreg` has an accuracy of 90 %.", two)).toEqual(["90 % logreg.accuracy 94 %"]);
    expect(told("PLS-DA beats logistic regression with an accuracy of 90 %.", two)).toEqual([]);
  });

  it("is left alone where it is relative and the target has another unit", () => {
    expect(told("an RMSECV of 2 %", ["protein"])).toEqual([]);
    expect(told("an RMSECV of 2 g", ["protein"])).toEqual(["2 protein.rmsecv 1"]);
  });

  it("is of a model that does not say how it was made only where the sentence names the model", () => {
    const two = ["plsda", "unnamed"];
    expect(told("an accuracy of 80 %", two)).toEqual([]);
    expect(told("`unnamed` has an accuracy of 80 %.", two)).toEqual(["80 % unnamed.accuracy 90 %"]);
  });

  it("is told with its place, what was computed, and what to write", () => {
    const [one] = findings("Text.\n\nIt has an\naccuracy of 95.0 %.");
    expect([one.position?.line, one.position?.column, one.position?.endColumn]).toEqual([17, 13, 19]);
    expect(one.severity).toBe("warning");
    expect(one.message).toBe("the text gives 95.0 % for the accuracy of `plsda`; the run gave 98.3 %");
    expect(one.help[0]).toContain("`= plsda.accuracy : .1%`");
  });

  it("is not looked for where no model finished", () => expect(told("an accuracy of 95 %", ["other"])).toEqual([]));
});
