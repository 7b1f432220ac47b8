/** Examples of FS5xxx and FS6xxx that a run finds: models, features, monitoring, trust. */
import { type Examples, inWords, runOf } from "./example.ts";
import { meat } from "./lines.ts";

const oils = runOf("oils");
const few =
  "Each class has 12 samples, from which training, calibration and conformal samples are all to be taken, and trust is wanted where gates block.";
const fewer = "Each class has 12 samples, from which training, calibration and conformal samples are all to be taken.";
const larger = "More samples of each class are measured.";

export const modellingExamples: Examples = {
  FS5102: inWords("`estimator: {linear-svc: {C: 1.0e300}}`", "`estimator: {linear-svc: {C: [0.1, 1, 10]}}`"),
  FS5103: inWords(
    "`tune: {metric: r2}`, and each inner fold leaves out one sample.",
    "`tune: {metric: rmsecv}`, or inner folds of more samples.",
  ),
  FS5201: { ...meat("scheme: lobo", "scheme: {kfold: {folds: 5}}"), isRun: true },
  FS5202: inWords(
    "`test: {column: set, is: new}`, and replicates of a sample stand on both sides.",
    "The test set holds samples of which no spectrum is in training.",
  ),
  FS5203: oils("scheme: loso", "scheme: {holdout: {test: 0.9}}", "scheme: loso"),
  FS5204: inWords(
    "`linear-svc` on variables of very different size, with a large C, stops at its last pass.",
    "`autoscale` before it, or a smaller C.",
  ),
  FS5211: inWords(
    "Portions of one batch were called samples of their own: with those that look alike in one fold, 97 % becomes 74 %.",
    "`sample` or `group` names the column that says what belongs together.",
  ),
  FS5212: inWords(
    "A detector counts differently at 1012 nm on the days of one class: without that point 95 % becomes 60 %.",
    "`exclude: [[1011, 1013]]`, and both classes are measured on the same days.",
  ),
  FS5213: inWords(
    "12 samples, 100 variables, 8 steps tried: with labels exchanged the recipe does as well in 18 of 99 trials.",
    "More samples; and the recipe is fixed before they are measured.",
  ),
  FS5214: inWords(
    "`scheme: loso` on 30 samples, and an accuracy near that of always naming the larger class.",
    "`scheme: {stratified_group_kfold: {folds: 5}}`, and more samples before a figure near chance is read at all.",
  ),
  FS5215: inWords(
    "Samples of one batch do well or badly together, and the interval counts samples.",
    "The interval by batch is read, which stands beside it; more batches make it narrower.",
  ),
  FS5301: inWords(
    "The external set was measured on another instrument: a third of it lies beyond the limit of Q.",
    "Spectra of that instrument stand among the training samples, or it is standardised first.",
  ),
  FS5302: inWords(
    "Some of the samples the model was fitted on lie far from all others.",
    "Each is looked up: what is no sample of this kind is excluded with its reason, the rest stays.",
  ),
  FS5303: inWords(
    "RMSECV 2.1, RMSEP of the external samples 3.4, its whole interval above.",
    "What sets the external samples apart is found: season, instrument, range of the target; samples like them are added.",
  ),
  FS5304: inWords(
    "One sample is off by five times the RMSECV: its reference value was typed with a slip.",
    "The value is looked up in the laboratory's book and mended in the data.",
  ),
  FS5305: inWords(
    "The accuracy is 0.55 with an interval from 0.41 to 0.69, and naming the larger class is right for 0.5.",
    "More samples, or another measurement: these spectra are not shown to say it.",
  ),
  FS5306: inWords(
    "Predicted values are 0.6 too high on average, and the interval does not hold 0.",
    "The external samples are compared with the training samples; a bias is corrected on samples of their own.",
  ),
  FS5308: inWords(
    "Among the samples to predict are some of another species.",
    "They are left out of `predict`, or their like is measured and added.",
  ),
  FS5309: inWords(
    "Single spectra of the training set lie far beyond T² or Q: a spike, a bubble in the cell.",
    "They are looked at in the figure of the spectra; what is a fault is excluded with its reason.",
  ),
  FS5401: inWords("`compare: [a, b]`, and b has a scheme of its own.", "Both take the scheme of the front matter."),
  FS5402: inWords("`compare: [a, b]`, and both say `scheme: none`.", "Both have a scheme that leaves samples out."),
  FS5511: inWords("`select: {method: anova_f, k: 5}` where a number is predicted.", "`select: {method: k_best, k: 5}`"),
  FS5512: inWords(
    "Features that learn from the outcome stand above a `preprocess` block.",
    "They stand below it, as the last before the model.",
  ),
  FS5513: inWords("`pca: {components: 10}` on 8 training spectra.", "`pca: {components: 5}`, or more samples."),
  FS5521: inWords(
    "A `pca` block meets spectra that differ by one constant alone.",
    "It looks at the spectra before the step that took the rest away.",
  ),
  FS5522: oils(
    "```foodspec model #plsda",
    "```foodspec features\ncolumns: {bands: {a: [920, 940], b: [950, 970], c: [930, 960]}}\n```\n\n```foodspec pca\ncomponents: 15\n```\n\n```foodspec model #plsda",
    "```foodspec pca\ncomponents: 3\n```\n\n```foodspec model #plsda",
  ),
  FS5608: inWords("The predictor's file may be read by another user only.", "`chmod u+r lean.predictor.json`"),
  FS5609: inWords(
    "`saved: {path: model.json, …}`: a file of a run folder, and no predictor.",
    "`foodspec export runs/latest --predictor lean.predictor.json` writes the file.",
  ),
  FS5610: inWords(
    "The predictor was saved by a FoodSpec of another format.",
    "The run it came from is compiled and exported anew with this version.",
  ),
  FS5611: inWords(
    "A threshold in the predictor was changed by hand.",
    "The file that `foodspec export --predictor` wrote, unchanged.",
  ),
  FS5612: inWords(
    "The predictor needs 100 points from 850 to 1050 nm, and the new spectra end at 1000 nm.",
    "The instrument exports the whole range.",
  ),
  FS5613: inWords(
    "The predictor was certified on three spectra a sample, and the new samples have one each.",
    "Each new sample is measured three times.",
  ),
  FS5614: inWords(
    "Some of the new samples are labelled `goat`, which no training sample was.",
    "Their labels are looked up; or the model is fitted anew with goat among its classes.",
  ),
  FS5615: inWords(
    "The predictor was saved without the samples that drift is tested against.",
    "It is exported from a run that keeps them.",
  ),
  FS5616: inWords(
    "The predictor was fitted on absorbance, and the new file holds reflectance.",
    "`convert` stood in the recipe, or the instrument exports absorbance.",
  ),
  FS6021: inWords(few, larger),
  FS6022: inWords(
    "`conformal: {unit: batch}` with four batches, where gates block.",
    "As many batches as the finding names are measured.",
  ),
  FS6023: inWords(
    "Nearly all samples of one class come from one batch, so that no division of the batches is fair, where gates block.",
    "Batches are measured that hold every class.",
  ),
  FS6024: inWords(
    "`calibration: {method: isotonic}` with 30 calibration samples, where gates block.",
    "`calibration: {method: temperature}`, for which 10 will do.",
  ),
  FS6025: inWords(
    "Sets that promise 90 % hold the truth for 70 % of 60 samples, where gates block.",
    "What makes new samples unlike those kept apart is found, batches mostly: `conformal: {unit: batch}`.",
  ),
  FS6026: inWords(
    "On all samples the recipe passes, and fitted on the training samples alone it does not, where gates block.",
    "More samples, so that what is left for training suffices.",
  ),
  FS6041: inWords(fewer, larger),
  FS6042: inWords(
    "`conformal: {unit: batch}` with four batches.",
    "As many batches as the finding names are measured.",
  ),
  FS6043: inWords(
    "Nearly all samples of one class come from one batch, so that no division of the batches is fair.",
    "Batches are measured that hold every class.",
  ),
  FS6044: inWords(
    "`calibration: {method: isotonic}` with 30 calibration samples.",
    "`calibration: {method: temperature}`, for which 10 will do.",
  ),
  FS6045: inWords(
    "Sets that promise 90 % hold the truth for 70 % of 60 samples.",
    "What makes new samples unlike those kept apart is found, batches mostly: `conformal: {unit: batch}`.",
  ),
  FS6046: inWords(
    "On all samples the recipe passes, and fitted on the training samples alone it does not.",
    "More samples, so that what is left for training suffices.",
  ),
  FS6051: inWords(
    "`conformal: {alpha: 0.05}` with 12 conformal samples: a threshold is infinite, and every set holds every class.",
    "As many conformal samples as the finding names.",
  ),
  FS6052: inWords(
    "`calibration: {method: isotonic}` with 60 calibration samples: a curve of coarse steps.",
    "`calibration: {method: temperature}`, or more samples.",
  ),
  FS6053: inWords(
    "`abstention: {target_risk: 0.01}`, and no confidence keeps wrong answers that rare.",
    "A better measurement, or more samples; what is not answered goes to the laboratory.",
  ),
  FS6054: inWords(
    "`calibration: {prior: none}`, and the calibration samples are all answered rightly: the temperature has no end.",
    "`calibration: {prior: log-normal}`, the default.",
  ),
  FS6055: inWords(
    "After calibration the model is right for 80 % where it says 95 %.",
    "More calibration samples, from as many batches as the use will meet.",
  ),
  FS6056: inWords(
    "`design: cross` with `conformal: {alpha: 0.1}`: theory promises less than 90 %.",
    "`design: split`, where there are samples enough to keep apart.",
  ),
};
