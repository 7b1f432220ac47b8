/** Words for estimators, validation schemes and metrics. */
import type { Synonym } from "./synonym.ts";

const byTask = "the first for a `target`, the second for a `label`";

export const ofModels: readonly Synonym[] = [
  // Estimators.
  {
    at: "estimator",
    words: ["pls", "pls r", "PLSRegression", "pls1", "pls2", "simpls", "nipals", "partial least squares"],
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
    words: ["cost", "lambda", "alpha", "regularization", "reg", "l2"],
    write: ["C: 1"],
    says: "the inverse of the strength of the penalty",
  })),
  // Schemes.
  {
    at: "scheme",
    words: ["leave one out", "loo", "loocv", "jackknife", "full cross validation", "leave one sample out"],
    write: ["loso", "lobo"],
    says: "`loso` leaves one sample out with all its spectra, `lobo` one batch: where batches are declared, take `lobo`",
  },
  {
    at: "scheme",
    words: ["leave one batch out", "leave one group out", "logo", "leave one lot out", "by batch", "batch", "lot"],
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
    words: ["stratified", "stratified kfold", "StratifiedGroupKFold"],
    write: ["{stratified_group_kfold: {folds: 10}}"],
  },
  {
    at: "scheme",
    words: ["train_test_split", "train test", "split", "test set", "kennard stone", "ks", "spxy", "duplex", "onion"],
    write: ["lobo", "loso"],
    says: "a test set of its own is declared in the data block: `test: {column: batch, is: l09}`",
  },
  { at: "scheme", words: ["nested cv", "double cross validation", "rdcv", "2cv"], write: ["nested"] },
  // Results of models, as inline values name them.
  {
    at: "results",
    words: ["rmse", "rmse cv", "root mean square error", "rmsecv_mean", "cv_rmse"],
    write: ["rmsecv"],
  },
  { at: "results", words: ["r2cv", "q2", "q2y", "r squared", "r2_score", "R2"], write: ["r2"] },
  {
    at: "results",
    words: ["rmsep", "r2p", "rmse test", "test error"],
    write: ["external.rmsep"],
    says: "of the external test set",
  },
  { at: "results", words: ["secv"], write: ["sep"] },
  { at: "results", words: ["acc", "accuracy_score", "score", "cv_accuracy"], write: ["accuracy"] },
  { at: "results", words: ["bacc", "balanced_accuracy_score", "ber"], write: ["balanced_accuracy"] },
  { at: "results", words: ["auc", "roc_auc_score", "auroc"], write: ["roc_auc"] },
  { at: "results", words: ["matthews", "matthews_corrcoef", "phi"], write: ["mcc"] },
  { at: "results", words: ["sensitivity", "tpr"], write: ["recall"] },
  { at: "results", words: ["ncomp", "n_components", "nlv", "lv", "components"], write: ["best_params.components"] },
];
