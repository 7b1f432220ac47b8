/** Undeclared replicates: samples whose names differ by a number at the end alone, and whose spectra are nearest to one another. */

import { neighbourMeans } from "../../numeric/neighbour-means.ts";
import { type CheckWords, check, type Measured } from "../check.ts";
import { type DataMaterial, isAccepted } from "./material.ts";
import { nearestTo, type Placed, placed } from "./nearness.ts";
import { stemsOf } from "./stems.ts";

/** Share from which names and nearness agree too often; by row, where no names are declared, more. */
const NAMED = 0.3;
const BY_ROW = 0.5;
/** What chance gives at least this often is no finding. */
const CHANCE = 0.001;

export const declaration = check({
  id: "undeclared_replicates",
  gate: "data",
  code: "FS7108",
  limit: "max",
  unit: "fraction",
  threshold: NAMED,
  measure(material) {
    const own = material.rows.sample.flatMap((_, i) => (material.rows.external[i] ? [] : [i]));
    const kin = material.design.isNamed ? byStem(material, own) : byRow(own);
    if (kin === null) return { na: "names_say_nothing" };
    const found = shareOf(material, own, kin);
    if (found === null) return { na: "names_say_nothing" };
    const limit = material.design.isNamed ? NAMED : BY_ROW;
    const { share, p } = found;
    // Both limits are exclusive, and the threshold is that of names: what does not count as a failure is excused by name.
    if (share < limit && share <= NAMED) return { value: share };
    const despite =
      share < limit
        ? "by_row"
        : p >= CHANCE
          ? "chance"
          : isAccepted(material.design, "undeclared_replicates")
            ? "accepted"
            : undefined;
    return { value: share, worst: found.worst, ...(despite && { despite }) };
  },
});

export const words: CheckWords = {
  title: "Spectra nearest to a sample whose name differs by a number alone",
  quantity: "share",
  action:
    "Name the column of the physical sample as `sample`, so that repeats stay together; where they are different samples, accept it with a reason.",
};

/** Whether rows i and j look like repeats by what they are called, or by where they stand. */
type Kin = (i: number, j: number) => boolean;

/** Null where the names say nothing of repeats: too few stems, or stems that label and a column give. */
function byStem({ rows, outcome, design }: DataMaterial, own: readonly number[]): Kin | null {
  const stems = stemsOf(rows.sample);
  const namesOf = new Map<string, Set<string>>();
  for (const i of own) namesOf.set(stems[i], (namesOf.get(stems[i]) ?? new Set()).add(rows.sample[i]));
  const isStem = (stem: string): boolean => {
    const { size } = namesOf.get(stem) as ReadonlySet<string>;
    return size >= 2 && size <= 20;
  };
  const held = own.filter((i) => isStem(stems[i]));
  const count = [...namesOf.keys()].filter(isStem).length;
  if (count < 5 || held.length < own.length / 2) return null;
  const label = (i: number): string => String(outcome.label?.codes[i] ?? "");
  if (isGiven(held, (i) => stems[i], label)) return null;
  for (const { role, values } of design.columns) {
    const isWhole = role === "batch" || role === "group" || role === "instrument";
    const stem = (i: number): string => stems[i];
    const value = (i: number): string => values[i] ?? "";
    const isSame = isGiven(held, stem, value) && isGiven(held, value, stem);
    if ((isSame || new Set(values).size > 20) && !isWhole) continue;
    if (
      isGiven(
        held,
        (i) => stems[i],
        (i) => JSON.stringify([label(i), values[i]]),
      )
    )
      return null;
  }
  return (i, j) => stems[i] === stems[j] && isStem(stems[i]);
}

/** Without names: rows that stand next to one another, or with one between. */
const byRow = (own: readonly number[]): Kin | null => {
  const place = new Map(own.map((i, k) => [i, k]));
  // Rows that are not own are asked about by nobody.
  const at = (i: number) => place.get(i) as number;
  return own.length < 10 ? null : (i, j) => Math.abs(at(i) - at(j)) <= 2;
};

/** Whether what `by` says of a row settles what `of` says. */
function isGiven(rows: readonly number[], of: (i: number) => string, by: (i: number) => string): boolean {
  const known = new Map<string, string>();
  return rows.every((i) => {
    const before = known.get(by(i));
    known.set(by(i), before ?? of(i));
    return before === undefined || before === of(i);
  });
}

interface Share {
  readonly share: number;
  /** P(as many or more by chance), every spectrum drawing its nearest from its own class. */
  readonly p: number;
  readonly worst: NonNullable<Measured["worst"]>;
}

function shareOf({ spectra, rows, outcome }: DataMaterial, own: readonly number[], kin: Kin): Share | null {
  const space: Placed = placed(neighbourMeans(spectra));
  const isOwn = new Set(own);
  const codes = outcome.label?.codes;
  const isOther = (i: number) => (j: number) =>
    isOwn.has(j) && rows.sample[j] !== rows.sample[i] && (codes === undefined || codes[j] === codes[i]);
  const chances: number[] = [];
  const hits: { readonly i: number; readonly j: number }[] = [];
  for (const i of own) {
    const others = isOther(i);
    const j = space.isUsable[i] ? nearestTo(space, i, others) : null;
    if (j === null) continue;
    let [among, all] = [0, 0];
    for (const k of own) {
      if (!others(k) || !space.isUsable[k]) continue;
      all++;
      if (kin(i, k)) among++;
    }
    chances.push(among / all);
    if (kin(i, j)) hits.push({ i, j });
  }
  if (chances.length === 0) return null;
  const worst = hits.map(({ i, j }) => ({
    sample: rows.sample[i],
    spectrum: rows.id[i],
    value: null,
    about: "nearest_to",
    as: rows.id[j],
  }));
  return { share: hits.length / chances.length, p: atLeast(hits.length, chances), worst };
}

/**
 * P(at least k of independent events happen), each with a probability of its own.
 * @see Poisson-binomial distribution by its recursion, e.g. Hong 2013, doi 10.1016/j.csda.2012.10.006
 * @internal
 */
export function atLeast(k: number, chances: readonly number[]): number {
  if (k <= 0) return 1;
  // Of the counts below k alone: what goes beyond is what is left.
  const below = new Float64Array(k);
  below[0] = 1;
  for (const p of chances) {
    for (let c = k - 1; c > 0; c--) below[c] = below[c] * (1 - p) + below[c - 1] * p;
    below[0] *= 1 - p;
  }
  return Math.max(0, 1 - below.reduce((sum, value) => sum + value, 0));
}
