/** Infer: the columns features leave, and what is wrong with them, from the document alone. */

import type { Columns } from "../contract/dataset.ts";
import type { Known, Shapes } from "../contract/kind.ts";
import { Refusal, type Remark } from "../contract/refusal.ts";
import type { Learns } from "../contract/step.ts";
import { gridOfColumns } from "../methods/features/grid.ts";
import { featureNames, layoutRemarks, namesWithoutData } from "../methods/features/layout.ts";
import type { FeatureColumns } from "../methods/features/options.ts";

export function inferFeatures(
  { shapes }: Known,
  options: FeatureColumns,
  learns: Learns,
): { shape: Shapes["variables"]; remarks: readonly Remark[] } {
  const own = layoutRemarks(options);
  const remarks = [...own, ...outcomeRemarks(shapes.dataset ?? null, options, learns)];
  const before = shapes.variables === undefined ? shapes.dataset?.columns : shapes.variables?.columns;
  if (own.length === 0 && before != null) remarks.push(...axisRemarks(before, options));
  const earlier = shapes.variables?.grid ?? {};
  // How many values there are matters here; models name the options by the steps themselves.
  const nth = Object.keys(earlier).length;
  const grid = Object.entries(gridOfColumns(options)).map(([option, values]) => [`features-${nth}.${option}`, values]);
  const shape = {
    columns: namesWithoutData(options),
    features: true,
    grid: { ...earlier, ...Object.fromEntries(grid) },
  };
  return { shape, remarks };
}

function outcomeRemarks(
  dataset: Shapes["dataset"] | null,
  { pls, select }: FeatureColumns,
  learns: Learns,
): readonly Remark[] {
  if (dataset === null || learns !== "outcome") return [];
  const option = ["columns", select === undefined ? "pls" : "select"];
  if (dataset.oneClass !== undefined) return [{ code: "FS3034", facts: dataset.oneClass, option }];
  if (dataset.label) return [];
  if (select?.method === "anova_f") {
    return [{ code: "FS2506", facts: {}, option: ["columns", "select"] }];
  }
  if (dataset.target) return [];
  return [{ code: "FS2505", facts: {}, option: ["columns", pls === undefined ? "select" : "pls"] }];
}

/** What the axis cannot carry is known before the data where steps before lay the axis down. */
function axisRemarks(before: Columns, options: FeatureColumns): readonly Remark[] {
  try {
    featureNames(before, options);
    return [];
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return error.remarks.map((remark) => (remark.code === "FS3511" ? { ...remark, code: "FS2503" } : remark));
  }
}
