/** Distances: how many samples lie beyond T² and Q (FS5301, FS5302), counted again from the distances in the tables. */
import { isRecord } from "../../../schemas/is-record.ts";
import type { Model } from "../models.ts";
import { betaBinomialUpper, binomialCdf } from "../numeric/gamma-beta.ts";
import { type Rows, rowsOf } from "../rows.ts";
import { jsonOf, type RunFolder } from "../run-folder.ts";
import { gathered, mean } from "../samples.ts";
import { farthest, mostChance, type Placed, type Told } from "./entry.ts";

const level = 0.95;
const mostShare = 0.1;
const measures = ["t2", "q"] as const;
type Measure = (typeof measures)[number];

/** FS5301 and FS5302: samples beyond T² and Q, from what the tables say of each spectrum. */
export function expectedDistances(folder: RunFolder, model: Model, said: readonly Told[]): readonly Told[] {
  const found = jsonOf(folder, `${model.folder}applicability.json`);
  if (!isRecord(found) || found.na !== null) return [];
  const left = model.folds.length === 0 ? [] : bySample(firstOf(model.rows));
  const external = model.external === null ? [] : bySample(model.external);
  return [
    ...(left.length === 0 || external.length === 0 ? [] : measures.map((one) => alien(one, left, external))),
    ...measures.map((one) => crowded(folder, model, found, one, said)),
  ];
}

type Standing = Readonly<Record<Measure, number>> & { readonly sample: string };

/** Of each spectrum the line of the repeat that placed it first. */
function firstOf(rows: Rows): Rows {
  const [ids, t2] = [rows.cells("id"), rows.cells("t2")];
  const seen = new Set<string>();
  return rows.only((i) => {
    if (t2[i] === "" || seen.has(ids[i])) return false;
    seen.add(ids[i]);
    return true;
  });
}

/** T² and Q of each sample, means over its spectra; lines without them do not count. */
function bySample(rows: Rows): readonly Standing[] {
  const [sample, t2, q] = [rows.cells("sample"), rows.numbers("t2"), rows.numbers("q")];
  const known = [...sample.keys()].filter((i) => !Number.isNaN(t2[i]));
  return [...gathered(known, (i) => sample[i])].map(([name, own]) => ({
    sample: name,
    t2: mean(own.map((i) => t2[i])),
    q: mean(own.map((i) => q[i])),
  }));
}

const beyondOf = (of: readonly Standing[], measure: Measure, limit: number): readonly Placed[] =>
  of.flatMap((one) => (one[measure] > limit ? [{ sample: one.sample, value: one[measure] }] : []));

/** External samples beyond the ⌈0.95 m⌉-th smallest of the m that were left out; their number is beta-binomial. */
function alien(measure: Measure, left: readonly Standing[], external: readonly Standing[]): Told {
  const [m, n] = [left.length, external.length];
  const rank = Math.ceil(level * m - 1e-9);
  const limit = Float64Array.from(left, (one) => one[measure]).sort()[rank - 1];
  const far = beyondOf(external, measure, limit);
  const p = betaBinomialUpper(far.length, n, m + 1 - rank, rank);
  const counts = { observed: far.length, expected: (n * (m + 1 - rank)) / (m + 1), limit, n, unit: "samples" };
  return {
    code: "FS5301",
    measure,
    rows: "external",
    ...counts,
    p,
    beyond: p < mostChance,
    worst: farthest(far),
  };
}

/** More than one in ten of the samples the final model was fitted on beyond its own limits, and no chance. */
function crowded(folder: RunFolder, model: Model, found: Told, measure: Measure, said: readonly Told[]): Told {
  const limit = Number(new Map(Object.entries(found.limits as object)).get(`${measure}_fitted`));
  const n = new Set(model.rows.cells("sample")).size;
  const far = fittedBeyond(folder, model, found, measure, limit);
  // Where no file tells which samples, the number is believed, and what follows from it is not.
  const own = said.find((one) => one.code === "FS5302" && one.measure === measure);
  const observed = far.count ?? Number(own?.observed);
  const p = binomialCdf(n - observed, n, level);
  const counts = { observed, expected: n * (1 - level), limit, n, unit: "samples" };
  return {
    code: "FS5302",
    measure,
    rows: "fitted",
    ...counts,
    p,
    beyond: observed / n > mostShare && p < mostChance,
    worst: far.worst,
  };
}

interface Beyond {
  readonly count: number | null;
  readonly worst: readonly Placed[] | undefined;
}

/** From the table of scores; without one from the list of rows, where every sample is one row. */
function fittedBeyond(
  folder: RunFolder,
  { folder: at, rows }: Model,
  found: Told,
  measure: Measure,
  limit: number,
): Beyond {
  const path = `${at}scores.csv`;
  const scores = folder.paths.includes(path) ? rowsOf(folder, path) : null;
  if (scores !== null) {
    const external = scores.cells("external");
    const far = beyondOf(bySample(scores.only((i) => external[i] === "false")), measure, limit);
    return { count: far.length, worst: farthest(far) };
  }
  const isOneEach = new Set(rows.cells("sample")).size === new Set(rows.cells("id")).size;
  const listed = found.outside as readonly { readonly rows: string; readonly outside: readonly string[] }[];
  const far = listed.filter(({ rows: of, outside }) => of === "fitted" && outside.includes(measure));
  return { count: isOneEach ? far.length : null, worst: undefined };
}
