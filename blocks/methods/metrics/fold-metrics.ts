/** Metrics of one fold: estimates without intervals. A fold is one batch, or a part of one draw; what it says of others is little. */
import type { Matrix } from "../../contract/matrix.ts";
import { stream } from "../../contract/stream.ts";
import { bySample } from "./grouping.ts";
import { ofFittedRows } from "./limits.ts";
import type { ClassificationFold, RegressionFold } from "./schema.ts";
import { stateClassification, stateRegression } from "./state.ts";
import type { Units } from "./units.ts";

/** @param probabilities u × K of the units' scores, or null */
export function foldClassification(
  units: Units,
  classes: readonly string[],
  probabilities: Matrix | null,
): Omit<ClassificationFold, "fold"> {
  const judged = { repeats: [units], grouping: bySample(units) };
  const stated = stateClassification(judged, classes, probabilities && [probabilities], unused, noLimits);
  const byClass = Object.entries(stated.by_class).map(([name, own]) => [name, counted(own)]);
  return { ...counted(stated), by_class: Object.fromEntries(byClass) } as Omit<ClassificationFold, "fold">;
}

export function foldRegression(units: Units): Omit<RegressionFold, "fold"> {
  const judged = { repeats: [units], grouping: bySample(units) };
  return counted(stateRegression(judged, "rmsecv", noLimits)) as Omit<RegressionFold, "fold">;
}

const noLimits = () => ofFittedRows;
const unused = () => stream();

const counted = (stated: object): { readonly [field: string]: unknown } =>
  Object.fromEntries(
    Object.entries(stated).filter(([field]) => !/_(?:ci|ci_sample|ci_unit|method|unit|na)$/.test(field)),
  );
