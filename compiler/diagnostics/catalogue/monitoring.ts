/** FS56xx and FS74xx: saved predictors, and drift of new spectra. */
import type { Entries } from "./entry.ts";

const document = { severity: "error", stage: "protocol", exit: 4 } as const;
const data = { severity: "error", stage: "validation", exit: 3 } as const;

const saved: Entries = {
  FS5601: {
    ...document,
    title: "Saved predictor beside an option for fitting",
    sentence: "block `{id}` names a `{form}` predictor and `{key}`, which is for a model that is fitted here",
    help: [
      "a saved predictor brings its estimator, preprocessing and validation with it: take `{key}` out",
      "or take `{form}` out and fit a model in research or regulatory mode",
    ],
    mark: "not beside `{form}`",
  },
  FS5602: {
    ...document,
    title: "Saved predictor outside monitoring mode",
    sentence:
      "block `{id}` scores new spectra with a saved predictor, which is what monitoring mode is for; this document is in {mode} mode",
    help: [
      "write `mode: monitoring` in the front matter",
      "or fit a model here: `estimator: NAME` in place of `saved`",
    ],
    mark: "needs `mode: monitoring`",
  },
  FS5603: {
    ...document,
    title: "Nothing to monitor with",
    sentence: "monitoring mode scores new spectra with a saved predictor, and no block names one",
    help: [
      "write a `model` block with `saved: {path: FILE, sha256: DIGEST}`",
      "the file comes from a run with a trust block: `foodspec export RUN --predictor FILE` writes it and prints the digest",
    ],
    mark: "needs a saved predictor",
  },
  FS5604: {
    ...document,
    title: "Fitting in monitoring mode",
    sentence: "block `{id}` fits a {kind}; monitoring mode fits nothing, so that what was approved is what scores",
    help: [
      "fit it in a document of its own, in research or regulatory mode, and export its predictor",
      "here write `saved: {path: FILE, sha256: DIGEST}` in place of `estimator`",
    ],
    mark: "fits a {kind}",
  },
  FS5605: {
    ...data,
    title: "Saved predictor missing",
    sentence: "block `{id}` names the saved predictor `{path}`, and there is no such file",
    help: [
      "did you mean `{suggestion}`?",
      "write it from the run that was approved: `foodspec export RUN --predictor {path}`; the path is relative to the document",
    ],
    mark: "no such file",
  },
  FS5606: {
    ...data,
    title: "Saved predictor outside the root",
    sentence: "block `{id}` names the saved predictor `{path}`, which lies outside the project",
    help: ["put it below the folder that holds `.git` or `foodspec.config.yaml`, and name it relative to the document"],
    mark: "outside the project",
  },
  FS5607: {
    ...data,
    title: "Saved predictor is not the pinned one",
    sentence: "`{path}` is not the predictor this document was written for: its SHA-256 is {found}, not {wanted}",
    help: [
      "get the file back that was approved, from the run it was exported from",
      "if the change is meant, write the new digest into the block, so that the change is reviewed",
    ],
    mark: "the file has another digest",
  },
  FS5608: {
    ...data,
    title: "Saved predictor unreadable",
    sentence: "the saved predictor `{path}` cannot be read: {problem}",
    help: ["check that you may read the file"],
    mark: "cannot be read",
  },
  FS5609: {
    ...data,
    title: "File is no saved predictor",
    sentence: "`{path}` is not a predictor that FoodSpec saved: {problem}",
    help: ["write it again from its run: `foodspec export RUN --predictor {path}`, and pin the digest that prints"],
    mark: "no saved predictor",
  },
  FS5610: {
    ...data,
    title: "Saved predictor of another format",
    sentence: "`{path}` is a saved predictor of format {found}; this version of FoodSpec reads format {wanted}",
    help: ["use the version of FoodSpec that wrote it, or export it again with this one"],
    mark: "another format",
  },
  FS5611: {
    ...data,
    title: "Saved predictor was changed",
    sentence: "the content of `{path}` is not what its own digest says: {found}, not {wanted}",
    help: [
      "somebody changed the file after it was exported: write it again from its run, and pin the digest that prints",
    ],
    mark: "changed after export",
  },
  FS5612: {
    ...data,
    title: "Spectra on another axis",
    sentence:
      "the saved predictor needs {expected} points in {unit}; of these, {missing} are not in the new spectra ({points} points in {found_unit}), first {first}",
    help: [
      "the nearest point the new spectra have is {nearest}",
      "measure with the settings of the spectra it was fitted on; further points do no harm, missing ones cannot be made up",
      "where instruments differ in their points, begin the preprocessing of the fitted model with `resample`, on a grid that all of them cover, and resample the new spectra to it before they come here",
    ],
    mark: "another axis",
  },
  FS5615: {
    ...data,
    title: "Saved predictor without a drift reference",
    sentence:
      "`{path}` holds no samples that new ones could be held against, and monitoring without a test for drift is none",
    help: [
      "`design: cross` keeps no sample from training: with more samples, fit it with `design: split` and export it again",
    ],
    mark: "no drift reference",
  },
  FS5613: {
    severity: "warning",
    stage: "validation",
    exit: 3,
    title: "Other number of spectra a sample",
    sentence: "the new samples have {found} spectra each on average, those of the drift reference {expected}",
    help: [
      "drift compares the mean spectrum of a sample: means of more spectra have less noise, which counts as a difference",
      "measure new samples as often as those of the reference",
    ],
  },
  FS5614: {
    severity: "warning",
    stage: "validation",
    exit: 3,
    title: "Class the predictor does not know",
    sentence:
      "{count} samples are labelled {classes|and}, which the saved predictor cannot answer (it knows {known|and})",
    help: [
      "they count as wrong in accuracy and coverage",
      "check the spelling of the label; a new class needs a new model",
    ],
  },
};

const drift: Entries = {
  FS7401: {
    title: "Drift",
    severity: "error",
    stage: "qc",
    exit: 7,
    sentence: "the new samples are not those the predictor was certified on: p = {p} is below {fail_p} ({test})",
    help: [
      "do not use these predictions; look at the score plot, the tests and the spectra that are named in the report",
      "check wavelength calibration, lamp, cell and sample preparation, then measure again",
      "if the change is meant (a new instrument, a new product), measure it for a new model",
    ],
  },
  FS7402: {
    title: "Drift suspected",
    severity: "warning",
    stage: "qc",
    exit: 7,
    sentence: "the new samples may not be those the predictor was certified on: p = {p} is below {warn_p} ({test})",
    help: ["of good sets {share} in a hundred look so by chance; watch the next one, and look at the score plot"],
  },
  FS7403: {
    title: "Too few samples to test for drift",
    severity: "warning",
    stage: "qc",
    exit: 7,
    sentence: "{n} new samples are too few to test for drift; {needed} are needed",
    help: ["spectra that lie far from the reference are named in the report; collect more samples and compile again"],
  },
  FS7404: {
    title: "Drift policy looser than the default",
    severity: "warning",
    stage: "protocol",
    exit: 4,
    sentence: "`{field}: {value}` is looser than the default {default}: drift is called later",
    help: ["leave it out, or say in the text why"],
    mark: "default {default}",
  },
  FS7405: {
    ...document,
    title: "Drift fails before it warns",
    sentence: "`warn_p` ({warn_p}) must not be below `fail_p` ({fail_p}): a run would fail without ever warning",
    help: ["make `warn_p` the larger one, as in `drift_policy: {warn_p: 0.05, fail_p: 0.01}`"],
    mark: "warn_p below fail_p",
  },
};

export const monitoringEntries: Entries = { ...saved, ...drift };
