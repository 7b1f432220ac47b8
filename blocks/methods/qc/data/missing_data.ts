/** Missing data: the share of spectral values that were not there when the file was read, before they were dropped or interpolated. */
import { type CheckWords, check } from "../check.ts";

export const declaration = check({
  id: "missing_data",
  gate: "data",
  code: "FS7103",
  limit: "max",
  unit: "fraction",
  threshold: { field: "max_missing_fraction", default: 0.01, floor: 0.05, bounds: [0, 1] },
  measure: ({ facts }) => ({ value: facts.missing_fraction }),
});

export const words: CheckWords = {
  title: "Missing spectral values",
  quantity: "share",
  action: "Export the spectra again from the instrument, or exclude the spectra with gaps, each with its reason.",
  fields: {
    max_missing_fraction: {
      meaning: "missing spectral values, before `missing` drops or fills them",
    },
  },
};
