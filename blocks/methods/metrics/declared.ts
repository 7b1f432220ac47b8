/** Declared metrics: name, scale, which way is better and words of each, once. It is read by faces and by no computation. */
import type { Metric } from "../../contract/metric.ts";

type Words = Pick<Metric, "better" | "says" | "stated">;
const classes = (scale: "share" | "plain", name: string, words: Words): Metric => ({
  name,
  task: "classification",
  scale,
  ...words,
});
const target = (name: string, words: Words & { readonly scale?: Metric["scale"] }): Metric => ({
  name,
  task: "regression",
  scale: "target",
  ...words,
});

const percent = (place: number) => ({ place, format: ".1%" });
const plain = (place: number) => ({ place, format: null });

/** Where the words of two begin at one letter the first holds. */
export const metrics: readonly Metric[] = [
  classes("share", "balanced_accuracy", { better: "larger", says: /\bbalanced\s+accuracy\b/giu, stated: percent(2) }),
  classes("share", "accuracy", { better: "larger", says: /\baccuracy\b/giu, stated: percent(1) }),
  classes("share", "precision", { better: "larger", says: /\bprecision\b/giu }),
  classes("share", "recall", { better: "larger", says: /\b(?:recall|sensitivity)\b/giu }),
  classes("share", "specificity", { better: "larger", says: /\bspecificity\b/giu }),
  classes("share", "f1", { better: "larger", says: /\bF1(?:[\s-]scores?)?\b/giu }),
  classes("share", "roc_auc", {
    better: "larger",
    says: /\b(?:(?:ROC[\s-]?)?AUC|area\s+under\s+the\s+(?:ROC\s+)?curve)\b/giu,
  }),
  target("r2", { better: "larger", scale: "share", says: /\b(?:R²|R\^2|R2)(?![\p{L}\p{N}])/giu, stated: plain(2) }),
  classes("plain", "mcc", {
    better: "larger",
    says: /\b(?:MCC|Matthews\s+correlation(?:\s+coefficient)?)\b/giu,
    stated: plain(3),
  }),
  classes("plain", "kappa", { better: "larger", says: /\bkappa\b/giu }),
  classes("plain", "log_loss", { better: "smaller", says: /\blog[\s-]loss\b/giu }),
  classes("plain", "brier", { better: "smaller", says: /\bBrier(?:\s+score)?\b/giu }),
  target("rpiq", { better: "larger", scale: "plain", says: /\bRPIQ\b/gu }),
  target("rer", { better: "larger", scale: "plain", says: /\bRER\b/gu }),
  target("sep_sel", { better: "smaller", scale: "plain", says: /\bSEP\s?\/\s?SEL\b/gu }),
  target("rmsep_sec", { better: "smaller", scale: "plain", says: /\bRMSE(?:P|CV)\s?\/\s?SEC\b/gu }),
  target("slope", { better: "not compared", scale: "plain", says: /\bslope\s+of\s+measured\s+on\s+predicted\b/giu }),
  target("offset", { better: "not compared", says: /\boffset\s+of\s+measured\s+on\s+predicted\b/giu }),
  target("sec", { better: "not compared", says: /\bSEC\b/gu }),
  target("sel", { better: "not compared", says: /\bSEL\b/gu }),
  target("rpd", { better: "larger", scale: "plain", says: /\bRPD\b/gu }),
  target("rmsecv", { better: "smaller", says: /\bRMSECV\b/giu, stated: plain(1) }),
  target("rmsec", { better: "not compared", says: /\bRMSEC\b/giu }),
  target("rmsep", { better: "smaller", says: /\bRMSEP\b/giu }),
  target("sep", { better: "smaller", says: /\bSEP\b/gu, stated: plain(4) }),
  target("bias", { better: "nearer to 0", says: /\bbias\b/giu, stated: plain(3) }),
];

/** Those of a task that the statement writes, in its order. */
export const statedOf = (task: Metric["task"]): readonly (Metric & Required<Pick<Metric, "stated">>)[] =>
  metrics
    .filter((metric): metric is Metric & Required<Pick<Metric, "stated">> => metric.task === task && "stated" in metric)
    .sort((a, b) => a.stated.place - b.stated.place);
