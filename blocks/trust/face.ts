/** Face of the `trust` block: its words, figures and tables, and where its numbers come from. */
import { jsonPointer } from "../contract/brief.ts";
import type { Face } from "../contract/face.ts";
import { presentation } from "../contract/presentation.ts";
import { type DeclaredQuantities, quantityIn } from "../contract/quantities.ts";
import { briefOf } from "./brief.ts";
import type { trustCompute } from "./compute.ts";
import { describedTrust } from "./described.ts";
import { evidenceOf } from "./evidence.ts";
import { trustViews } from "./views.ts";
import { nothingInWords, remarkedInWords } from "./words.ts";

export const trustFace: Face<typeof trustCompute, typeof presentation> = {
  quantity: (path) => quantityIn(quantities, path),
  chapter: "trust",
  summary:
    "Calibrates a model's probabilities, gives sets with a promised coverage and a rule when not to answer, and judges all of it on samples left out.",
  mustExplain: ["coverage", "mean_set_size"],
  presentation,
  views: trustViews,
  brief: briefOf,
  described: describedTrust,
  headline: (results) => (results?.calibration.status === "success" ? { calibration_enabled: true } : {}),
  evidence: evidenceOf,
  companions: [
    { words: "calibrated probabilities", asked: ({ calibration }) => calibration !== false },
    { words: "conformal prediction sets", asked: ({ conformal }) => conformal !== false },
    { words: "the decision to answer or abstain", asked: ({ abstention }) => abstention !== false },
  ],
  origin: (path) => ({ artifact: "trust/trust_summary.json", pointer: jsonPointer(path) }),
  nothing: nothingInWords,
  told: remarkedInWords,
  said: (_, { fold, train_size, calibration_size, conformal_size }) =>
    `fold ${fold}: ${train_size} training, ${calibration_size} calibration, ${conformal_size} conformal samples`,
};

const quantities: DeclaredQuantities = {
  accuracy: "share",
  model_accuracy: "share",
  accuracy_on_answered: "share",
  rmsecv: "estimate",
  model_rmsecv: "estimate",
  temperature: "number",
  ece_before: "index",
  ece_after: "index",
  ece_null: "index",
  mce_before: "index",
  mce_after: "index",
  mce_null: "index",
  brier_before: "index",
  brier_after: "index",
  log_loss_before: "index",
  log_loss_after: "index",
  alpha: "given",
  coverage: "share",
  coverage_p: "p",
  coverage_issued: "share",
  least_p: "p",
  mean_set_size: "number",
  target_risk: "share",
  tau: "index",
  risk_upper: "share",
  abstain_rate: "share",
  aurc: "index",
};
