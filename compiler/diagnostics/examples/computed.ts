/** Examples of FS33xx to FS39xx: what steps, folds, features and inputs meet in the data. */
import { type Examples, inWords, runOf, typed } from "./example.ts";
import { bare, inputs } from "./lines.ts";

const oils = runOf("oils");
const step = (wrong: string, right: string) => oils("  - snv", `  - ${wrong}`, `  - ${right}`);
const data = (wrong: string, right: string) => oils("label: class", `label: class\n${wrong}`, `label: class\n${right}`);
const scheme = (wrong: string) => oils("scheme: loso", `scheme: ${wrong}`);
const one = (text: string) => `inputs: {meat: ${text}, chem: {path: chem.csv}}`;
const noDigest = "0".repeat(64);

export const computedExamples: Examples = {
  FS3118: step("convert: {to: absorbance}", "snv"),
  FS3301: inWords(
    "`snv` meets a spectrum that is 0.5 at every point: it has no standard deviation to divide by.",
    "`exclude: [{id: S12, reason: blank}]`, or the spectrum is measured again.",
  ),
  FS3302: inWords(
    "`emsc` learns from more training spectra than a fold holds.",
    "A scheme that leaves fewer out, or a step that learns nothing, such as `snv`.",
  ),
  FS3303: inWords(
    "The mean of the training spectra, which `msc` takes for its reference, is the same at every point.",
    "`crop` keeps the range in which the spectra have a shape.",
  ),
  FS3314: inWords(
    "`savgol: {window: 11, order: 2, deriv: 1, per: unit}` on an axis whose points lie closer at one end.",
    "`resample` before it, or `savgol` without `per: unit`.",
  ),
  FS3315: inWords(
    "`convert: {axis: nm}` on an axis of Raman shifts, without the wavelength of the laser.",
    "The axis stays in cm⁻¹, or the option that names the laser is given.",
  ),
  FS3316: step(
    "exclude: [[940, 950]]\n  - baseline: {method: asls, iterations: 50}",
    "baseline: {method: asls, iterations: 50}\n  - exclude: [[940, 950]]",
  ),
  FS3317: inWords(
    "`savgol` on an axis whose steps run from 1 to 4 nm within one window.",
    "`resample: {from: 900, to: 1700, step: 2}` before it.",
  ),
  FS3318: step("baseline: {method: asls, iterations: 1}", "baseline: {method: asls, iterations: 50}"),
  FS3401: scheme("{group_kfold: {folds: 30}}"),
  FS3402: runOf("fat")(
    "sample: sample\nlabel: class",
    "sample: batch\nreference: mean\nwhere: {batch: B1}",
    "sample: sample",
  ),
  FS3461: inWords(
    "A feature view has two rows of sample 7 for the same day, one with 20 % of protein, one with 21 %.",
    "`recorded: COLUMN` names the column of when each was entered, or one of the rows goes.",
  ),
  FS3462: inWords(
    "`scheme: {walk_forward: {by: month}}`, and some spectra have no time of measurement.",
    "The time is written in, or `where` leaves these spectra out.",
  ),
  FS3463: oils(
    "estimator: {pls-da: {components: 2}}",
    "estimator: {pls-da: {components: 2}}\nsegments: instrument",
    "estimator: {pls-da: {components: 2}}\nsegments: {column: batch}",
  ),
  FS3464: data("where: {batch: B1}\nlockbox: {column: batch, is: B1}", "lockbox: {column: batch, is: B1}"),
  FS3465: data("lockbox: {column: batch, is: B9}", "lockbox: {column: batch, is: B1}"),
  FS3466: data(
    "test: {column: batch, is: B1}\nlockbox: {column: batch, is: B1}",
    "test: {column: batch, is: B1}\nlockbox: {column: batch, is: B2}",
  ),
  FS3467: data("group: batch\nlockbox: {column: class, is: a}", "group: batch\nlockbox: {column: batch, is: B1}"),
  FS3469: inWords(
    "`foodspec features check protocol.md`, and a row of the chemistry was entered in 2062.",
    "It was entered in 2026.",
  ),
  FS3468: inWords(
    "`join: {chem: {by: sample, time: measured}}`, and in one row of the chemistry the day is missing.",
    "The day is written in, or the row goes.",
  ),
  FS3501: inWords(
    "A predictor fitted on 100 points from 850 nm on is asked about spectra of 200 points.",
    "They are measured, or brought by `resample`, on the axis of the predictor.",
  ),
  FS3511: inWords(
    "A band from 1200 to 1220 nm, and after the steps before it the axis ends at 1050 nm.",
    "The band lies within what `crop` leaves.",
  ),
  FS3512: oils(
    "```foodspec model #plsda",
    "```foodspec features\ncolumns: {select: {method: k_best, k: 500}}\n```\n\n```foodspec model #plsda",
    "```foodspec features\ncolumns: {select: {method: k_best, k: 5}}\n```\n\n```foodspec model #plsda",
  ),
  FS3513: inWords(
    "The ratio of two bands is infinite for a spectrum whose second band is 0.",
    "The ratio is taken of bands that no spectrum lacks, or the spectrum is excluded with its reason.",
  ),
  FS3514: inWords(
    "Some spectra have no number for a ratio, and the block makes them known before a model meets them.",
    "The ratio is taken of bands that no spectrum lacks.",
  ),
  FS3601: inWords(
    "In one fold the training rows are all of one class.",
    "`scheme: {stratified_group_kfold: {folds: 4}}`, or more samples of the rare class.",
  ),
  FS3602: inWords(
    "In one fold all training rows have the same target.",
    "A scheme of which each fold holds more samples.",
  ),
  FS3603: inWords(
    "After `crop` every variable is the same in all training rows.",
    "`crop` keeps a range in which the spectra differ.",
  ),
  FS3604: inWords(
    "A feature is infinite in a training row.",
    "The ratio is taken of bands that no spectrum lacks, or the spectrum is excluded with its reason.",
  ),
  FS3605: inWords(
    "The target of a training row is too large to compute with.",
    "The cell is mended: it holds a code for a missing value, mostly, which `missing: {codes: [9999]}` names.",
  ),
  FS3901: bare(inputs, one("{path: maets-nir.csv}"), inputs),
  FS3902: inWords(
    "The file of an input may be read by another user only.",
    "`chmod u+r meats.csv`, or a copy of one's own.",
  ),
  FS3903: bare(inputs, one(`{path: meats-nir.csv, sha256: ${noDigest}}`), inputs),
  FS3904: bare(inputs, one(`{path: meats-nir.csv, sha256: [${noDigest}, ${noDigest}]}`), inputs),
  FS3905: bare(inputs, one("{path: .}"), inputs),
  FS3906: typed("plan protocol.md --input meat=none.csv", "plan protocol.md --input meat=meats-nir.csv"),
  FS3907: inWords(
    "A predictor was edited by hand: it has coefficients for 99 of its 100 points.",
    "The file that `foodspec export --predictor` wrote, unchanged.",
  ),
  FS3908: inWords(
    "`foodspec verify runs/latest --rerun`, and the data file has been moved.",
    "`foodspec verify runs/latest --rerun -i meat=archive/meats.csv`",
  ),
  FS3909: inWords(
    "`foodspec verify runs/latest --rerun -i meat=meats-2.csv`: not the file that the run read.",
    "The file of that day is given; its digest stands in the manifest.",
  ),
  FS3911: bare(inputs, one(`{path: [meats-nir.csv, empty.csv], sha256: ${noDigest}}`), inputs),
  FS3915: inWords(
    "Spectra reach `foodspec score` on standard input, and one line has a word for a number.",
    "Each line is one spectrum in the form that `foodspec score --help` names.",
  ),
  FS3951: inWords(
    "A job was submitted, and the data file was exported anew before it ran.",
    "The file that was submitted is put back, or the job is submitted anew.",
  ),
};
