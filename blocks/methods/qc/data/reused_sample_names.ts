/** Reused sample names: one name for different samples, as where each batch numbers its samples from 1 again. */
import { grouped } from "../../numeric/grouped.ts";
import { neighbourMeans } from "../../numeric/neighbour-means.ts";
import { type CheckWords, check } from "../check.ts";
import { medianOf } from "../spectral/select.ts";
import { type DataMaterial, isAccepted } from "./material.ts";
import { medianDifference, placed } from "./nearness.ts";

/** Share of the median between names from which on what bears one name is taken for different samples. */
const FAR = 0.8;

export const declaration = check({
  id: "reused_sample_names",
  gate: "data",
  code: "FS7109",
  limit: "max",
  unit: "names",
  threshold: 0,
  measure(material) {
    if (!material.design.isNamed) return { na: "names_say_nothing" };
    const found = material.design.columns.flatMap(({ name, values }) => {
      const names = reusedIn(material, values);
      return names.length === 0 ? [] : [{ column: name, names }];
    });
    const all = [...new Set(found.flatMap(({ names }) => names))];
    const isExcused = found.every(({ column }) =>
      isAccepted(material.design, "reused_sample_names", (one) => one.column === column),
    );
    return {
      value: all.length,
      worst: found.flatMap(({ column, names }) =>
        names.map((sample) => ({ sample, feature: column, value: null, about: "in_several_values" })),
      ),
      ...(isExcused ? { despite: "accepted" as const } : {}),
    };
  },
});

export const words: CheckWords = {
  title: "Sample names used again for other samples",
  quantity: "count",
  action: "Give every sample a name of its own, for instance the batch and the number together.",
};

/** Names in several values of the column that agree on the outcome within a value and not between; without outcome, by distance. */
function reusedIn(material: DataMaterial, values: readonly (string | null)[]): readonly string[] {
  const { rows, outcome } = material;
  const known = rows.sample.flatMap((_, i) => (rows.external[i] || values[i] === null ? [] : [i]));
  const shared = [...grouped(known, (i) => rows.sample[i])].map(
    ([sample, own]) => [sample, grouped(own, (i) => values[i])] as const,
  );
  const several = shared.filter(([, own]) => own.size > 1);
  if (several.length === 0) return [];
  if (outcome.label === null && outcome.target === null)
    return isFarApart(material, values) ? several.map(([sample]) => sample) : [];
  const targets = outcome.target?.measured ?? outcome.target?.values ?? null;
  const said = (i: number): string => JSON.stringify([outcome.label?.codes[i] ?? null, targets?.[i] ?? null]);
  const found = several.filter(([, own]) => {
    const parts = [...own.values()].map((all) => new Set(all.map(said)));
    return parts.every((part) => part.size === 1) && new Set(parts.flatMap((part) => [...part])).size > 1;
  });
  // A reference measured again in each batch differs by its error, and not as other samples do.
  const isApart = targets === null || found.length === 0 || areTargetsApart(material, found, targets);
  return isApart ? found.map(([sample]) => sample) : [];
}

/** Whether values of a name differ between the values of a column as much as those of different names: 0.8 of the median, as below. */
function areTargetsApart(
  { rows }: DataMaterial,
  found: readonly (readonly [string, ReadonlyMap<string | null, readonly number[]>])[],
  targets: readonly number[],
): boolean {
  const across = found.flatMap(([, own]) => {
    const [first, ...others] = [...own.values()].map((all) => targets[all[0]]);
    return others.map((value) => Math.abs(value - first));
  });
  const firsts = new Map<string, number>();
  rows.sample.forEach((sample, i) => {
    if (!rows.external[i] && !firsts.has(sample)) firsts.set(sample, targets[i]);
  });
  const values = [...firsts.values()];
  const between = values.slice(1).map((value, k) => Math.abs(value - values[k]));
  if (between.length === 0) return false;
  return medianOf(Float64Array.from(across)) >= FAR * medianOf(Float64Array.from(between));
}

/** Whether spectra of a name lie as far apart across the values of a column as those of different names. */
function isFarApart({ spectra, rows }: DataMaterial, values: readonly (string | null)[]): boolean {
  const space = placed(neighbourMeans(spectra));
  const isOwn = (i: number) => !rows.external[i] && values[i] !== null;
  const across = medianDifference(
    space,
    (i, j) => isOwn(i) && isOwn(j) && rows.sample[i] === rows.sample[j] && values[i] !== values[j],
  );
  const between = medianDifference(space, (i, j) => isOwn(i) && isOwn(j) && rows.sample[i] !== rows.sample[j]);
  return across !== null && between !== null && across >= FAR * between;
}
