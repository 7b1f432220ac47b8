/** Face of the `model` block: its words, figures and tables, and where its numbers come from. */
import type { Face } from "../contract/face.ts";
import { presentation } from "../contract/presentation.ts";
import { type DeclaredQuantities, quantityIn } from "../contract/quantities.ts";
import { metrics } from "../methods/metrics/declared.ts";
import { briefOf, originOf } from "./brief.ts";
import type { modelCompute } from "./compute.ts";
import { describedModel } from "./described.ts";
import { evidenceOf } from "./evidence.ts";
import { neverOf } from "./never.ts";
import { caveatOf, lackingOf } from "./results.ts";
import { headlineOf, quotableOf, undoneOf } from "./told.ts";
import { modelTries } from "./tries.ts";
import { modelViews } from "./views.ts";

export const modelFace: Face<typeof modelCompute, typeof presentation> = {
  quantity: (path) => (countsIn.test(path.join(".")) ? "count" : quantityIn(quantities, path)),
  summary: "Fits an estimator, validates it fold by fold, and says how well it does on samples it has not seen.",
  mustExplain: ["estimator", "task", "scheme", "cv_metric", "cv_score"],
  presentation,
  caveat: caveatOf,
  lacking: lackingOf,
  never: neverOf,
  views: modelViews,
  brief: briefOf,
  described: describedModel,
  tries: modelTries,
  headline: headlineOf,
  evidence: evidenceOf,
  metrics,
  quotable: quotableOf,
  undone: undoneOf,
  origin: originOf,
  said: (_, { fold, estimator, train_size }) => `fold ${fold}: ${estimator} fitted on ${train_size} spectra`,
};

/** Of names that are numbers of another quantity elsewhere. */
const countsIn =
  /^applicability\.(?:fitted|external|left_out|unknown|excluded)\.\w+$|^validation\.similarity\.samples$|\.units\.batches$/;

const quantities: DeclaredQuantities = {
  ...Object.fromEntries(metrics.map(({ name, quantity }) => [name, quantity])),
  bias_limit: "estimate",
  bias_t: "number",
  bias_p: "p",
  slope_t: "number",
  slope_p: "p",
  sep_limit: "estimate",
  cv_score: "number",
  cv_std: "number",
  best_params: "given",
  predicted: "prediction",
  probability: "index",
  icc: "index",
  count: "count",
  counts: "count",
  cut: "number",
  ordinary: "number",
  blocked: "number",
  patched: "number",
  explained: "share",
  axis: "given",
  p: "p",
  observed: "number",
  values: "number",
  share: "share",
  segments: "number",
  from: "given",
  to: "given",
  rho: "index",
  fitted: "number",
  cross_validated: "number",
  x_variance: "share",
  y_variance: "share",
  samples: "number",
  mean: "number",
  sd: "number",
  limits: "number",
  expectations: "number",
};
