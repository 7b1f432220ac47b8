/** Words for options of blocks and for fields of the front matter. */
import type { Synonym } from "./synonym.ts";

export const ofDocuments: readonly Synonym[] = [
  // Options of blocks.
  {
    at: "block model",
    words: ["latent_variables", "lv", "lvs", "n_components", "ncomp", "components", "factors"],
    write: ["estimator: {pls-regression: {components: 10}}"],
  },
  {
    at: "block model",
    words: ["cv", "cross_validation", "crossval", "folds", "k", "cv_folds", "resampling", "split"],
    write: ["scheme: lobo", "scheme: {group_kfold: {folds: 10}}"],
    says: "both keep the spectra of a sample together, `lobo` those of a batch",
  },
  {
    at: "block model",
    words: ["model", "method", "algorithm", "classifier", "regressor", "type"],
    write: ["estimator: {pls-regression: {components: 10}}"],
  },
  {
    at: "block model",
    words: ["tuning", "grid", "param_grid", "hyperparameters"],
    write: ["estimator: {pls-regression: {components: [2, 4, 6]}}"],
    says: "a list is tuned",
  },
  {
    at: "block data",
    words: ["file", "path", "csv", "source", "filename", "dataset", "data"],
    write: ["input: meat"],
    says: "a name under `inputs` of the front matter, where the path stands",
  },
  {
    at: "block data",
    words: ["y", "response", "outcome", "dependent", "property", "constituent"],
    write: ["target: fat", "label: class"],
    says: "`target` is a number, `label` a class",
  },
  { at: "block data", words: ["class", "classes", "labels", "category"], write: ["label: class"] },
  {
    at: "block data",
    words: ["x", "wavelengths", "wavenumbers", "wavelength", "wavenumber", "spectra"],
    write: ["axis: {unit: nm, technique: NIR}"],
  },
  { at: "block data", words: ["groups", "subject", "subjects"], write: ["sample: sample", "batch: lot"] },
  { at: "block data", words: ["sample_id", "samples", "replicate_of"], write: ["sample: sample"] },
  { at: "block data", words: ["batches", "lot", "day", "session", "run"], write: ["batch: lot"] },
  { at: "block data", words: ["sep", "separator", "sep_char"], write: ['delimiter: ";"'] },
  {
    at: "block preprocess",
    words: ["pipeline", "preprocessing", "pretreatment", "transforms", "methods", "preprocess"],
    write: ["steps: [snv]"],
  },
  // Values.
  {
    at: "value unit",
    words: ["cm", "cm^-1", "cm⁻¹", "1/cm", "wavenumber", "wavenumbers", "rcm", "inverse centimetres"],
    write: ["unit: cm-1"],
  },
  {
    at: "value unit",
    words: ["nanometer", "nanometers", "nanometre", "nanometres", "wavelength"],
    write: ["unit: nm"],
  },
  { at: "value unit", words: ["micron", "microns", "µm", "μm", "micrometer", "micrometre"], write: ["unit: um"] },
  { at: "value technique", words: ["near infrared", "near-ir", "vis-nir", "vnir"], write: ["technique: NIR"] },
  { at: "value technique", words: ["ir", "mir", "ftir-atr", "atr", "infrared"], write: ["technique: FTIR"] },
  { at: "value rule", words: ["1se", "one-sigma", "lambda.1se"], write: ["rule: one-standard-error"] },
  // Front matter.
  { at: "front matter", words: ["author"], write: ["authors: [{name: Jane Doe}]"] },
  {
    at: "front matter",
    words: ["data", "input", "file", "files", "datasets"],
    write: ["inputs: {meat: {path: meats-nir.csv}}"],
  },
  {
    at: "front matter",
    words: ["format", "output", "execute", "engine", "jupyter", "knitr", "theme", "toc", "self-contained", "code-fold"],
    says: "leave it out: the report is always one HTML file, in regulatory mode with a PDF",
  },
  {
    at: "front matter",
    words: ["date", "updated"],
    says: "leave it out: a report says itself when it was made; the protocol has a `version`",
  },
  {
    at: "front matter",
    words: ["cv", "validation", "cross_validation", "resampling"],
    write: ["scheme: lobo", "scheme: {group_kfold: {folds: 10}}"],
  },
  { at: "front matter", words: ["random_state", "rng", "set.seed"], write: ["seed: 7"] },
  { at: "front matter", words: ["parameters", "param"], write: ["params: {cut: 20}"] },
  {
    at: "front matter",
    words: ["thresholds", "criteria", "limits", "acceptance"],
    write: ["qc_policy: {min_accuracy: 0.9}"],
  },
];
