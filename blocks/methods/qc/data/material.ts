/** What the data gate judges: a dataset, its classes counted by sample, and spectra that are equal bit by bit. */
import type { NaReason, Worst } from "../../../../schemas/gate-report.ts";
import type { DatasetParts, Label, Outcome, Rows } from "../../../contract/dataset.ts";
import type { AcceptedCheck } from "../../../contract/design.ts";
import { findDuplicates } from "../../numeric/duplicates.ts";
import { lazily } from "../lazily.ts";

/** What of a dataset is judged. */
export type JudgedData = Pick<DatasetParts, "spectra" | "rows" | "outcome" | "facts" | "design">;

export interface DataMaterial extends JudgedData {
  /** Regulatory mode holds nested batches and instruments to more. */
  readonly isRegulatory: boolean;
  /** Samples by class, fewest first, equals by name; na without a label. */
  classes(): readonly ClassCount[] | { readonly na: NaReason };
  /** Spectra that equal an earlier one, whatever is said of them, each with the first of them. All rows, external ones too. */
  alike(): readonly Pair[];
}

/** Whether the document accepts that a check fails; with `isFor` only what it says of some columns. */
export const isAccepted = (
  { accepted }: JudgedData["design"],
  check: AcceptedCheck["check"],
  isFor: (one: AcceptedCheck) => boolean = () => true,
): boolean => accepted.some((one) => one.check === check && isFor(one));

export interface ClassCount {
  readonly class: string;
  /** Samples, not spectra. */
  readonly value: number;
}

/** Row indexes of a spectrum and of the first one that is equal. */
export interface Pair {
  readonly i: number;
  readonly first: number;
}

export function dataMaterial(dataset: JudgedData, isRegulatory = false): DataMaterial {
  const { spectra, rows, outcome } = dataset;
  return {
    ...dataset,
    isRegulatory,
    classes: lazily(() => classesOf(rows, outcome)),
    alike: lazily(() =>
      // Without outcomes every group of equal spectra is found, whatever they are said to be.
      pairs(findDuplicates(spectra, new Array<string>(spectra.rows).fill("")).duplicateOf),
    ),
  };
}

/** Rows that repeat another one. */
export const pairs = (duplicateOf: readonly (number | null)[]): readonly Pair[] =>
  duplicateOf.flatMap((first, i) => (first === null ? [] : [{ i, first }]));

/** Each of the pairs as a check names it. */
export const pairsNamed = (rows: Rows, all: readonly Pair[]): readonly Worst[] =>
  all.map(({ i, first }) => ({
    sample: rows.sample[i],
    spectrum: rows.id[i],
    value: null,
    about: "same_as",
    as: rows.id[first],
  }));

function classesOf(rows: Rows, { label, target }: Outcome): ReturnType<DataMaterial["classes"]> {
  if (label === null) return { na: target === null ? "no_label" : "regression" };
  const samples = samplesByClass(rows, label);
  return label.classes
    .map((name, c) => ({ class: name, value: samples[c] }))
    .sort((a, b) => a.value - b.value || (a.class < b.class ? -1 : 1));
}

/**
 * Samples by class, in class order. A sample belongs to the class of most of its spectra, ties to the first class; external
 * rows do not count, since no model learns from them.
 */
function samplesByClass(rows: Rows, label: Label): readonly number[] {
  const spectra = new Map<string, number[]>();
  rows.sample.forEach((sample, i) => {
    if (rows.external[i]) return;
    const counts = spectra.get(sample) ?? new Array<number>(label.classes.length).fill(0);
    counts[label.codes[i]]++;
    spectra.set(sample, counts);
  });
  const samples = new Array<number>(label.classes.length).fill(0);
  for (const counts of spectra.values()) samples[counts.indexOf(Math.max(...counts))]++;
  return samples;
}
