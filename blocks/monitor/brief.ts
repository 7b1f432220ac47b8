/** Brief of monitoring: whether the predictions may be used, how many there are, and how right they were where that is known. */

import type { RunHeadline } from "../../schemas/headline.ts";
import type { Brief, Quantity, Sentence } from "../contract/brief.ts";
import { interval95 } from "../contract/number-text.ts";
import type { Form } from "../contract/quantity.ts";
import { methods } from "../methods/methods.ts";
import type { MonitoringSummary } from "./results.ts";

export function briefOf(of: MonitoringSummary): Brief {
  const { status, estimator, predictor, n_flagged } = of;
  const flagged: Sentence[] =
    n_flagged === 0
      ? []
      : [
          [
            quantity(n_flagged, "n_flagged", "count", n_flagged === 1 ? "spectrum lies" : "spectra lie"),
            " outside the T² or Q limit of the reference.",
          ],
        ];
  const alarms: Sentence[] =
    status === "fail"
      ? [["Do not use these predictions: the new samples are not those the predictor was certified on."]]
      : status === "warn"
        ? [["The new samples may have drifted from those the predictor was certified on."]]
        : [];
  const unapproved: Sentence[] = predictor.approved
    ? []
    : [["The predictor does not come from a regulatory run that was approved."]];
  return {
    about: `saved ${methods.estimator(estimator).title}, version ${predictor.protocol_version} of its protocol`,
    headline: null,
    sentences: [driftSentence(of), answers(of), ...flagged, ...rightness(of)],
    warnings: [...alarms, ...unapproved],
  };
}

/** A saved predictor was validated in another run. */
export const headlineOf = (of: MonitoringSummary | null): Partial<RunHeadline> => ({
  model_name: of?.estimator ?? null,
  scheme: null,
  n_features: null,
  cv_score: null,
  cv_std: null,
  tuning_enabled: false,
});

const quantity = (value: Quantity["value"], field: string, format: Form, unit: string | null = null): Quantity => ({
  value,
  format,
  unit,
  origin: { artifact: "monitoring/monitoring_summary.json", pointer: `/${field}` },
});

function driftSentence({ drift_p, n_samples, n_reference, status }: MonitoringSummary): Sentence {
  const among: Sentence = [
    quantity(n_samples, "n_samples", "count", n_samples === 1 ? "new sample" : "new samples"),
    " against ",
    quantity(n_reference, "n_reference", "count"),
    " of the reference",
  ];
  if (drift_p === null) return ["Drift was not tested: too few samples (", ...among, ")."];
  const verdict = { ok: "No drift was found", warn: "Drift is suspected", fail: "Drift was found", na: "" }[status];
  return [`${verdict} (p `, quantity(drift_p, "drift_p", "p said"), "; ", ...among, ")."];
}

function answers({ n_answered, n_samples, mean_set_size }: MonitoringSummary): Sentence {
  const size: Sentence =
    mean_set_size === null
      ? []
      : [
          "; a set holds ",
          quantity(mean_set_size, "mean_set_size", "number", mean_set_size === 1 ? "class" : "classes"),
          " on average",
        ];
  return [
    quantity(n_answered, "n_answered", "count"),
    " of ",
    quantity(n_samples, "n_samples", "count", "samples"),
    " were predicted, the others abstained from",
    ...size,
    ".",
  ];
}

function rightness({ observed }: MonitoringSummary): readonly Sentence[] {
  if (observed === null) return [];
  const n = quantity(observed.n, "observed/n", "count", "samples");
  if (observed.accuracy !== null)
    return [
      [
        "Of ",
        n,
        " whose class is known: accuracy ",
        quantity(observed.accuracy, "observed/accuracy", "share"),
        ...(observed.accuracy_ci === null
          ? []
          : [` (${interval95} `, quantity(observed.accuracy_ci, "observed/accuracy_ci", "share"), ")"]),
        ".",
      ],
    ];
  if (observed.rmsep !== null)
    return [
      ["Of ", n, " that were measured otherwise: RMSEP ", quantity(observed.rmsep, "observed/rmsep", "number"), "."],
    ];
  return [];
}
