/** Example spectra: the mean training spectrum of each class, or of all: what whoever serves a model tries first. */
import type { CertifiedPredictor } from "../../contract/certified.ts";
import type { DatasetParts } from "../../contract/dataset.ts";
import { columnMeans, fromRows, type Matrix, takeRows } from "../../contract/matrix.ts";
import type { Predictor } from "../../contract/model.ts";

/**
 * A row a class in the order of the classes, those without training rows left out; of a regression one row.
 *
 * @param data what the predictor's data block gave; external rows are not looked at
 */
export function exampleSpectra(
  { spectra, rows, outcome }: Pick<DatasetParts, "spectra" | "rows" | "outcome">,
  { classes }: Predictor,
  certified: CertifiedPredictor | null,
): Matrix {
  const training = new Set(certified?.samples.training ?? []);
  const own = rows.external.flatMap((is, i) => (is || (training.size > 0 && !training.has(rows.sample[i])) ? [] : [i]));
  const { label } = outcome;
  const groups =
    classes === null || label === null
      ? [own]
      : classes.map((name) => own.filter((i) => label.classes[label.codes[i]] === name));
  const means = groups.filter((group) => group.length > 0).map((group) => columnMeans(takeRows(spectra, group)));
  return fromRows(means, spectra.cols);
}
