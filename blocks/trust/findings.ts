/** Findings of trust: what cannot be asked, what there is too little of, and promises that are not kept. */
import { type Entries, entryMaker } from "../contract/finding.ts";

const document = entryMaker("error", "protocol", 4);
const refused = entryMaker("error", "trust", 6);
const warning = entryMaker("warning", "trust", 6);
const note = entryMaker("note", "trust", 6);

const asked: Entries = {
  FS6001: document(
    "Alpha too large for regulatory mode",
    "`alpha: {alpha}` would let more sets miss the truth than regulatory mode allows; it is at most {most}",
    ["write `alpha: {most}` or less", "or use `mode: research`"],
  ),
  FS6002: document("Trust cannot be switched off", "regulatory mode needs {step|plain}; `{step}: false` is refused", [
    "leave `{step}` out: the defaults hold, or give it its options",
    "or use `mode: research`",
  ]),
  FS6003: document("Nothing asked of trust", "calibration, conformal sets and abstention are all switched off", [
    "leave one of them out: it is then done with its defaults",
    "or remove the block",
  ]),
  FS6004: document(
    "Risk and threshold at once",
    "`target_risk` finds the confidence from which on to answer, and `threshold` gives it: only one of them can hold",
    ["remove one of the two"],
  ),
  FS6005: document("No batches", "`{option}: batch` needs batches, and the data block declares none", [
    "say `batch: COLUMN` in the data block: the session, lot or instrument of a spectrum",
    "or leave `{option}` out",
  ]),
  FS6006: document(
    "Only for classes",
    "`{option}` asks for what only a classification has; the model is a regression, whose intervals are ± the k-th smallest error",
    ["leave `{option}` out"],
  ),
};

const tooFewSamples = [
  "Too few samples to keep sets apart",
  "in fold {fold|plain} there are {have} {what|plain} beside those left out; trust needs {need}, for it keeps training, calibration and conformal samples apart (replicates of one sample count once)",
  [
    "measure more {what|plain}",
    "say `by: none` under `conformal`: the promise is then for all samples together, not for every class ({by_none} are enough)",
    "say `design: cross`: every sample serves twice, and less is promised ({cross} are enough)",
  ],
] as const;
const tooFewBatches = [
  "Too few batches to keep sets apart",
  "there are {have} batches {where|plain}; trust needs {need}, for it keeps whole batches apart (batches that share a sample or a group count as one)",
  [
    "measure more batches",
    "say `design: cross`: {cross} batches are enough, and less is promised",
    "leave out `unit: {unit|plain}`: a promise for new samples needs fewer batches",
    "where `batch` is only a label and samples of one batch are as different as others, leave it out of the data block: samples are then kept apart",
  ],
] as const;
const noFairCarve = [
  "No fair division of the batches",
  "in fold {fold|plain} none of {shuffles} divisions of the batches leaves every set enough: of {what|plain} the {set|plain} set would hold {have} where it needs {need}",
  [
    "measure every class in more batches",
    "say `by: none` under `conformal`, or `design: cross`: both need fewer samples of each class",
  ],
] as const;
const tooFewToCalibrate = [
  "Too few samples to calibrate",
  "calibration by {method|plain} needs {need} {what|plain}; the calibration set {where|plain} has {have}",
  [
    "say `calibration: {method: {simpler|plain}}`, which needs fewer samples",
    "measure more samples: about one in seven is kept for calibration",
    "or say `design: cross`: every sample then serves for calibration too",
  ],
] as const;
const broken = [
  "Coverage below nominal",
  "the coverage of the sets is {coverage} over {n} samples, where the nominal coverage is {promised}; at nominal coverage so few would be seen with a probability of {p}",
  [
    "look at the coverage by class and by batch: {classes|and} fall short",
    "look whether one batch or instrument differs from the others: what it gives the model is not like what the thresholds were taken from",
    "samples that are not independent (replicates under other names, one lot in several batches) lower the coverage: check `sample` and `batch`",
  ],
] as const;

const belowPolicy = [
  "Certified recipe below the policy",
  "fitted on the training samples alone, the recipe does not pass the policy of the model gate: {checks|plain}",
  [
    "the certified predictor learns from fewer samples than the model: measure more",
    "or choose a model that needs fewer, with fewer components or features",
  ],
] as const;

const shortages: Entries = {
  FS6021: refused(...tooFewSamples),
  FS6022: refused(...tooFewBatches),
  FS6023: refused(...noFairCarve),
  FS6024: refused(...tooFewToCalibrate),
  FS6025: refused(...broken),
  FS6026: refused(...belowPolicy),
  FS6041: warning(...tooFewSamples),
  FS6042: warning(...tooFewBatches),
  FS6043: warning(...noFairCarve),
  FS6044: warning(...tooFewToCalibrate),
  FS6045: warning(...broken),
  FS6046: note(...belowPolicy),
};

const remarks: Entries = {
  FS6051: warning(
    "Infinite threshold",
    "{sets} thresholds are infinite: in fold {fold|plain} there are {have} conformal samples where {need} are needed; such sets hold every class",
    ["measure more samples of {of}", "or choose a larger `alpha`"],
  ),
  FS6052: note(
    "Coarse isotonic calibration",
    "the isotonic curve rests on {have} calibration samples; below {advised} its steps are coarse",
    ["use `calibration: {method: temperature}`, which needs fewer"],
  ),
  FS6053: warning(
    "Nothing is answered",
    "a share of wrong answers of {target} or less holds at no confidence on {n|conformal sample/conformal samples}, so that the predictor that was kept answers none",
    [
      "it takes {needed} conformal samples answered without error to certify it: add samples, choose a larger `target_risk`, or improve the model",
    ],
  ),
  FS6054: warning(
    "Temperature without bound",
    "in {passes} passes the calibration samples leave the temperature open: it stands at the end of its range",
    ["leave out `prior: none`: the prior keeps the temperature near 1 where samples say nothing"],
  ),
  FS6055: warning(
    "Probabilities are not what they say",
    "after calibration by {method|plain} the expected calibration error is {ece}; where probabilities are right it is at most {high} in 39 of 40 cases",
    [
      "look at the reliability diagram: above the line the model is too modest, below it too sure",
      "another `method` may suit better; `platt` and `isotonic` need more samples",
    ],
  ),
  FS6056: note(
    "Cross design promises less",
    "with `design: cross` theory promises a coverage of {bound}, not {promised}; what was reached on samples left out is printed beside it",
    ["say `design: split` where there are enough samples"],
  ),
};

export const trustFindings: Entries = { ...asked, ...shortages, ...remarks };
