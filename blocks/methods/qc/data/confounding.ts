/** Confounding: columns of the metadata that go with the outcome so closely that nobody can say which of the two a model has learnt. */
import type { Worst } from "../../../../schemas/gate-report.ts";
import type { DesignColumn } from "../../../contract/design.ts";
import { type CheckWords, check } from "../check.ts";
import { areaBetween, cramersV, epsilonSquared } from "./association.ts";
import { type DataMaterial, isAccepted } from "./material.ts";
import { type SampleRows, samplesIn } from "./samples.ts";

/** From here on a column tells the outcome. */
export const CLOSE = 0.9;
/** Values of a column in each class from which on it may be nested: animals within a breed, producers within a country. */
const NESTED = 3;
/** Area between the times of two classes from which on one was measured before the other. */
const APART = 0.95;

export const declaration = check({
  id: "confounding",
  gate: "data",
  code: "FS7107",
  limit: "max",
  unit: "columns",
  threshold: 0,
  measure(material) {
    const { outcome, design } = material;
    if (outcome.label === null && outcome.target === null) return { na: "no_label" };
    const found = confoundedIn(material);
    const isExcused = found.every(({ feature }) =>
      isAccepted(design, "confounding", ({ column }) => column === feature),
    );
    return { value: found.length, worst: found, ...(isExcused ? { despite: "accepted" as const } : {}) };
  },
});

export const words: CheckWords = {
  title: "Columns that go with the outcome",
  quantity: "count",
  action:
    "Measure every class in every batch, on every instrument and on every day; what stands for the class cannot be told from it afterwards.",
};

/** What fails always has a figure. */
type Confounded = Worst & { readonly value: number };

/** Each column that fails, the closest first. */
function confoundedIn(material: DataMaterial): readonly Confounded[] {
  const samples = samplesIn(material);
  const found = material.design.columns.flatMap((column) => judged(column, samples, material) ?? []);
  const known = new Set(found.map(({ feature }) => feature));
  const time = timeApart(material, samples);
  return [...found, ...(time === null || known.has(time.feature) ? [] : [time])].sort((a, b) => b.value - a.value);
}

function judged(
  { name, role, values }: DesignColumn,
  samples: readonly SampleRows[],
  material: DataMaterial,
): Confounded | null {
  const { outcome, isRegulatory, design } = material;
  const isDeclared = role === "batch" || role === "group" || role === "instrument";
  const { table, v, e } = associationOf({ values }, samples, outcome);
  if (table !== null) {
    // Rounding of fractions of samples may take a V of 1 below it.
    if (v !== null && v >= CLOSE - 1e-12) {
      const isNested = table.every((counts) => counts.filter((count) => count > 0).length >= NESTED);
      const isPure = table[0].every((_, j) => table.filter((counts) => counts[j] > 0).length <= 1);
      const mayNest = role === "group" || (role === "batch" && !design.isBatchDeclared);
      if (!isNested || !isDeclared) return { feature: name, value: v, about: "cramers_v" };
      if (isRegulatory && isPure && !mayNest) return { feature: name, value: v, about: "no_value_with_two_classes" };
    }
  }
  return e !== null && e >= CLOSE ? { feature: name, value: e, about: "epsilon_squared" } : null;
}

/** How far a column of names tells the outcome. */
export interface Association {
  /** Classes × values in code-unit order: samples of each, one with several values in parts; null without a label. */
  readonly table: readonly (readonly number[])[] | null;
  readonly v: number | null;
  readonly e: number | null;
}

export function associationOf(
  { values }: Pick<DesignColumn, "values">,
  samples: readonly SampleRows[],
  { label, target }: DataMaterial["outcome"],
): Association {
  const table = label === null ? null : tableOf(samples, values, label.classes.length);
  const own = samples.flatMap(({ rows, target }) => {
    const value = values[rows[0]];
    return value === null || target === null ? [] : [{ value, target }];
  });
  const e =
    target === null
      ? null
      : epsilonSquared(
          own.map(({ target }) => target),
          own.map(({ value }) => value),
        );
  return { table, v: table === null ? null : cramersV(table), e };
}

/** Values of a column over the samples, in code-unit order. */
export const valuesIn = (samples: readonly SampleRows[], values: readonly (string | null)[]): readonly string[] =>
  [...new Set(samples.flatMap(({ rows }) => rows.flatMap((i) => values[i] ?? [])))].sort();

/** Classes × values: samples of each, one with several values in parts. */
function tableOf(samples: readonly SampleRows[], values: readonly (string | null)[], classes: number): number[][] {
  const known = valuesIn(samples, values);
  const at = new Map(known.map((value, j) => [value, j]));
  const table = Array.from({ length: classes }, () => new Array<number>(known.length).fill(0));
  for (const { rows, code } of samples) {
    const own = rows.flatMap((i) => at.get(values[i] ?? "") ?? []);
    if (code !== null && code >= 0) for (const j of own) table[code][j] += 1 / own.length;
  }
  return table;
}

/** Regulatory mode: two classes of which one was measured before the other. */
function timeApart({ outcome, design, isRegulatory }: DataMaterial, samples: readonly SampleRows[]): Confounded | null {
  const { time } = design;
  if (!isRegulatory || time === null || outcome.label === null) return null;
  const times = outcome.label.classes.map((_, code) =>
    samples.flatMap((one) => {
      const own = one.code === code ? one.rows.flatMap((i) => time.values[i] ?? []) : [];
      return own.length === 0 ? [] : [own.reduce((sum, value) => sum + value, 0) / own.length];
    }),
  );
  let worst = 0.5;
  times.forEach((first, a) => {
    times.slice(a + 1).forEach((second) => {
      if (first.length === 0 || second.length === 0) return;
      const area = areaBetween(first, second);
      worst = Math.max(worst, area, 1 - area);
    });
  });
  return worst >= APART ? { feature: time.column, value: worst, about: "area_between_times" } : null;
}
