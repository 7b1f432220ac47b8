/** Views of a model, by address: the main result first, then how sure it is, then what it rests on. */
import type { ModelView } from "./model-view.ts";
import { applicability } from "./views/applicability.ts";
import { byClass } from "./views/by-class.ts";
import { coefficients } from "./views/coefficients.ts";
import { confusion } from "./views/confusion.ts";
import { contributions, largestContributions } from "./views/contributions.ts";
import { figuresOfMerit } from "./views/figures-of-merit.ts";
import { explainedVariance, latentVariables } from "./views/latent-variables.ts";
import { learning } from "./views/learning-curve.ts";
import { metrics } from "./views/metrics.ts";
import { outliers } from "./views/outliers.ts";
import { permutation } from "./views/permutation.ts";
import { predictedMeasured } from "./views/predicted-measured.ts";
import { residuals } from "./views/residuals.ts";
import { roc } from "./views/roc.ts";
import { loadings, scores } from "./views/scores.ts";
import { segments } from "./views/segments.ts";
import { summary } from "./views/summary.ts";
import { tuning } from "./views/tuning.ts";
import { unknowns } from "./views/unknowns.ts";
import { validation } from "./views/validation.ts";
import { vip } from "./views/vip.ts";
import { worst } from "./views/worst.ts";

export const modelViews: { readonly [name: string]: ModelView } = {
  summary,
  "by-class": byClass,
  confusion,
  "predicted-measured": predictedMeasured,
  metrics,
  segments,
  "figures-of-merit": figuresOfMerit,
  roc,
  residuals,
  worst,
  unknowns,
  validation,
  permutation,
  "learning-curve": learning,
  "latent-variables": latentVariables,
  tuning,
  scores,
  loadings,
  "explained-variance": explainedVariance,
  vip,
  coefficients,
  outliers,
  contributions,
  "largest-contributions": largestContributions,
  applicability,
};
