/** Examples of FS70xx to FS75xx: what gates judge, drift, lockboxes. */
import { type Examples, inWords, runOf } from "./example.ts";

const fat = runOf("fat");
/** The same criterion, before and after the steps fit the spectra: no example loosens one. */
const better = fat("  - snv", "  - mean-center", "  - savgol: {window: 7, order: 2, deriv: 1}");
const criteria = "gate: model\nmin_r2: 0.9\nmax_rmsecv: 2\nmax_sep: 2\nmin_rpd: 3\nmin_rpiq: 3\nmin_rer: 10\n```";

export const gateExamples: Examples = {
  FS7001: inWords(
    "`qc_policy: {required: true}`, and the smallest class has 12 samples where 20 are asked for.",
    "Eight more samples of it are measured.",
  ),
  FS7002: inWords(
    "A `qc` block without `required: true` finds 12 samples in a class, where 20 are asked for.",
    "Eight more samples of it are measured.",
  ),
  FS7101: inWords(
    "The smallest class has 12 samples where 20 are asked for.",
    "Eight more samples of it are measured.",
  ),
  FS7102: inWords("120 samples of olive oil, 12 of sunflower oil.", "More samples of the rare class are measured."),
  FS7103: inWords(
    "Three in a hundred points were not exported.",
    "They are exported again; the range that always lacks is cut off by `axis: {range: …}`.",
  ),
  FS7104: inWords(
    "A tenth of the rows are copies of others, as after two exports into one file.",
    "`duplicates: drop`",
  ),
  FS7105: inWords(
    "Two rows are equal at every point, and one says 12 % of fat, the other 18 %.",
    "The laboratory's book says which is right; the other is excluded with its reason.",
  ),
  FS7106: inWords(
    "Samples S7 and S8 have one and the same spectrum.",
    "It is looked up which of them was measured; the other is measured, or excluded with its reason.",
  ),
  FS7107: inWords(
    "All pure oils were measured on Monday, all mixtures on Tuesday.",
    "Each class is measured on each day.",
  ),
  FS7108: inWords(
    "Samples oil-1 and oil-2 are two portions of one bottle, and are called samples.",
    "`sample` names the bottle.",
  ),
  FS7109: inWords("Each batch numbers its samples from 1.", "`sample: [batch, sample]`"),
  FS7110: inWords(
    "Two samples differ by no more than noise: one was measured twice under two names.",
    "It is looked up; what is one sample gets one name.",
  ),
  FS7111: inWords(
    "One spectrum in ten has spikes, saturation or a ramp.",
    "They are measured again, or excluded with their reasons.",
  ),
  FS7112: inWords(
    "Cosmic rays stand in the Raman spectra.",
    "`despike` as the first step, or a measurement that adds several scans.",
  ),
  FS7113: inWords("Bands end flat at the detector's limit.", "Shorter integration, or a thinner sample."),
  FS7114: inWords(
    "Fluorescence lies below the Raman bands.",
    "`baseline` among the steps, or a laser of longer wavelength.",
  ),
  FS7115: inWords(
    "The ratio of two bands is infinite for some spectra.",
    "The ratio is taken of bands that no spectrum lacks.",
  ),
  FS7116: inWords(
    "The lamp aged during the study, and the samples were measured in the order of their fat.",
    "Samples are measured in an order dealt by chance; a reference is measured now and then.",
  ),
  FS7117: inWords(
    "Portions of one bottle stand in training and test rows, each called a sample.",
    "`sample` or `group` names what belongs together.",
  ),
  FS7118: inWords(
    "Without one channel that tells the days apart the model is no better than chance.",
    "`exclude` leaves the channel out, and all classes are measured on all days.",
  ),
  FS7119: inWords(
    "With labels exchanged the recipe does as well in one trial of five.",
    "More samples; and the recipe is fixed before they are measured.",
  ),
  FS7120: inWords(
    "`upstream: [{what: variables selected, scope: set, outcome: true}]`",
    "The spectra as the instrument gave them, and the selection as a `features` block, which learns inside the folds.",
  ),
  FS7121: inWords(
    "The accuracy is 0.82 where 0.85 is asked for.",
    "More samples or a better measurement; a criterion is chosen before the result is known.",
  ),
  FS7122: inWords(
    "One of four oils is recognised in two of three cases only.",
    "More samples of it; the confusion matrix says what it is taken for.",
  ),
  FS7123: inWords(
    "Every sixth good sample is called adulterated.",
    "More good samples of more origins; a model learns from them what is still good.",
  ),
  FS7124: better,
  FS7125: better,
  FS7126: inWords(
    "`max_abs_bias: 0.2`, and predicted values are 0.6 too high on average.",
    "What shifts them is found: another instrument, another reference method; samples like those are added.",
  ),
  FS7127: fat(criteria, "gate: model\n```", criteria),
  FS7128: better,
  FS7129: inWords(
    "SEP is 2.1, the error of the reference method 0.5, and `max_sep_sel: 2` is asked for.",
    "A better measurement; where the reference itself is poor, its replicates are averaged.",
  ),
  FS7130: better,
  FS7131: inWords(
    "A peak is looked for where no spectrum has one: its height is 0 throughout.",
    "The peak is left out of `features`.",
  ),
  FS7132: inWords("Two bands overlap nearly whole.", "One of them goes."),
  FS7133: inWords(
    "One spectrum in ten lies beyond the limits of T² or Q.",
    "Those beyond are looked at; what is a fault is excluded with its reason.",
  ),
  FS7134: inWords("200 features of 20 samples.", "`select: {method: k_best, k: 5}`, or more samples."),
  FS7135: better,
  FS7136: better,
  FS7137: inWords(
    "`max_rmsep_sec: 1.5`, and samples left out are predicted twice as badly as those fitted.",
    "Fewer latent variables, or more samples.",
  ),
  FS7138: inWords(
    "`bias_test: true`, and the mean error is 0.6 where chance gives 0.3.",
    "What shifts new samples is found: another instrument, another year.",
  ),
  FS7139: inWords(
    "`slope_test: true`, and high values are predicted too low.",
    "More samples at the ends of the range.",
  ),
  FS7141: inWords("Eight of fifty samples were excluded.", "What is no fault of the measurement is taken in again."),
  FS7142: inWords(
    "On the external set the accuracy is 0.6, and 0.85 is asked for.",
    "Samples like the external ones are added to the training set, and new ones are kept for the test.",
  ),
  FS7143: inWords(
    "On the external set the RMSEP is 3.9, and 2 is asked for.",
    "Samples like the external ones are added to the training set, and new ones are kept for the test.",
  ),
  FS7144: inWords(
    "`min_segment_accuracy: 0.8`, and in March the model is right for 0.6.",
    "It is looked up what happened in March; samples of that season are added.",
  ),
  FS7301: inWords(
    "Regulatory mode; one sample has two names, so that its copies stand in training and test rows of one fold.",
    "`sample` gives it one name.",
  ),
  FS7302: inWords(
    "Regulatory mode, and a gate has nothing it could measure: no class has the spectra for it.",
    "What it judges is there, or it is left out.",
  ),
  FS7401: inWords(
    "The lamp was changed: the new spectra are not those the predictor was certified on.",
    "The instrument is standardised; or the model is certified anew with spectra of the new lamp.",
  ),
  FS7402: inWords(
    "The new spectra lie a little apart, p is 0.03.",
    "The instrument is checked before the next batch; more samples say whether it is so.",
  ),
  FS7403: inWords(
    "Three new samples are to be tested for drift.",
    "They are kept until there are as many as are asked for.",
  ),
  FS7501: inWords(
    "`foodspec lockbox open runs/latest` a second time, after the recipe was changed.",
    "New samples are sealed; what was opened is a test set no more.",
  ),
  FS7502: inWords(
    "`foodspec lockbox open runs/latest`, and its document seals nothing.",
    "A document whose data block says `lockbox: {last: 0.2}`.",
  ),
  FS7503: inWords("The sealed file is not beside the document.", "It is put there: its SHA-256 stands in the finding."),
  FS7504: inWords(
    "The run folder was moved out of its project, and the lockbox is to be opened.",
    "It is opened where the project lies, whose ledger tells of each opening.",
  ),
  FS7505: inWords(
    "`foodspec export runs/latest --with-data`, and the data block says `lockbox: {last: 0.2}`.",
    "`foodspec export runs/latest`, until the lockbox is opened.",
  ),
};
