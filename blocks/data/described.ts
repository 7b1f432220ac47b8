/** What `data` says in "Materials and methods": how many spectra of how many samples, over which axis, and what was left out. */
import { unitName } from "../charts/axis-words.ts";
import type { Quantity } from "../contract/brief.ts";
import type { Described } from "../contract/described.ts";
import type { QuantityName } from "../contract/quantity.ts";
import type { DataSummary } from "./results.ts";

const numberOf = (
  value: number,
  pointer: string,
  unit: string | null = null,
  format: QuantityName = "count",
): Quantity => ({ value, format, unit, origin: { artifact: "data/data_summary.json", pointer } });

/** A count with its word: `1 spectrum`, `193 spectra`. */
const count = (value: number, pointer: string, one: string, many = `${one}s`): Quantity =>
  numberOf(value, pointer, value === 1 ? one : many);

export function describedData(results: DataSummary): readonly Described[] {
  const { n_spectra, n_samples, n_external, duplicates, excluded } = results;
  return [
    [
      "The data are ",
      count(n_spectra, "/n_spectra", "spectrum", "spectra"),
      " of ",
      count(n_samples, "/n_samples", "sample"),
      ...axisTold(results),
      ".",
    ],
    ...(n_external === 0
      ? []
      : [["Of these, ", count(n_external, "/n_external", "spectrum", "spectra"), " form the external test set."]]),
    ...outcomeTold(results),
    ...(duplicates.dropped === 0
      ? []
      : [
          [
            "Left out before, as copies of others: ",
            count(duplicates.dropped, "/duplicates/dropped", "spectrum", "spectra"),
            ".",
          ],
        ]),
    ...(excluded.length === 0 ? [] : [["Samples excluded by name are listed with their reasons in the report."]]),
  ];
}

function axisTold({ axis, n_features }: DataSummary): Described {
  if (axis === null) return [", ", numberOf(n_features, "/n_features", "variables"), " each"];
  const { from, to, points, unit, technique } = axis;
  const at = (value: number, name: string, word: string | null = null) =>
    numberOf(value, `/axis/${name}`, word, "given");
  return [
    technique === null ? ", " : `, measured by ${technique} spectroscopy, `,
    numberOf(points, "/axis/points", "points"),
    " each from ",
    at(from, "from"),
    " to ",
    at(to, "to", unit === null ? null : unitName(unit)),
  ];
}

function outcomeTold({ n_classes, target }: DataSummary): readonly Described[] {
  const classes: Described[] =
    n_classes !== null && n_classes > 1
      ? [["The samples fall into ", numberOf(n_classes, "/n_classes", "classes"), "."]]
      : [];
  if (target === null) return classes;
  const { column, unit, min, max } = target;
  if (min === null || max === null) return classes;
  const end = (value: number, name: string, word: string | null = null) =>
    numberOf(value, `/target/${name}`, word, "given");
  return [...classes, [`Reference values of ${column} run from `, end(min, "min"), " to ", end(max, "max", unit), "."]];
}
