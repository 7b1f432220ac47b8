/** The summary table: data_summary.json in the order a reader asks. */

import { unitName } from "../charts/axis-words.ts";
import { type QuantityLine, quantityTable } from "../charts/quantity-table.ts";
import { jsonPointer } from "../contract/brief.ts";
import { endsForm } from "../contract/quantity.ts";
import type { TableView } from "../contract/view.ts";
import type { DataSummary } from "./results.ts";
import { stepWords } from "./words.ts";

/** Where the numbers come from. */
export const artifact = "data/data_summary.json";

/** Quantity by quantity, each number with its origin; what is zero and says nothing is left out. */
export function summaryTable(results: DataSummary): TableView {
  const lines = [
    ...fileLines(results),
    ...countLines(results),
    ...leftOutLines(results),
    ...beforeLines(results.upstream),
  ];
  return quantityTable(lines, (pointer) => ({ artifact, pointer }));
}

/** Its place is the pointer into the artifact. */
type Line = QuantityLine<string>;

function fileLines({ path, row_count }: DataSummary): Line[] {
  return [
    ["File", path, null, "/path"],
    ["Rows read", row_count, "count", "/row_count"],
  ];
}

function countLines(results: DataSummary): Line[] {
  const { axis, target, class_distribution } = results;
  const unit = unitName(axis.unit);
  const ends = axis.from === null || axis.to === null ? null : endsForm(axis.from, axis.to, axis.points);
  const name = target === null ? "" : target.unit === null ? target.column : `${target.column} (${target.unit})`;
  return [
    ["Spectra", results.n_spectra, "count", "/n_spectra"],
    ["Samples", results.n_samples, "count", "/n_samples"],
    ...unlessZero("External spectra", results.n_external, "/n_external"),
    ["Points of the axis", results.n_features, "count", "/n_features"],
    [`Axis from (${unit})`, axis.from, ends, "/axis/from"],
    [`Axis to (${unit})`, axis.to, ends, "/axis/to"],
    ...(axis.technique === null ? [] : [["Technique", axis.technique, null, "/axis/technique"] as const]),
    ...Object.keys(class_distribution)
      .sort()
      .map(
        (each) =>
          [`Samples of ${each}`, class_distribution[each], "count", jsonPointer(["class_distribution", each])] as const,
      ),
    ...(target === null
      ? []
      : [
          [`Lowest ${name}`, target.min, "given", "/target/min"] as const,
          [`Highest ${name}`, target.max, "given", "/target/max"] as const,
          ...(target.censored === undefined
            ? []
            : [[`Limits taken for values, ${name}`, target.censored, "count", "/target/censored"] as const]),
          ...(target.sel === null
            ? []
            : [[`Error of the reference, SEL, ${name}`, target.sel, "number", "/target/sel"] as const]),
        ]),
  ];
}

function leftOutLines({ missing, duplicates, where_dropped, excluded, selection }: DataSummary): Line[] {
  return [
    ...unlessZero("Samples excluded", selection.excluded_samples, "/selection/excluded_samples"),
    ["Missing spectral values", missing.spectral_missing, "count", "/missing/spectral_missing"],
    ...unlessZero("Spectra dropped for missing values", missing.rows_dropped, "/missing/rows_dropped"),
    ...unlessZero("Values interpolated", missing.values_interpolated, "/missing/values_interpolated"),
    ["Exact duplicates found", duplicates.pairs, "count", "/duplicates/pairs"],
    ...unlessZero("Exact duplicates dropped", duplicates.dropped, "/duplicates/dropped"),
    ...unlessZero("Contradicting duplicates", duplicates.contradicting, "/duplicates/contradicting"),
    ...unlessZero("Spectra left out by where", where_dropped, "/where_dropped"),
    ...excluded.map(
      ({ sample, reason, n_spectra }, i) =>
        [`Spectra excluded: sample ${sample} (${reason})`, n_spectra, "count", `/excluded/${i}/n_spectra`] as const,
    ),
  ];
}

function beforeLines(upstream: DataSummary["upstream"]): Line[] {
  if (upstream === null) return [["Before FoodSpec", "not declared", null, null]];
  if (upstream.length === 0) return [["Before FoodSpec", "none declared", null, null]];
  return upstream.map((one) => ["Before FoodSpec, as declared", stepWords(one), null, null]);
}

const unlessZero = (quantity: string, value: number, pointer: string): Line[] =>
  value === 0 ? [] : [[quantity, value, "count", pointer]];
