/** Findings of gates: checks that failed, and a policy that cannot hold. */
import { type Entries, entryMaker } from "../contract/finding.ts";

const warning = entryMaker("warning", "qc", 7);
const document = entryMaker("error", "protocol", 4);
const refused = entryMaker("error", "qc", 7);

export const qcFindings: Entries = {
  FS7101: warning(
    "Too few samples in a class",
    "the smallest class of `{of}` has {value} samples; the criterion is {bound} {threshold}",
    [
      "measure more samples of that class (replicates of one sample count once), or leave the class out",
      "the worst: {worst|and}",
    ],
  ),
  FS7102: warning(
    "Classes are out of balance",
    "the largest class of `{of}` has {value} times as many samples as the smallest; the criterion is {bound} {threshold}",
    ["measure more samples of the small classes", "the worst: {worst|and}"],
  ),
  FS7103: warning(
    "Too many missing values",
    "{value} of the spectral values of `{of}` is missing; the criterion is {bound} {threshold}",
    [
      "export the spectra again from the instrument, or exclude the spectra with gaps, each with its reason",
      "the worst: {worst|and}",
    ],
  ),
  FS7104: warning(
    "Exact copies of spectra",
    "{value} of the spectra of `{of}` are exact copies of others; the criterion is {bound} {threshold}",
    [
      "say `duplicates: drop` in the data block, and find out how the copies came into the file",
      "the worst: {worst|and}",
    ],
  ),
  FS7105: warning(
    "Same spectrum, different outcome",
    "{value} spectra of `{of}` repeat another one exactly and have another label or target",
    ["look up which of the values is right, and correct or remove the other row", "the worst: {worst|and}"],
  ),
  FS7106: warning(
    "Same spectrum in different samples",
    "{value} spectra of `{of}` repeat the spectrum of another sample exactly",
    [
      "look up which sample was really measured; the same spectrum cannot come from two samples",
      "the worst: {worst|and}",
    ],
  ),
  FS7107: warning(
    "Classes and columns go together",
    "{value|column goes/columns go} with the outcome so closely that a model may have learnt the column: {worst|and}",
    [
      "measure every class in every batch, on every instrument and on every day",
      "or say why it may be so: `design: {accept: [{check: confounding, column: …, reason: …}]}`; the reason then stands beside each result",
    ],
  ),
  FS7108: warning(
    "Samples whose names look like repeats",
    "{percent} % of the spectra are nearest to a sample whose name differs by a number at the end alone, or that stands next to it, as with {worst|and}",
    [
      "name the column of the physical sample as `sample:`, so that its repeats stay together and count once",
      "where they are different samples: `design: {accept: [{check: undeclared_replicates, reason: …}]}`",
    ],
  ),
  FS7109: warning(
    "Sample names used again",
    "{value|name stands/names stand} for different samples in different batches: {worst|and}",
    ["give every sample a name of its own: the batch and the number together"],
  ),
  FS7110: warning(
    "Near duplicates in different samples",
    "{value|pair/pairs} of different samples {value|has//have} spectra that differ by no more than noise, as {worst|and}",
    [
      "if they are repeats of one sample, name it in a column and declare it as `sample:`",
      "if they are different samples: `design: {accept: [{check: near_duplicates, reason: …}]}`",
    ],
  ),
  FS7111: warning(
    "Low spectral quality score",
    "one in twenty spectra of `{of}` has a spectral quality score of {value} or less; the criterion is {bound} {threshold}",
    [
      "look at the spectra listed under the gate: the part that limits their score says what is wrong; measure them again or exclude them with a reason",
      "the worst: {worst|and}",
    ],
  ),
  FS7112: warning(
    "Spikes in the spectra",
    "spikes spoil {value} of the points of `{of}`; the criterion is {bound} {threshold}",
    [
      "add `despike` as the first step of the preprocess block, or measure these spectra again",
      "the worst: {worst|and}",
    ],
  ),
  FS7113: warning(
    "Saturated spectra",
    "{value} of the points of `{of}` is saturated; the criterion is {bound} {threshold}",
    [
      "measure with less light, a shorter integration time or a thinner sample, or crop the saturated region",
      "the worst: {worst|and}",
    ],
  ),
  FS7114: warning(
    "Baselines drift",
    "in one of twenty spectra of `{of}` drift makes up {value} or more of the shape; the criterion is {bound} {threshold}",
    [
      "measure a new background, let the instrument warm up, and look for fluorescence or scatter",
      "the worst: {worst|and}",
    ],
  ),
  FS7115: warning(
    "Features that are not numbers",
    "{value} values of the features of `{of}` are not numbers or are infinite",
    ["a ratio divides by zero or a band has no points; change or remove the feature", "the worst: {worst|and}"],
  ),
  FS7116: warning(
    "Spectra follow the time of measurement",
    "time of measurement accounts for {value} of how the samples are ordered; the guide value is {bound} {threshold}",
    [
      "measure in random order, or show by a control sample that the instrument did not drift",
      "the worst: {worst|and}",
    ],
  ),
  FS7120: warning(
    "Steps before FoodSpec saw other rows or the outcome",
    "{worst|and} came before these files and saw other rows of this set, or the outcome; what was left out was then known before a model was fitted",
    [
      "start from the spectra as they were before that step, and take it in this document, where it is learnt from training rows only",
      "where it used other rows but no outcome, and cannot be undone: `design: {accept: [{check: upstream, reason: …}]}`",
    ],
  ),
  FS7141: warning(
    "Too many samples taken out",
    "{value} of the samples of `{of}` was taken out altogether; the criterion is {bound} {threshold}",
    [
      "keep them, or measure them again; `exclude`, `where` on what names or dates samples, `missing: drop` and `duplicates: drop` count",
      "where the study is about a part of the files only, say so with `where` on a column of its own, such as the product: that is its scope, and the report says it",
      "among them: {worst|and}",
    ],
  ),
  FS7142: warning(
    "Wrong on external samples",
    "on external samples `{of}` has an accuracy of at most {value} (upper 95 % limit); the criterion is {bound} {threshold}",
    [
      "look how the external samples differ from those the model learnt from, and let the study cover both",
      "the worst: {worst|and}",
    ],
  ),
  FS7144: warning(
    "Accuracy of the worst segment too low",
    "in its worst segment `{of}` is right for a share of {value} of the samples; {bound} {threshold} is wanted",
    [
      "look at the figure of the segments for what sets it apart: drift, another batch, another instrument",
      "without a value there is no segment: say `segments:` in the model block; each needs 5 samples",
      "it is: {worst|and}",
    ],
  ),
  FS7143: warning(
    "Error on external samples too large",
    "on external samples `{of}` has an RMSEP of at least {value} (lower 95 % limit); the criterion is {bound} {threshold}",
    [
      "look how the external samples differ from those the model learnt from, and let the study cover both",
      "the worst: {worst|and}",
    ],
  ),
  FS7121: warning(
    "Accuracy too low",
    "the accuracy of `{of}` is {value} (criterion {bound} {threshold}), its lower 95 % limit {lower} (criterion {bound} {lower_threshold})",
    [
      "look at the worst predicted samples and the confusion matrix; more samples raise the lower limit",
      "the worst: {worst|and}",
    ],
  ),
  FS7122: warning(
    "A class is recognised too rarely",
    "the sensitivity of `{of}` for a class is {value} (criterion {bound} {threshold}), its lower 95 % limit {lower} (criterion {bound} {lower_threshold})",
    ["look in the confusion matrix where that class is put, and measure more samples of it", "the worst: {worst|and}"],
  ),
  FS7123: warning(
    "Too many false alarms",
    "the specificity of `{of}` is {value} (criterion {bound} {threshold}), its lower 95 % limit {lower} (criterion {bound} {lower_threshold})",
    [
      "look at the samples wrongly called positive, and measure more samples close to the limit",
      "the worst: {worst|and}",
    ],
  ),
  FS7124: warning("R² too low", "the R² of `{of}` is {value}; the criterion is {bound} {threshold}", [
    "check the reference values of the worst samples, and include samples over the whole range of the target",
    "the worst: {worst|and}",
  ]),
  FS7125: warning(
    "Error of prediction too large",
    "the RMSECV of `{of}` is {value}; the criterion is {bound} {threshold}",
    ["compare with the error of the reference method, and look at the largest residuals", "the worst: {worst|and}"],
  ),
  FS7126: warning(
    "Bias too large",
    "the bias of the predictions of `{of}` is {value}; the criterion is {bound} {threshold}",
    ["look whether one batch or instrument is off", "the worst: {worst|and}"],
  ),
  FS7117: warning(
    "Figures rest on samples that look alike",
    "with samples that look alike kept in one fold `{of}` comes to {value}; the criterion is < {threshold}",
    [
      "find out whether they are one thing measured again under several names, and name it: `sample: COLUMN` in the data block",
      "measure more samples that are really others",
      "alike, for one: {worst|and}",
    ],
  ),
  FS7118: warning(
    "Figures rest on single channels",
    "without the channels that tell most by themselves `{of}` comes to {value}; the criterion is < {threshold}",
    [
      "look at these columns: a label, a counter or a reference value whose name is a number is taken for a point of the axis; `axis: {range: [LOW, HIGH]}` in the data block keeps it out",
      "they are {worst|and}",
    ],
  ),
  FS7119: warning(
    "Labels are not shown to matter",
    "with labels or targets exchanged the whole recipe of `{of}` did as well with p {value}; the criterion is {bound} {threshold}",
    ["more samples, or other measurements, may show what these do not"],
  ),
  FS7127: warning(
    "Regression without thresholds",
    "the gate measured {checks|and} of `{of}` and had no threshold to judge them by",
    [
      "say `min_r2` and `max_rmsecv` in `qc_policy` or in the qc block: what your use of the numbers can bear",
      "the worst: {worst|and}",
    ],
  ),
  FS7128: warning(
    "Standard error of prediction too large",
    "the SEP of `{of}` is {value}; the criterion is {bound} {threshold}",
    ["compare with the error of the reference method, and look at the largest residuals"],
  ),
  FS7129: warning(
    "Error far above that of the reference",
    "the SEP of `{of}` over the error of the reference method (SEP/SEL) is {value}; the criterion is {bound} {threshold}",
    [
      "give each sample its replicate reference values and say `reference: mean` in the data block: without them nothing is known of SEL",
    ],
  ),
  FS7130: warning("RPD too low", "the RPD of `{of}` is {value}; the criterion is {bound} {threshold}", [
    "include samples over the whole range of the target, and look at the largest residuals",
  ]),
  FS7135: warning("RPIQ too low", "the RPIQ of `{of}` is {value}; the criterion is {bound} {threshold}", [
    "include samples over the whole range of the target, and look at the largest residuals",
  ]),
  FS7136: warning("RER too low", "the RER of `{of}` is {value}; the criterion is {bound} {threshold}", [
    "include samples over the whole range of the target, and look at the largest residuals",
  ]),
  FS7137: warning(
    "Error far above that of the fit",
    "the error of `{of}` over that of its fit (SEC) is {value}; the criterion is {bound} {threshold}",
    ["take fewer latent variables or more samples, and look whether the samples predicted are of another kind"],
  ),
  FS7138: warning(
    "Bias is no chance",
    "the bias of the predictions of `{of}` is {value}; chance gives {bound} {threshold}",
    ["look whether one batch or instrument is off"],
  ),
  FS7139: warning(
    "Slope is not 1",
    "the slope of measured on predicted values of `{of}` differs from 1 with p {value}; the criterion is {bound} {threshold}",
    ["look at both ends of the range, and measure samples spread evenly over it"],
  ),
  FS7131: warning("Features that never vary", "{value} features of `{of}` have the same value in every spectrum", [
    "remove them; they say nothing",
    "the worst: {worst|and}",
  ]),
  FS7132: warning("Features that say the same", "{value} pairs of features of `{of}` are correlated beyond 0.999", [
    "keep one of each pair",
    "the worst: {worst|and}",
  ]),
  FS7133: warning(
    "Spectra outside the T² or Q limit",
    "{value} of the spectra of `{of}` lies beyond the 99 % limits of T² or Q; the guide value is {bound} {threshold}",
    [
      "look at them before you trust the model; exclude one only with a reason that stands in the laboratory record",
      "the worst: {worst|and}",
    ],
  ),
  FS7134: warning(
    "Many features, few samples",
    "`{of}` has {value} features per sample; the guide value is {bound} {threshold}",
    ["use fewer features or measure more samples", "the worst: {worst|and}"],
  ),
  FS7201: document(
    "Unknown field of qc_policy",
    "`{field}` is not a field of `qc_policy`",
    ["did you mean `{suggestion}`?", "the fields are {allowed}"],
    "not a field of `qc_policy`",
  ),
  FS7202: document("Wrong kind of value in qc_policy", "`{field}` must be {wanted|plain}, not {value}", [
    "write {wanted|plain}, or leave `{field}` out for its default",
  ]),
  FS7203: document("Threshold that cannot be", "`{field}` is {value}; it can only be {range|plain} ({meaning|plain})", [
    "write shares as numbers between 0 and 1: `{field}: {suggestion}` || write a number in that range",
  ]),
  FS7204: document(
    "Threshold beyond its floor",
    "`{field}: {value}` is looser than any document may choose; it must be {bound} {floor}",
    [
      "write {bound} {floor}; without it, {default} holds",
      "a gate beyond its floor would approve what nobody can rely on",
    ],
    "must be {bound} {floor}",
  ),
  FS7205: document(
    "Gates cannot be switched off",
    "`required: false` is refused: in {mode} mode a failed gate always blocks",
    ["leave `required` out", "or use `mode: research`, where gates advise"],
  ),
  FS7206: document("Regression without thresholds", "a required gate on a regression needs {missing|and}", [
    "say {missing|and} in `qc_policy` or in the qc block: what your use of the numbers can bear; there is no default that suits every product",
  ]),
  FS7207: document(
    "Gate would be looser than the policy",
    "`{field}: {value}` is looser than the policy, which says {bound} {policy}; a qc block may only tighten",
    [
      "leave `{field}` out here, or write {bound} {policy}",
      "to loosen it for the whole document, say it in `qc_policy`",
    ],
    "the policy says {bound} {policy}",
  ),
  FS7208: document(
    "Threshold of another gate",
    "`{field}` belongs to the {belongs} gate; this one is the {gate} gate",
    ["put it into a qc block with `gate: {belongs}`", "the {gate} gate knows {allowed}"],
    "belongs to the {belongs} gate",
  ),
  FS7209: document(
    "Positive class is not declared",
    "with two classes ({classes|and}) regulatory mode judges specificity, and no class is declared positive",
    ["say `positive: …` in the data block: the class that the test looks for"],
  ),
  FS7211: document(
    "Threshold for what is no target",
    "`{field}` has a threshold for `{target}`, which this document does not predict",
    [
      "the targets are {allowed|and}; did you mean `{suggestion}`?",
      "name a column of `target` or `targets` of the data block, or give one number for all",
    ],
  ),
  FS7210: document(
    "Advice where gates block",
    "`advice: true` makes no gate of the block, and in this document a failed gate blocks",
    ["leave `advice` out: the block then judges"],
  ),
  FS7302: refused(
    "Gate that judged nothing",
    "the {gate} gate could judge nothing: {reason|plain}; in regulatory mode what was not judged has not passed",
    [
      "give the gate what it needs (spectra of at least 32 points, a label or a target)",
      "or write `mode: research`, where a gate that judges nothing says so",
    ],
  ),
};
