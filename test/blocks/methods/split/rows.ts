/** Rows and outcomes for tests of splits and metrics, by hand or by fast-check. */

import type { Outcome, Rows } from "../../../../blocks/contract/dataset.ts";
import { fc } from "../../../fixtures/property.ts";

/** Rows whose group is the sample and whose batch is unknown, except where told otherwise. */
export function rowsOf(sample: readonly string[], rest: Partial<Rows> = {}): Rows {
  return {
    id: sample.map((_, i) => `r${String(i).padStart(4, "0")}`),
    sample,
    group: sample,
    batch: null,
    instrument: null,
    external: sample.map(() => false),
    duplicateOf: sample.map(() => null),
    ...rest,
  };
}

/** A label outcome from names of classes. */
export function labelled(names: readonly string[]): Outcome {
  const classes = [...new Set(names)].sort();
  const codes = names.map((name) => classes.indexOf(name));
  return { label: { name: "class", classes, codes, positive: null }, target: null };
}

/** A target outcome. */
export function measured(values: readonly number[]): Outcome {
  return { label: null, target: { name: "fat", unit: "%", values } };
}

/** The rows in another order: place k holds what stood at order[k]. */
export function permuteRows(rows: Rows, order: readonly number[]): Rows {
  const at = <T>(values: readonly T[]) => order.map((i) => values[i]);
  const place = new Map(order.map((from, to) => [from, to]));
  return {
    id: at(rows.id),
    sample: at(rows.sample),
    group: at(rows.group),
    batch: rows.batch && at(rows.batch),
    instrument: rows.instrument && at(rows.instrument),
    external: at(rows.external),
    duplicateOf: at(rows.duplicateOf).map((of) => (of === null ? null : (place.get(of) ?? null))),
  };
}

/** Samples of 1 to 3 spectra, in 6 to 12 groups, in 2 to 4 batches, of 3 classes; some rows external. */
export const anyRows = fc
  .array(
    fc.record({
      sample: fc.integer({ min: 0, max: 29 }),
      external: fc.integer({ min: 0, max: 9 }).map((draw) => draw === 0),
    }),
    { minLength: 30, maxLength: 60 },
  )
  .chain((spectra) =>
    fc
      .shuffledSubarray(
        spectra.map((_, i) => i),
        { minLength: spectra.length },
      )
      .map((order) => {
        // Groups 0–5 and batches 0–1 always stand, so that every scheme can be asked for up to five folds.
        const samples = [...Array.from({ length: 6 }, (_, i) => ({ sample: i, external: false })), ...spectra];
        const numbers = samples.map(({ sample }) => sample);
        const rows = rowsOf(
          numbers.map((s) => `s${s}`),
          {
            group: numbers.map((s) => `g${s % 12}`),
            batch: numbers.map((s) => `b${s % 4}`),
            external: samples.map(({ external }) => external),
          },
        );
        const outcome = labelled(numbers.map((s) => ["greece", "italy", "spain"][s % 3]));
        return { rows, outcome, order: [...order.map((i) => i + 6), 5, 4, 3, 2, 1, 0] };
      }),
  );
