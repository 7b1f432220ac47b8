/** Measured: the value of each check of a gate, from other files than its report. What the run folder cannot give is not among them. */
import { type Fields, fieldsOf, isRecord } from "../../schemas/is-record.ts";
import type { Manifest } from "../../schemas/manifest.ts";
import { lowerLimit, shareRule } from "./class-metrics.ts";
import type { Model } from "./models.ts";
import { jsonOf, type RunFolder } from "./run-folder.ts";

export interface Measured {
  readonly value: number | null;
  readonly lower?: number;
  readonly p?: number;
  /** Of a test that works out what is to be met. */
  readonly threshold?: number | null;
  readonly na?: string;
  /** As the summary of the data says it, which needed the files to say so. */
  readonly isSaid?: true;
}

export type Measures = ReadonlyMap<string, Measured>;

const number = (value: unknown): number | null => (typeof value === "number" ? value : null);

/** Of a data block, from its summary and what models say of its samples. */
export function measuredData(
  folder: RunFolder,
  { blocks }: Manifest,
  block: string,
  models: readonly Model[],
): Measures {
  const path = Object.keys(blocks.find(({ id }) => id === block)?.artifacts ?? {}).find((one) =>
    one.endsWith("/data_summary.json"),
  );
  const summary = fieldsOf(path === undefined ? null : jsonOf(folder, path));
  const { missing, duplicates, upstream, n_spectra } = summary;
  const [gaps, copies] = [fieldsOf(missing), fieldsOf(duplicates)];
  const found = new Map<string, Measured>();
  const put = (id: string, value: number | null) => {
    if (value !== null && Number.isFinite(value)) found.set(id, { value });
  };
  const counts = classCounts(summary, models);
  if (counts !== null) {
    put("min_samples_per_class", Math.min(...counts));
    put("imbalance_ratio", Math.max(...counts) / Math.min(...counts));
  }
  put("missing_data", ratio(number(gaps.spectral_missing), number(gaps.spectral_values)));
  const [pairs, dropped] = [number(copies.pairs), number(copies.dropped)];
  const left = pairs === null || dropped === null ? null : pairs - dropped;
  put("duplicates", ratio(left, number(n_spectra)));
  if (Array.isArray(upstream)) {
    const shared = (upstream as unknown[])
      .map(fieldsOf)
      .filter(({ scope, outcome }) => scope === "set" || outcome === true);
    put("upstream", shared.length);
  }
  for (const [id, one] of said(summary)) found.set(id, one);
  return found;
}

/** What the summary says and the folder cannot give again: the gate must say the same. */
function said(summary: Fields): ReadonlyMap<string, Measured> {
  const found = new Map<string, Measured>();
  const { design, selection, duplicates } = summary;
  const { samples_in_scope: all, excluded_samples: excluded } = fieldsOf(selection);
  const fraction = ratio(number(excluded), number(all));
  if (fraction !== null) found.set("excluded_fraction", { value: fraction, isSaid: true });
  const copies = fieldsOf(duplicates);
  // The summary counts before copies are dropped, the gate what is left.
  if (copies.dropped === 0) {
    found.set("contradicting_duplicates", { value: number(copies.contradicting), isSaid: true });
    found.set("duplicates_across_samples", { value: number(copies.across_samples), isSaid: true });
  }
  for (const [id, check] of Object.entries(fieldsOf(design))) {
    const { value, na } = fieldsOf(check);
    if (id !== "upstream")
      found.set(id, { value: number(value), isSaid: true, ...(typeof na === "string" ? { na } : {}) });
  }
  return found;
}

const ratio = (top: number | null, below: number | null): number | null =>
  top === null || below === null ? null : top / below;

/** Samples of each class that are not external: of the summary where none is, else of a model of as many spectra. */
function classCounts({ class_distribution, n_external, n_spectra, label }: Fields, models: readonly Model[]) {
  if (typeof label !== "string") return null;
  if (n_external === 0) return Object.values(fieldsOf(class_distribution)).map(Number);
  const own = models.find(
    ({ classes, rows, external }) => classes !== null && rows.count + (external?.count ?? 0) === n_spectra,
  );
  if (own === undefined || own.classes === null) return null;
  return own.classes.map((_, c) => own.samples.observed.filter((code) => code === c).length);
}

/** Of a model, from its predictions, its metrics and its validation, each of which has been worked out again by itself. */
export function measuredModel(folder: RunFolder, model: Model, positive: string | null | undefined): Measures {
  const metrics = fieldsOf(jsonOf(folder, `${model.folder}metrics.json`));
  const found = model.classes === null ? ofTargets(metrics) : ofClasses(model, model.classes, positive);
  for (const [id, one] of ofValidation(folder, model)) found.set(id, one);
  for (const [id, one] of ofSegments(folder, model)) found.set(id, one);
  return found;
}

function ofClasses(
  model: Model,
  classes: readonly string[],
  positive: string | null | undefined,
): Map<string, Measured> {
  const { samples } = model;
  const { observed } = samples;
  const judged = (rule: ReturnType<typeof shareRule>): Measured => ({
    value: rule.value,
    lower: lowerLimit(rule, samples),
  });
  const recalls = classes.map((_, c) =>
    judged(
      shareRule(
        samples,
        (called) => called === c,
        (_called, i) => observed[i] === c,
      ),
    ),
  );
  const least = (pick: (one: Measured) => number) => Math.min(...recalls.map(pick));
  const code = positive === undefined || positive === null ? -1 : classes.indexOf(positive);
  const found = new Map<string, Measured>([
    [
      "min_accuracy",
      judged(
        shareRule(
          samples,
          (called, i) => called === observed[i],
          () => true,
        ),
      ),
    ],
    [
      "min_class_recall",
      { value: least(({ value }) => value ?? Number.NaN), lower: least(({ lower }) => lower ?? Number.NaN) },
    ],
  ]);
  if (classes.length > 2) found.set("specificity", { value: null, na: "more_than_two_classes" });
  else if (positive === null) found.set("specificity", { value: null, na: "no_positive_class" });
  else if (code >= 0)
    found.set(
      "specificity",
      judged(
        shareRule(
          samples,
          (called) => called !== code,
          (_called, i) => observed[i] !== code,
        ),
      ),
    );
  return found;
}

/** Figures of merit are of the external samples where there are any. */
function ofTargets({ pooled, external }: Fields): Map<string, Measured> {
  const own = fieldsOf(pooled);
  const merit = isRecord(external) ? external : own;
  const rmse = number(own.rmsecv);
  const bias = number(own.bias);
  const size = number(merit.bias);
  const found = new Map<string, Measured>([
    ["r2", { value: number(own.r2) }],
    ["rmsecv", { value: rmse }],
    ["bias", { value: bias === null ? null : Math.abs(bias) }],
    ["bias_test", { value: size === null ? null : Math.abs(size), threshold: number(merit.bias_limit) }],
    ["slope_test", { value: number(merit.slope_p), threshold: 0.05 }],
  ]);
  for (const id of ["sep", "sep_sel", "rpd", "rpiq", "rer", "rmsep_sec"])
    found.set(id, { value: number(new Map(Object.entries(merit)).get(id)) });
  return found;
}

/** The least accuracy of a segment; a model without segments has none. */
function ofSegments(folder: RunFolder, model: Model): ReadonlyMap<string, Measured> {
  if (model.classes === null) return new Map();
  const { worst } = fieldsOf(jsonOf(folder, `${model.folder}segments_summary.json`));
  return new Map([["segment_accuracy", { value: number(fieldsOf(worst).value) }]]);
}

function ofValidation(folder: RunFolder, model: Model): ReadonlyMap<string, Measured> {
  const said = fieldsOf(jsonOf(folder, `${model.folder}validation.json`));
  const change = (part: unknown, other: string): Measured => {
    const { na, ordinary, p, lost } = fieldsOf(part);
    if (typeof na === "string") return isAside(na) ? { value: null, na } : { value: null };
    const [before, after] = [Number(ordinary), Number(new Map(Object.entries(fieldsOf(part))).get(other))];
    const worse = lost === null ? (after === before ? 1 : after / before) : Math.round((before - after) * 1e12) / 1e12;
    return { value: worse, p: Number(p) };
  };
  const permutation = fieldsOf(said.permutation);
  const tested = (): Measured => {
    if (permutation.na === "too_many_spectra") return { value: null, na: "too_large" };
    if (typeof permutation.na === "string" && isAside(permutation.na)) return { value: null, na: permutation.na };
    return { value: number(permutation.p) };
  };
  if (said.similarity === undefined) return new Map();
  return new Map([
    ["similarity_blocked", change(said.similarity, "blocked")],
    ["one_channel", change(said.channel, "patched")],
    ["permutation", tested()],
  ]);
}

/** Other reasons make a check fail. */
const isAside = (na: string): boolean => na === "not_requested" || na === "not_validated";
