/** Layout: which columns features have, known without data, and what is wrong with what was asked for. */

import { closest } from "../../contract/closest.ts";
import type { Columns } from "../../contract/dataset.ts";
import { Refusal, type Remark } from "../../contract/refusal.ts";
import { countOf } from "../steps/demands.ts";
import { type FeatureColumns, largest, namesOf, valuesOf } from "./options.ts";
import { bandIndexes, peakIndexes } from "./regions.ts";

export type Family = "band" | "peak" | "ratio" | "pca" | "pls" | "variable";

export interface MadeColumn {
  readonly name: string;
  readonly family: Family;
}

/** Columns that are made, before any selection; none where selection works on the variables themselves. */
export function madeColumns({ bands, peaks, ratios, pca, pls }: FeatureColumns): readonly MadeColumn[] {
  const numbered = (prefix: string, family: Family, count: number) =>
    Array.from({ length: count }, (_, c) => ({ name: `${prefix}${c + 1}`, family }));
  return [
    ...namesOf(bands).map((name) => ({ name, family: "band" as const })),
    ...namesOf(peaks).map((name) => ({ name, family: "peak" as const })),
    ...namesOf(ratios).map((name) => ({ name, family: "ratio" as const })),
    ...numbered("PC", "pca", pca === undefined ? 0 : largest(pca.components)),
    ...numbered("LV", "pls", pls === undefined ? 0 : largest(pls.components)),
  ];
}

/** Columns selection chooses from: those made, or the variables themselves. */
export function candidateColumns(options: FeatureColumns, before: Columns): readonly MadeColumn[] {
  const made = madeColumns(options);
  if (made.length > 0) return made;
  const names =
    before.kind === "names"
      ? before.names
      : before.values.map((value) => (before.unit === null ? String(value) : `${value} ${before.unit}`));
  return names.map((name) => ({ name, family: "variable" }));
}

/**
 * The columns features leave. Which columns a selection keeps hangs on the rows it is fitted on: without its state they have
 * numbers for names.
 *
 * @throws Refusal FS2301 for bands or peaks of named variables; FS2501 to FS2504 and FS2806 as `layoutRemarks`; FS3511, FS3512
 *   where the axis does not carry what was asked for
 */
export function featureNames(
  before: Columns,
  options: FeatureColumns,
  state: { readonly select: { readonly names: readonly string[] } | null } | null = null,
): Columns {
  if (state?.select != null) return { kind: "names", names: state.select.names };
  const [first, ...more] = layoutRemarks(options);
  if (first !== undefined) throw new Refusal(first.code, first.facts, { option: first.option }, more);
  for (const name of namesOf(options.bands)) bandIndexes(before, name, options);
  for (const name of namesOf(options.peaks)) peakIndexes(before, name, options);
  const { select } = options;
  if (select === undefined) return { kind: "names", names: madeColumns(options).map(({ name }) => name) };
  const made = madeColumns(options).length;
  const count = made > 0 ? made : countOf(before);
  const k = largest(select.k);
  if (k > count) throw new Refusal("FS3512", { k, columns: count }, { option: ["columns", "select", "k"] });
  return { kind: "names", names: numbered(k) };
}

const numbered = (k: number): string[] => Array.from({ length: k }, (_, i) => `selected ${i + 1}`);

/** The columns without the variables they are made of, which always have a known number; null where something is wrong. */
export function namesWithoutData(options: FeatureColumns): Columns | null {
  if (layoutRemarks(options).length > 0) return null;
  const names = options.select === undefined ? madeColumns(options).map(({ name }) => name) : null;
  return { kind: "names", names: names ?? numbered(largest(options.select?.k ?? 1)) };
}

/** What is wrong from the options alone: FS2501 unknown member, FS2502 name twice, FS2504 k too large, FS2806 value twice. */
export function layoutRemarks(options: FeatureColumns): readonly Remark[] {
  return [...memberRemarks(options), ...nameRemarks(options), ...countRemarks(options), ...gridRemarks(options)];
}

function memberRemarks({ bands, peaks, ratios }: FeatureColumns): readonly Remark[] {
  const allowed = [...namesOf(bands), ...namesOf(peaks)];
  return namesOf(ratios).flatMap((ratio) =>
    (ratios?.[ratio] ?? []).flatMap((member, at) =>
      allowed.includes(member)
        ? []
        : [
            {
              code: "FS2501",
              facts: { ratio, member, allowed, suggestion: closest(member, allowed) },
              option: ["columns", "ratios", ratio, at],
            },
          ],
    ),
  );
}

function nameRemarks(options: FeatureColumns): readonly Remark[] {
  const made = madeColumns(options);
  const where = { band: "bands", peak: "peaks", ratio: "ratios", pca: "pca", pls: "pls", variable: "select" } as const;
  return made.flatMap(({ name, family }, k) => {
    const first = made.findIndex((other) => other.name === name);
    if (first === k) return [];
    // The name of a component cannot be changed, so that what its author named is pointed at.
    const [own, other] =
      family === "pca" || family === "pls" ? [made[first], family] : [{ name, family }, made[first].family];
    return [
      {
        code: "FS2502",
        facts: { name, first: where[other as Family], second: where[own.family] },
        option: ["columns", where[own.family], name],
      },
    ];
  });
}

function countRemarks(options: FeatureColumns): readonly Remark[] {
  const made = madeColumns(options).length;
  if (options.select === undefined || made === 0) return [];
  const k = largest(options.select.k);
  return k > made ? [{ code: "FS2504", facts: { k, columns: made }, option: ["columns", "select", "k"] }] : [];
}

function gridRemarks({ pca, pls, select }: FeatureColumns): readonly Remark[] {
  const lists = [
    { path: ["pca", "components"], values: pca?.components },
    { path: ["pls", "components"], values: pls?.components },
    { path: ["select", "k"], values: select?.k },
  ];
  return lists.flatMap(({ path, values = [] }) => {
    const all = valuesOf(values);
    if (new Set(all).size === all.length) return [];
    return [{ code: "FS2806", facts: { option: `features.${path.join(".")}` }, option: ["columns", ...path] }];
  });
}
