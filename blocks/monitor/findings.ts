/** Findings of monitoring: saved predictors that do not fit the data, and drift. */
import { type Entries, entryMaker } from "../contract/finding.ts";

const data = entryMaker("error", "validation", 3);
const warningData = entryMaker("warning", "validation", 3);
const drift = entryMaker("error", "qc", 7);
const warningDrift = entryMaker("warning", "qc", 7);

export const monitorFindings: Entries = {
  FS5609: data(
    "File is no saved predictor",
    "`{path}` is not a predictor that FoodSpec saved: {problem}",
    ["write it again from its run: `foodspec export RUN --predictor {path}`, and pin the digest that prints"],
    "no saved predictor",
  ),
  FS5610: data(
    "Saved predictor of another format",
    "`{path}` is a saved predictor of format {found}; this version of FoodSpec reads format {wanted}",
    ["use the version of FoodSpec that wrote it, or export it again with this one"],
    "another format",
  ),
  FS5611: data(
    "Saved predictor was changed",
    "the content of `{path}` is not what its own digest says: {found}, not {wanted}",
    ["somebody changed the file after it was exported: write it again from its run, and pin the digest that prints"],
    "changed after export",
  ),
  FS5612: data(
    "Spectra on another axis",
    "the saved predictor needs {expected} points in {unit}; of these, {missing} are not in the new spectra ({points} points in {found_unit}), first {first}",
    [
      "the nearest point the new spectra have is {nearest}",
      "measure with the settings of the spectra it was fitted on; further points do no harm, missing ones cannot be made up",
      "where instruments differ in their points, begin the preprocessing of the fitted model with `resample`, on a grid that all of them cover, and resample the new spectra to it before they come here",
    ],
    "another axis",
  ),
  FS5613: warningData(
    "Other number of spectra a sample",
    "the new samples have {found} spectra each on average, those of the drift reference {expected}",
    [
      "drift compares the mean spectrum of a sample: means of more spectra have less noise, which counts as a difference",
      "measure new samples as often as those of the reference",
    ],
  ),
  FS5614: warningData(
    "Class the predictor does not know",
    "{count} samples are labelled {classes|and}, which the saved predictor cannot answer (it knows {known|and})",
    ["they count as wrong in accuracy and coverage", "check the spelling of the label; a new class needs a new model"],
  ),
  FS5615: data(
    "Saved predictor without a drift reference",
    "`{path}` holds no samples that new ones could be held against, and monitoring without a test for drift is none",
    [
      "`design: cross` keeps no sample from training: with more samples, fit it with `design: split` and export it again",
    ],
    "no drift reference",
  ),
  FS5616: data(
    "Spectra in another quantity",
    "the saved predictor was fitted on {wanted}, and the new spectra are {found}",
    ["correct `quantity` in the data block, or measure as the spectra it was fitted on were measured"],
    "another quantity",
  ),
  FS7401: drift(
    "Drift",
    "the new samples are not those the predictor was certified on: p = {p} is below {fail_p} ({test})",
    [
      "do not use these predictions; look at the score plot, the tests and the spectra that are named in the report",
      "check wavelength calibration, lamp, cell and sample preparation, then measure again",
      "if the change is meant (a new instrument, a new product), measure it for a new model",
    ],
  ),
  FS7402: warningDrift(
    "Drift suspected",
    "the new samples may not be those the predictor was certified on: p = {p} is below {warn_p} ({test})",
    ["of good sets {share} in a hundred look so by chance; watch the next one, and look at the score plot"],
  ),
  FS7403: warningDrift(
    "Too few samples to test for drift",
    "{n} new samples are too few to test for drift; {needed} are needed",
    ["spectra outside the T² or Q limit are named in the report; collect more samples and compile again"],
  ),
};
