/** Examples: of a code a piece of a document that is told it, and one that is not. A test puts both into a document and checks it. */

export interface Example {
  /** A line of the document of the tests, in whose place both stand. */
  readonly at: string;
  readonly wrong: string;
  readonly right: string;
}

const title = "title: T";
const target = "target: fat";
const batch = "batch: lot";
const steps = "  - savgol: {window: 11, order: 2, deriv: 1}";
const estimator = "estimator: {pls-regression: {components: [2, 4, 6]}}";
const value = "Value `= model.rmsecv : .2f`.";
const data = "```foodspec data";
const unit = 'unit: "%"';
const inputs = "inputs: {meat: {path: meats-nir.csv}}";
const of = (at: string, wrong: string, right = at): Example => ({ at, wrong, right });

/** By code. */
export const examples: { readonly [code: string]: Example } = {
  FS2011: of("---", "---json", "---"),
  FS2015: of(`${title}\n`, "version: 1.0.0\n", "title: Fat in minced meat\nversion: 1.0.0\n"),
  FS2016: of(title, `${title}\nfoodspec: 2`, `${title}\nfoodspec: 1`),
  FS2018: of(title, `${title}\nprimary: modle`, `${title}\nprimary: model`),
  FS2050: of(batch, "batch:lot"),
  FS2051: of(batch, "batch: lot\nbatch: fold"),
  FS2052: of(target, "target: &y fat"),
  FS2053: of(target, "target: !!str fat"),
  FS2056: of(batch, "batch: lot\n---\ngroup: lot", batch),
  FS2057: of(unit, "unit: “%”"),
  FS2061: of(data, "```foodspec dataset"),
  FS2062: of(data, "```foodspec data meat", "```foodspec data #meat"),
  FS2063: of(data, "> ```foodspec data", data),
  FS2067: of("  - snv\n```", "  - snv"),
  FS2069: of(data, "```{foodspec data}"),
  FS2072: of(batch, "# choose: batch, the column of batches or lots\nbatch: lot", batch),
  FS2101: of("range: [850, 1050]", "range: 850-1050"),
  FS2102: of(title, `${title}\nseed: -1`, `${title}\nseed: 1`),
  FS2103: of("unit: nm", "unit: cm", "unit: nm"),
  FS2104: of("input: meat\n", "", "input: meat\n"),
  FS2105: of("range: [850, 1050]", "range: [850]"),
  FS2107: of(target, "taget: fat"),
  FS2108: of("  - snv", "  - svn"),
  FS2109: of("  - snv", "  - {snv: {}, detrend: {}}", "  - snv\n  - detrend"),
  FS2110: of(steps, "  - savgol: {window: 10, order: 2, deriv: 1}"),
  FS2111: of(
    estimator,
    "estimator: {pls-regression: {components: = params.lv}}",
    "estimator: {pls-regression: {components: 6}}",
  ),
  FS2115: of("  - snv", "  - crop", "  - crop: [860, 1040]"),
  FS2202: of(value, "Value `= modle.rmsecv : .2f`."),
  FS2203: of(value, "Value `= model.accuracy : .2f`."),
  FS2401: of("batch: lot\n", "", "batch: lot\n"),
  FS2802: of(`${target}\n${unit}`, "label: fat_label", `${target}\n${unit}`),
  FS2804: of(
    estimator,
    "estimator: {pls-regression: {components: 4}}\ntune: {folds: 5}",
    `${estimator}\ntune: {folds: 5}`,
  ),
  FS2805: of(estimator, `${estimator}\ntune: {metric: accuracy}`, `${estimator}\ntune: {metric: rmsecv}`),
  FS2806: of(estimator, "estimator: {pls-regression: {components: [2, 2, 4]}}"),
  FS3002: of(inputs, "inputs: {meat: {path: empty.csv}}"),
  FS3010: of("range: [850, 1050]", "range: [9500, 11700]"),
  FS3016: of(target, "target: Fatt"),
  FS3310: of(steps, "  - crop: [2000, 2500]"),
  FS3312: of(steps, "  - savgol: {window: 201, order: 2}"),
  FS5101: of(estimator, "estimator: {pls-regression: {components: [500]}}"),
};
