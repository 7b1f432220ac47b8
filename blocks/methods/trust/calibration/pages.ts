/** Pages: what the reference says of each method of calibration. */
import type { SummarisedPage } from "../../../contract/method-page.ts";
import type { CalibrationWish } from "../options.ts";

const oneAgainstRest =
  "With several classes each is seen against the rest and the shares are divided by their sum; where all are 0 every class is as likely.";

export const calibrationPages: { readonly [Method in CalibrationWish["method"]]: SummarisedPage } = {
  temperature: {
    summary: "divides all scores by one number, so that confidence is neither too high nor too low",
    formula: `
      p = softmax(L/T)
      T = argmin Σ −log p_y + ½·(ln T/0.5)²        without the last term where prior: none
    `,
    conventions: [
      "L are logits: 8 times the PLS-DA score, the logarithm of a logistic probability, twice the SVC decision value.",
      "ln T is looked for on a grid from −7 to 7 in steps of 0.25 (of equal values the first), then halved 60 times; at an end of the grid a finding says that the samples do not bound it.",
      "The most probable class never changes. At least 10 calibration samples, 1 of each class.",
    ],
    cost: "O(n·K) for each of 117 values of T.",
    sources: [{ authors: "Guo, Pleiss, Sun, Weinberger", year: 2017, where: "ICML, arXiv:1706.04599" }],
    example: `
      calibration: {method: temperature, prior: log-normal}
    `,
  },
  platt: {
    summary: "puts a logistic curve through the log odds of each class against the rest",
    formula: `
      P(class) = 1/(1 + exp(a·f + b))        f = ln(p/(1 − p)), p = softmax(L)
      a, b by maximum likelihood on the targets (N₊ + 1)/(N₊ + 2) and 1/(N₋ + 2)
    `,
    conventions: [
      "The smoothed targets keep the curve finite where no sample is on the wrong side.",
      "Newton with halved steps from a = 0, at most 100 of them.",
      oneAgainstRest,
      "At least 20 calibration samples, 5 of each class.",
    ],
    cost: "O(n·K) a Newton step, of which about ten are needed.",
    sources: [
      { authors: "Platt", year: 1999, where: "Advances in Large Margin Classifiers, MIT Press" },
      {
        authors: "Lin, Lin, Weng",
        year: 2007,
        where: "Mach. Learn. 68:267",
        doi: "10.1007/s10994-007-5018-6",
        about: "the solver",
      },
    ],
    example: `
      calibration: {method: platt}
    `,
  },
  isotonic: {
    summary: "replaces each class's share by the rising curve that is closest to what was observed",
    formula: `
      min Σ (g(pᵢ) − 1[yᵢ = class])²  over non-decreasing g, clipped to 1/(n + 2) … 1 − 1/(n + 2)
    `,
    conventions: [
      "Adjacent violators are pooled; equal shares are one point, their mean. Between the ends of pooled blocks the curve is linear, beyond the first and last it is level.",
      oneAgainstRest,
      "At least 50 calibration samples, 10 of each class; below 200 a finding says that its steps are coarse.",
    ],
    cost: "O(K·n log n), for sorting.",
    sources: [
      { authors: "Zadrozny, Elkan", year: 2002, where: "KDD, page 694", doi: "10.1145/775047.775151" },
      {
        authors: "Ayer, Brunk, Ewing, Reid, Silverman",
        year: 1955,
        where: "Ann. Math. Stat. 26:641",
        doi: "10.1214/aoms/1177728423",
        about: "pooling",
      },
    ],
    example: `
      calibration: {method: isotonic}
    `,
  },
};
