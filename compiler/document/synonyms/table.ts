/**
 * Synonyms: words of Quarto, R Markdown, R's pls, prospectr and mdatools, scikit-learn, scipy, PLS_Toolbox and Unscrambler, where
 * they are written, and what is written here. Asked before spelling. A test writes every one of them into a document.
 */

export interface Synonym {
  /** Case, blanks, hyphens, underscores and points are as nothing. */
  readonly words: readonly string[];
  /** Where: a tagged choice, the owner of an option, or the results of a block. */
  readonly at: string;
  /** What stands in its place; several where the document decides. */
  readonly write?: readonly string[];
  /** What to know beside it, or where there is no such thing. */
  readonly says?: string;
}

const derivative = ["savgol: {window: 11, order: 2, deriv: 1}"];
const byTask = "the first for a `target`, the second for a `label`";

export const synonyms: readonly Synonym[] = [
  // Steps of a preprocess block.
  {
    at: "step",
    words: [
      "derivative",
      "deriv",
      "derivate",
      "first derivative",
      "1st derivative",
      "d1",
      "gap derivative",
      "gapDer",
      "sg",
    ],
    write: derivative,
  },
  {
    at: "step",
    words: ["savitzky golay", "savitzkyGolay", "sgolay", "sgolayfilt", "savgol_filter"],
    write: derivative,
    says: "`deriv: 0` only smooths",
  },
  {
    at: "step",
    words: ["second derivative", "2nd derivative", "d2"],
    write: ["savgol: {window: 11, order: 2, deriv: 2}"],
  },
  { at: "step", words: ["standard normal variate", "standardNormalVariate"], write: ["snv"] },
  { at: "step", words: ["multiplicative scatter correction", "scatter correction"], write: ["msc"] },
  { at: "step", words: ["extended msc", "extended multiplicative scatter correction"], write: ["emsc"] },
  {
    at: "step",
    words: [
      "als",
      "asls",
      "asymmetric least squares",
      "airpls",
      "arpls",
      "rubberband",
      "polyfit",
      "baseline correction",
      "background",
    ],
    write: ["baseline: {method: asls}"],
    says: "other methods: `arpls`, `airpls`, `polynomial`, `rubberband` and more",
  },
  { at: "step", words: ["center", "centre", "centering", "mean centering"], write: ["mean-center"] },
  {
    at: "step",
    words: [
      "standardize",
      "standardise",
      "scale",
      "scaling",
      "standard scaler",
      "auto scaling",
      "autoscaling",
      "z score",
      "unit variance",
    ],
    write: ["autoscale"],
  },
  { at: "step", words: ["pareto scaling"], write: ["pareto"] },
  {
    at: "step",
    words: ["log", "log10", "log 1/r", "absorbance", "to absorbance", "r to a", "kubelka munk"],
    write: ["convert: {to: absorbance}"],
  },
  { at: "step", words: ["trim", "cut", "truncate", "select", "range", "roi"], write: ["crop: [900, 1000]"] },
  { at: "step", words: ["remove", "omit", "mask", "drop"], write: ["exclude: [900, 910]"] },
  {
    at: "step",
    words: [
      "normalise",
      "normalization",
      "normalisation",
      "l2",
      "unit vector",
      "vector normalization",
      "min max",
      "minmax",
      "min max scaler",
    ],
    write: ["normalize: {method: vector}"],
    says: "other methods: `area`, `max`, `minmax`, `reference`",
  },
  {
    at: "step",
    words: ["cosmic", "cosmic ray removal", "spikes", "spike removal", "despiking", "whitaker hayes"],
    write: ["despike"],
  },
  {
    at: "step",
    words: ["interpolate", "interp", "rebin", "binning", "regrid"],
    write: ["resample: {from: 900, to: 1000, step: 2}"],
  },
  {
    at: "step",
    words: ["moving average", "movav", "gaussian", "smoothing", "rolling mean", "whittaker"],
    write: ["smooth"],
  },
  { at: "step", words: ["dt", "detrending", "linear detrend"], write: ["detrend"] },
  { at: "step", words: ["alignment", "icoshift", "cow", "warping"], write: ["align"] },
  { at: "step", words: ["probabilistic quotient normalization"], write: ["pqn"] },
  {
    at: "step",
    words: ["osc", "opls", "epo", "glsw"],
    says: "orthogonal signal correction is not a step of FoodSpec",
  },
  {
    at: "step",
    words: ["pca", "principal component analysis"],
    says: "components are features: a `features` block, `pca: {components: 5}`",
  },
  // Estimators.
  {
    at: "estimator",
    words: ["pls", "pls r", "plsr", "PLSRegression", "pls1", "pls2", "simpls", "nipals", "partial least squares"],
    write: ["pls-regression: {components: 5}", "pls-da: {components: 5}"],
    says: byTask,
  },
  { at: "estimator", words: ["pls discriminant analysis", "pls classification"], write: ["pls-da: {components: 5}"] },
  {
    at: "estimator",
    words: ["logistic", "logreg", "lr", "logit", "multinomial"],
    write: ["logistic-regression: {C: 1}"],
  },
  {
    at: "estimator",
    words: ["svm", "svc", "linear svm", "svm linear", "support vector machine"],
    write: ["linear-svc: {C: 1}"],
    says: "with a linear kernel: there is no other",
  },
  {
    at: "estimator",
    words: ["pcr", "principal component regression"],
    says: "principal component regression is a `features` block with `pca` above a model, for classes; of a target `pls-regression` is near",
  },
  {
    at: "estimator",
    words: [
      "rf",
      "random forest",
      "RandomForestClassifier",
      "xgboost",
      "gradient boosting",
      "knn",
      "k nearest neighbours",
      "lda",
      "qda",
      "simca",
      "mlp",
      "cnn",
      "neural network",
      "ridge",
      "lasso",
      "elastic net",
      "svr",
    ],
    says: "FoodSpec has linear models only, each with coefficients that can be looked at",
  },
  // Options of estimators.
  ...["pls-regression", "pls-da"].map((name) => ({
    at: `estimator ${name}`,
    words: [
      "latent_variables",
      "latent variable",
      "lv",
      "lvs",
      "nlv",
      "n_components",
      "ncomp",
      "n_comp",
      "factors",
      "rank",
      "max_components",
    ],
    write: ["components: 10"],
    says: "a list of numbers, `[2, 4, 6]`, is tuned",
  })),
  {
    at: "estimator pls-regression",
    words: ["scale", "autoscale", "standardize", "center"],
    says: "scaling is a step: `autoscale` at the end of a `preprocess` block; centring is part of PLS",
  },
  ...["logistic-regression", "linear-svc"].map((name) => ({
    at: `estimator ${name}`,
    words: ["cost", "lambda", "alpha", "regularization", "penalty", "reg", "l2"],
    write: ["C: 1"],
    says: "the inverse of the strength of the penalty",
  })),
  // Options of steps.
  {
    at: "step savgol",
    words: ["window_length", "width", "w", "window_size", "points", "n", "frame"],
    write: ["window: 11"],
  },
  { at: "step savgol", words: ["polyorder", "p", "poly", "polynomial", "degree", "poly_order"], write: ["order: 2"] },
  { at: "step savgol", words: ["m", "derivative", "differentiation", "nderiv"], write: ["deriv: 1"] },
  // Schemes.
  {
    at: "scheme",
    words: [
      "leave one out",
      "leave-one-out",
      "loo",
      "loocv",
      "LeaveOneOut",
      "jackknife",
      "full cross validation",
      "leave one sample out",
    ],
    write: ["loso", "lobo"],
    says: "`loso` leaves one sample out with all its spectra, `lobo` one batch: where batches are declared, take `lobo`",
  },
  {
    at: "scheme",
    words: [
      "leave one batch out",
      "leave one group out",
      "logo",
      "LeaveOneGroupOut",
      "leave one lot out",
      "by batch",
      "batch",
      "lot",
    ],
    write: ["lobo"],
  },
  {
    at: "scheme",
    words: [
      "k fold",
      "cv",
      "cross validation",
      "10 fold",
      "5 fold",
      "10 fold cv",
      "repeated kfold",
      "RepeatedKFold",
      "random",
      "venetian blinds",
      "vb",
      "contiguous blocks",
      "con",
      "GroupKFold",
      "cv segments",
      "interleaved",
    ],
    write: ["{group_kfold: {folds: 10}}", "lobo"],
    says: "both keep the spectra of a sample together, `lobo` those of a batch",
  },
  {
    at: "scheme",
    words: ["stratified", "stratified kfold", "StratifiedKFold", "StratifiedGroupKFold"],
    write: ["{stratified_group_kfold: {folds: 10}}"],
  },
  {
    at: "scheme",
    words: ["train_test_split", "train test", "split", "test set", "kennard stone", "ks", "spxy", "duplex", "onion"],
    write: ["lobo", "loso"],
    says: "a test set of its own is declared in the data block: `test: {column: batch, is: l09}`",
  },
  { at: "scheme", words: ["nested cv", "double cross validation", "rdcv", "2cv"], write: ["nested"] },
  // Options of blocks.
  {
    at: "block model",
    words: ["latent_variables", "lv", "lvs", "n_components", "ncomp", "components", "factors"],
    write: ["estimator: {pls-regression: {components: 10}}"],
  },
  {
    at: "block model",
    words: ["cv", "cross_validation", "crossval", "folds", "k", "cv_folds", "segments", "resampling", "split"],
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
    words: ["y", "response", "reference", "outcome", "dependent", "property", "constituent"],
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
  // Results of models, as inline values name them.
  {
    at: "results",
    words: ["rmse", "rmse cv", "rmse_cv", "root mean square error", "rmsecv_mean", "cv_rmse"],
    write: ["rmsecv"],
  },
  { at: "results", words: ["r2cv", "r2 cv", "q2", "q2y", "r squared", "rsquared", "r2_score", "R2"], write: ["r2"] },
  {
    at: "results",
    words: ["rmsep", "r2p", "rmse test", "test error"],
    write: ["external.rmsep"],
    says: "of the external test set",
  },
  { at: "results", words: ["secv"], write: ["sep"] },
  { at: "results", words: ["acc", "accuracy_score", "score", "cv_accuracy"], write: ["accuracy"] },
  { at: "results", words: ["bacc", "balanced_accuracy_score", "ber"], write: ["balanced_accuracy"] },
  { at: "results", words: ["roc_auc", "roc_auc_score", "auroc"], write: ["auc"] },
  { at: "results", words: ["matthews", "matthews_corrcoef", "phi"], write: ["mcc"] },
  { at: "results", words: ["sensitivity", "tpr"], write: ["recall"] },
  { at: "results", words: ["ncomp", "n_components", "nlv", "lv", "components"], write: ["best_params.components"] },
];
