/** The cross design, put together again by hand: who is scored by which model, and calibrated by whose samples. */

import { describe, expect, it } from "vitest";
import { row, stacked } from "../../../../blocks/contract/matrix.ts";
import { methods } from "../../../../blocks/methods/methods.ts";
import { fitRecipe } from "../../../../blocks/methods/recipe/fit-recipe.ts";
import { calibrated, fitCalibrator } from "../../../../blocks/methods/trust/calibration/calibrate.ts";
import { threshold } from "../../../../blocks/methods/trust/conformal/threshold.ts";
import { held } from "../../../../blocks/methods/trust/held.ts";
import { logitsOf } from "../../../../blocks/methods/trust/logits.ts";
import { trustOptions, wishesOf } from "../../../../blocks/methods/trust/options.ts";
import { crossCarve, crossPass, type Setup } from "../../../../blocks/methods/trust/pass.ts";
import { samplesOf } from "../../../../blocks/methods/trust/samples.ts";
import { bySample, fitted } from "../../trust/run-trust.ts";

describe("the cross design", () => {
  it("takes its thresholds from samples that neither their model nor their calibrator has seen", async () => {
    const { dataset, variables, model } = await fitted(bySample(), { scheme: { group_kfold: { folds: 5 } } });
    const { rows, outcome, declared } = dataset;
    const samples = samplesOf(rows, outcome, declared);
    const setup: Setup = {
      recipe: model.recipe,
      data: { ready: variables.ready, rows, outcome },
      samples,
      wishes: wishesOf(trustOptions.parse({ design: "cross", abstention: false }), "classification"),
      classes: outcome.label?.classes ?? null,
      name: [1, "trust"],
    };
    const inside = [...samples.names.keys()];
    const codes = samples.codes as readonly number[];
    const rowsOf = (of: readonly number[]) => of.flatMap((s) => samples.rows[s]).sort((a, b) => a - b);
    const folds = crossCarve(setup, inside, "deployed").map((left) => {
      const training = rowsOf(inside.filter((s) => !left.includes(s)));
      const { predictor } = fitRecipe(methods, model.recipe, setup.data, training, [1, "by hand"]);
      return {
        left,
        logits: logitsOf(held(methods, predictor, setup.data, samples, left).scores, "eight-times-score"),
      };
    });
    const scores: { readonly code: number; readonly score: number }[] = [];
    for (const fold of folds) {
      const others = folds.filter((one) => one !== fold);
      const { calibrator } = fitCalibrator(
        stacked(others.map(({ logits }) => logits)),
        others.flatMap(({ left }) => left.map((s) => codes[s])),
        { method: "temperature", prior: "log-normal" },
      );
      const p = calibrated(fold.logits, calibrator);
      fold.left.forEach((s, i) => {
        scores.push({ code: codes[s], score: 1 - row(p, i)[codes[s]] });
      });
    }
    const { rules } = crossPass(methods, setup, inside, "deployed");
    for (const [code, { qhat, n }] of (rules.conformal?.thresholds ?? []).entries()) {
      const own = scores.filter((one) => one.code === code).map(({ score }) => score);
      expect(n).toBe(own.length);
      expect(qhat).toBeCloseTo(threshold(own, 0.1).qhat, 9);
    }
    expect(scores).toHaveLength(178);
  });
});
