/** Rules of the `model` block: what is wrong with it from the document alone, and what a mode requires of it. */
import { reportModes } from "../../schemas/contract.ts";
import type { Rules } from "../contract/kind.ts";
import type { presentation } from "../contract/presentation.ts";
import { methods } from "../methods/methods.ts";
import type { modelCompute } from "./compute.ts";
import { forbiddenOfModel } from "./forbids.ts";
import { inferModel } from "./infer.ts";

export const modelRules: Rules<typeof modelCompute, typeof presentation> = {
  infer: inferModel,
  varies: ({ estimator, target }) => target === undefined && methods.estimator(estimator.name).task === "regression",
  picks: ({ target }) => target ?? null,
  forbids: forbiddenOfModel,
  unbearable: { FS5201: "FS7301" },
  requires: [
    { path: "model/model.json", modes: reportModes, says: "the final model" },
    { path: "model/metrics.json", modes: reportModes, says: "its validation" },
    { path: "model/best_params.json", modes: reportModes, says: "what was chosen" },
    { path: "model/predictions.csv", modes: reportModes, says: "each spectrum's prediction" },
  ],
};
