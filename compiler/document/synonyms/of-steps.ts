/** Words for steps and their options. */
import type { Synonym } from "./synonym.ts";

const derivative = ["savgol: {window: 11, order: 2, deriv: 1}"];

export const ofSteps: readonly Synonym[] = [
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
    words: ["savitzky golay", "sgolay", "sgolayfilt", "savgol_filter"],
    write: derivative,
    says: "`deriv: 0` only smooths",
  },
  {
    at: "step",
    words: ["second derivative", "2nd derivative", "d2"],
    write: ["savgol: {window: 11, order: 2, deriv: 2}"],
  },
  { at: "step", words: ["standard normal variate"], write: ["snv"] },
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
  { at: "step", words: ["remove", "omit", "mask", "drop"], write: ["exclude: [[900, 910]]"] },
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
    write: ["smooth: {method: moving-average, window: 5}"],
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
  // Options of steps.
  {
    at: "step savgol",
    words: ["window_length", "width", "w", "window_size", "points", "n", "frame"],
    write: ["window: 11"],
  },
  { at: "step savgol", words: ["polyorder", "p", "poly", "polynomial", "degree"], write: ["order: 2"] },
  { at: "step savgol", words: ["m", "derivative", "differentiation", "nderiv"], write: ["deriv: 1"] },
];
