/** Declared metrics: name, title, quantity, scale, which way is better and words of each, once. It is read by faces and by no computation. */
import type { Metric } from "../../contract/metric.ts";
import { estimateForm, type Form } from "../../contract/quantity.ts";

type Words = Pick<Metric, "title" | "better" | "says" | "stated">;
const share = (name: string, words: Words): Metric => ({
  name,
  task: "classification",
  scale: "share",
  quantity: "share",
  ...words,
});
const plain = (name: string, words: Words & Partial<Pick<Metric, "scale">>): Metric => ({
  name,
  task: "classification",
  scale: "plain",
  quantity: "index",
  ...words,
});
const target = (name: string, words: Words & Partial<Pick<Metric, "scale" | "quantity">>): Metric => ({
  name,
  task: "regression",
  scale: "target",
  quantity: "estimate",
  ...words,
});

/** Where the words of two begin at one letter the first holds. */
export const metrics: readonly Metric[] = [
  share("balanced_accuracy", {
    title: "Balanced accuracy",
    better: "larger",
    says: /\bbalanced\s+accuracy\b/giu,
    stated: 2,
  }),
  share("accuracy", { title: "Accuracy", better: "larger", says: /\baccuracy\b/giu, stated: 1 }),
  share("precision", { title: "Precision", better: "larger", says: /\bprecision\b/giu }),
  share("recall", { title: "Sensitivity", better: "larger", says: /\b(?:recall|sensitivity)\b/giu }),
  share("specificity", { title: "Specificity", better: "larger", says: /\bspecificity\b/giu }),
  plain("f1", { title: "F1 score", better: "larger", scale: "share", says: /\bF1(?:[\s-]scores?)?\b/giu }),
  plain("roc_auc", {
    title: "ROC AUC",
    better: "larger",
    scale: "share",
    says: /\b(?:(?:ROC[\s-]?)?AUC|area\s+under\s+the\s+(?:ROC\s+)?curve)\b/giu,
  }),
  target("r2", {
    title: "R²",
    better: "larger",
    scale: "share",
    quantity: "index",
    says: /\b(?:R²|R\^2|R2)(?![\p{L}\p{N}])/giu,
    stated: 2,
  }),
  plain("mcc", {
    title: "MCC",
    better: "larger",
    says: /\b(?:MCC|Matthews\s+correlation(?:\s+coefficient)?)\b/giu,
    stated: 3,
  }),
  plain("kappa", { title: "Cohen's kappa", better: "larger", says: /\bkappa\b/giu }),
  plain("log_loss", { title: "Log loss", better: "smaller", says: /\blog[\s-]loss\b/giu }),
  plain("brier", { title: "Brier score", better: "smaller", says: /\bBrier(?:\s+score)?\b/giu }),
  target("rpiq", { title: "RPIQ", better: "larger", scale: "plain", says: /\bRPIQ\b/gu }),
  target("rer", { title: "RER", better: "larger", scale: "plain", says: /\bRER\b/gu }),
  target("sep_sel", { title: "SEP/SEL", better: "smaller", scale: "plain", says: /\bSEP\s?\/\s?SEL\b/gu }),
  target("rmsep_sec", {
    title: "RMSEP/SEC",
    better: "smaller",
    scale: "plain",
    says: /\bRMSE(?:P|CV)\s?\/\s?SEC\b/gu,
  }),
  target("slope", {
    title: "Slope",
    better: "not compared",
    scale: "plain",
    quantity: "index",
    says: /\bslope\s+of\s+measured\s+on\s+predicted\b/giu,
  }),
  target("offset", {
    title: "Offset",
    better: "not compared",
    says: /\boffset\s+of\s+measured\s+on\s+predicted\b/giu,
  }),
  target("sec", { title: "SEC", better: "not compared", says: /\bSEC\b/gu }),
  target("sel", { title: "SEL", better: "not compared", says: /\bSEL\b/gu }),
  target("rpd", { title: "RPD", better: "larger", scale: "plain", says: /\bRPD\b/gu }),
  target("rmsecv", { title: "RMSECV", better: "smaller", says: /\bRMSECV\b/giu, stated: 1 }),
  target("rmsec", { title: "RMSEC", better: "not compared", says: /\bRMSEC\b/giu }),
  target("rmsep", { title: "RMSEP", better: "smaller", says: /\bRMSEP\b/giu }),
  target("sep", { title: "SEP", better: "smaller", says: /\bSEP\b/gu, stated: 4 }),
  target("bias", { title: "Bias", better: "nearer to 0", says: /\bbias\b/giu, stated: 3 }),
];

const byName: ReadonlyMap<string, Metric> = new Map(metrics.map((metric) => [metric.name, metric]));

/** Throws RangeError for a name that is no metric. */
export function metricNamed(name: string): Metric {
  const metric = byName.get(name);
  if (metric === undefined) throw new RangeError(`there is no metric ${name}`);
  return metric;
}

/** With how many digits a metric is read beside its interval. */
export const formOfMetric = (name: string, interval?: readonly [number, number] | null): Form =>
  estimateForm(interval, metricNamed(name).quantity);

/** Those of a task that the statement writes, in its order. */
export const statedOf = (task: Metric["task"]): readonly Metric[] =>
  metrics
    .filter((metric) => metric.task === task && metric.stated !== undefined)
    .sort((a, b) => (a.stated ?? 0) - (b.stated ?? 0));
