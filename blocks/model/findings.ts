/** Findings of a model: what its document lacks or contradicts, and what its folds show. */
import { type Entries, entryMaker, inBrief } from "../contract/finding.ts";

const document = entryMaker("error", "protocol", 4);
const warning = entryMaker("warning", "modeling", 5);
const modelling = entryMaker("error", "modeling", 3);
const note = entryMaker("note", "modeling", 5);
/** What is beyond expectation stands in brief. */
const told = inBrief(warning);
const toldNote = inBrief(note);

export const modelFindings: Entries = {
  FS2621: document(
    "Estimator is not approved",
    "`{estimator}` is not among the estimators this document approves for regulatory mode: {approved|and}",
    [
      "use one of {approved}",
      "or let whoever is responsible approve it in the front matter: add `{estimator}` to `approved_models`",
    ],
    "not approved",
  ),
  FS2622: document(
    "Regression is not approved",
    "`{estimator}` predicts a number; by default regulatory mode approves classification only",
    [
      "write `approved_models: [{estimator}]` in the front matter, and `min_r2` and `max_rmsecv` under `qc_policy`: what your use of the numbers can bear",
      "or cut the number into classes: `label: {from: COLUMN, cut: [20], names: [low, high]}`",
    ],
    "not approved",
  ),
  FS2623: document(
    "Scheme that regulatory mode refuses",
    "`{scheme}` {problem|plain}; regulatory mode refuses it",
    ["use a scheme that keeps whole what belongs together: {advised}"],
    "refused in regulatory mode",
  ),
  FS2624: document(
    "Inner scheme that regulatory mode refuses",
    "`inner: {scheme}` deals out single spectra inside the tuning, so that spectra of one sample choose what they are judged by; regulatory mode refuses it",
    ["write `inner: group_kfold`, which is the default"],
    "refused in regulatory mode",
  ),
  FS2627: document(
    "Metric of probabilities",
    "`{metric}` measures probabilities, and `{estimator}` has none to tune by",
    [
      "tune by a metric of scores or of classes, such as `balanced_accuracy` or `roc_auc`",
      "or choose an estimator with probabilities: {others|plain}",
    ],
    "needs probabilities",
  ),
  FS2628: document(
    "Validation turned down in regulatory mode",
    "`{option}` turns down a check of the validation that regulatory mode rests on",
    ["leave it out: `validate: standard` is the default", "or write `mode: research`"],
    "needed in regulatory mode",
  ),
  FS2801: document(
    "Classifier without a label",
    "`{estimator}` tells classes apart, but the data block declares no label",
    [
      "add `label: COLUMN` to the data block",
      "or cut a number into classes: `label: {from: COLUMN, cut: [20], names: [low, high]}`",
    ],
    "needs a label",
  ),
  FS2809: document(
    "Target that is not predicted",
    "`target: {target}` of the model is no number that this {task|plain} with `{estimator}` can predict",
    [
      "did you mean `{suggestion}`?",
      "the data block declares {known|and} || declare it in the data block: `target: {target}`, or among `targets`",
    ],
  ),
  FS2802: document(
    "Regression without a target",
    "`{estimator}` predicts a number, but the data block declares no target",
    ["add `target: COLUMN` to the data block"],
    "needs a target",
  ),
  FS2803: document(
    "Nested scheme without a grid",
    "`{scheme}` tunes inside each fold, but the estimator has one value for each option",
    ["give a list of values, as in `components: [1, 2, 3, 4, 5]`", "or use `lobo` or `loso`, which need no tuning"],
    "nothing to tune",
  ),
  FS2804: document(
    "Nothing to tune",
    "`tune` is there, but `{estimator}` has one value for each option",
    ["give a list of values for {tunable}, or leave `tune` out"],
    "nothing to tune",
  ),
  FS2805: document(
    "Metric of another task",
    "`{metric}` does not measure a {task}",
    ["choose one of {allowed}"],
    "not for a {task}",
  ),
  FS2806: document(
    "Value twice in a grid",
    "the grid of `{option}` holds a value twice",
    ["write each value once"],
    "a value stands twice",
  ),
  FS5201: warning(
    "Leakage between folds",
    "`{scheme}` separates what belongs together: {samples|sample/samples} and {duplicates|copy/copies} of a spectrum stand in training and test rows of one fold ({names|plain})",
    [
      "every metric of this model looks better than it is: separate what belongs together, by {advised} || every metric of this model looks better than it is, and no scheme is known that keeps samples, batches and what stands for the outcome whole: name as `group` what folds may not split",
      "drop copies: `duplicates: drop` in the data block",
    ],
    "cuts through samples",
  ),
  FS5202: warning(
    "External rows are not independent",
    "the external rows share {samples|sample/samples} and {duplicates|copy/copies} of a spectrum with the rows the model is fitted on ({names|plain})",
    ["choose external rows by a column that separates samples"],
  ),
  FS5203: warning(
    "Class missing from training rows",
    "in {folds|fold/folds} of `{scheme}` the training rows hold no spectrum of a class: fold {fold} lacks {classes|and}",
    [
      "that class cannot be predicted there: use a scheme whose folds hold every class, such as {advised} || that class cannot be predicted there: measure it in more batches",
    ],
  ),
  FS5204: warning(
    "Solver did not converge",
    "`{estimator}` stopped before it had converged in {fits} fits (folds {folds|plain})",
    ["allow more iterations with `max_iterations`, or a smaller `C`"],
  ),
  FS5211: warning(
    "Model tells samples it has seen",
    "with samples that look alike kept in one fold, the {metric|plain} is {blocked} instead of {ordinary}: {samples|sample/samples} form {clusters|cluster/clusters} of alike spectra (one of them: {names|plain})",
    [
      "find out whether they are one thing measured again under several names, and name it: `sample: COLUMN` in the data block",
      "until that is settled take the figure of the clusters, not that of the folds: it is what new samples may expect",
    ],
  ),
  FS5212: warning(
    "Model rests on single channels",
    "without the channels that tell most by themselves ({channels|plain}), the {metric|plain} is {patched} instead of {ordinary}",
    [
      "look at these columns: a label, a counter or a reference value whose name is a number is taken for a point of the axis; `axis: {range: [LOW, HIGH]}` in the data block keeps it out",
      "where it is a band of the substance, measure with more points to it: a band that is one point wide cannot be told from a spike",
    ],
  ),
  FS5213: warning(
    "Labels are not shown to matter",
    "with labels or targets exchanged ({exchanged|plain}) the whole recipe did as well in {as_good} of {n} trials, p = {p}: the figure is not shown to be about them",
    [
      "more samples, or other measurements, may show what these do not",
      "do not report the figure as if it were one of a model that works",
    ],
  ),
  FS5214: warning(
    "One sample left out near chance",
    "the interval of the accuracy reaches what always naming the largest class would be right for; with one of {n} samples left out in turn the accuracy is biased downwards there, and a 95 % interval covers 0.86 of the true values (30 samples)",
    [
      "the permutation test gives p = {p}: go by that || ask for a permutation test, which is not biased: `validate: {permutations: 99}` in the model block",
    ],
  ),
  FS5215: warning(
    "Samples of a batch or group fail together",
    "{metric|plain} by {unit|plain} is {times|plain} times as uncertain as by sample ({n} of them, intraclass correlation of the losses {icc|plain}): the samples of one do well or badly together",
    [
      "new measurements will be as uncertain as the wider interval says: more samples of the same {units|plain} do not narrow it, more {units|plain} do",
      "look at the scores by fold for what the worst {units|plain} have in common",
    ],
  ),
  FS7301: modelling(
    "Leakage in regulatory mode",
    "`{scheme}` separates what belongs together: {samples|sample/samples} and {duplicates|copy/copies} of a spectrum stand in training and test rows of one fold ({names|plain}); regulatory mode accepts no such validation",
    [
      "separate what belongs together, by {advised} || name as `group` what folds may not split, with no sample in two batches",
      "drop copies: `duplicates: drop` in the data block",
    ],
    "cuts through samples",
  ),
  FS5308: told(
    "Samples to predict outside the model",
    "{count} of {of|sample/samples} to predict {count|lies//lie} beyond a {measure} of {limit}, within which 95 % of the samples left out stay (p {p|plain}): they are not like what the model was fitted on: {samples|and}",
    [
      "do not rely on what is predicted of them: what `outside` says in model/unknowns.csv, sample by sample",
      "look for what differs: product, instrument, session; measure samples of that kind with their reference values and add them to the data",
    ],
  ),
  FS5301: told(
    "External test set outside the model",
    "{count} of {of|external sample/external samples} {count|lies//lie} beyond a {measure} of {limit}, within which 95 % of the samples left out stay; {expected} would be expected (p {p}): {samples|plain}",
    [
      "the external figure is of samples that are not like those fitted: look for what differs: axis, instrument, session, product",
      "add samples of that kind to those the model is fitted on, or say in the text that it is not for them",
    ],
  ),
  FS5302: told(
    "Samples outside the limits",
    "{count} of {of|sample/samples} that the final model was fitted on {count|lies//lie} beyond its limit of {measure} ({limit}), where 5 % would be expected ({expected}; p {p}): {samples|plain}",
    ["they may be of another kind, or measured otherwise: look at what they have in common before the model is used"],
  ),
  FS5303: told(
    "External error larger than in validation",
    "{metric} of {n|external sample/external samples} is {external}; all of that interval is {way|plain} that of the {other|plain}, {validated}",
    [
      "report the external figure: validation promises more than the model holds on these samples",
      "look for what differs between the two, and whether the folds keep whole what belongs together",
    ],
  ),
  FS5304: told(
    "Single samples far off",
    "{count} of {of} {rows|plain} samples {count|is//are} off by more than four times the RMSECV of {rmsecv}: {samples|plain}",
    [
      "look at the spectrum, the reference value and the row: a transposed digit and another sample's spectrum look like this",
      "leave it out only with a reason that stands in the laboratory record",
    ],
  ),
  FS5305: told(
    "No better than the reference",
    "{metric|plain} is {value}: the interval reaches the {reference|plain}, {rate}, so the model is not shown to be better than no model",
    [
      "more samples, or other measurements, may show what these do not",
      "do not report the figure as one of a model that works",
    ],
  ),
  FS5306: toldNote(
    "Bias or slope",
    "{measure} of {n} {rows|plain} samples is {value}: the interval does not hold {expected} (p {p})",
    ["look at the residuals over the reference values: a bias may be corrected, with the record of it; a slope hardly"],
  ),
  FS5309: note(
    "Spectra outside the T² or Q limit",
    "{count} of {of|spectrum/spectra} that the final model was fitted on {count|lies//lie} farther from the others than chance lets one of so many (T² beyond {t2_limit} or Q beyond {q_limit}, or as far where the axes were fitted without it): {spectra|and}",
    [
      "look at it: a spectrum that pulls the axes towards itself can hide in them; leave it out only with a reason that stands in the laboratory record",
    ],
  ),
};
