/** Pages: what the reference says of abstention and of the designs. */
import { clopperPearson, jackson, papadopoulos } from "../contract/literature.ts";
import type { SummarisedPage } from "../contract/method-page.ts";
import type { Design } from "../methods/trust/options.ts";

export const abstentionPages: { readonly [Rule in "confidence" | "density"]: SummarisedPage } = {
  confidence: {
    summary: "answers only from the confidence on at which answers are wrong seldom enough",
    formula: `
      τ = smallest confidence with  wrong answers at or above τ / answers at or above τ ≤ target_risk
      certified: Beta⁻¹(0.95; wrong + 1, answers − wrong) < target_risk
    `,
    conventions: [
      "On the conformal samples; confidence is the largest probability. Equal confidences are answered together or not at all.",
      "Where no confidence does, τ is null and nothing is answered. Without answers the upper limit is null.",
      "No error among 59 answers certifies 0.05; 0.02 needs 149. With `threshold` τ is what was given, and nothing is certified.",
    ],
    cost: "O(n log n).",
    sources: [
      { authors: "Geifman, El-Yaniv", year: 2017, where: "NeurIPS, arXiv:1705.08500" },
      { ...clopperPearson, about: "the upper limit" },
    ],
    example: `
      abstention: {target_risk: 0.05}
    `,
  },
  density: {
    summary: "answers no sample that lies far from the training samples",
    formula: `
      answered: T² ≤ T²₍ₖ₎ and Q ≤ Q₍ₖ₎        k = ⌈(n + 1)·0.95 − 10⁻⁹⌉ of the conformal samples' own distances
    `,
    conventions: [
      "In the estimator's own latent space; without one on min(10, ⌊n/3⌋, rank − 1) principal components of the training variables.",
      "k beyond n (fewer than 19 samples): no limit, stored as null. Where nothing varies in a second direction there is no rule.",
      "Each of the two limits turns away about 5 % of good samples.",
    ],
    cost: "O(n·p·a) with a components.",
    sources: [jackson],
    example: `
      abstention: {density: true}
    `,
  },
};

export const designPages: { readonly [One in Design]: SummarisedPage } = {
  split: {
    summary: "keeps training, calibration and conformal samples apart",
    formula: `
      of n samples of a class:  conformal max(⌈1/α⌉ − 1, round(0.30·n))    calibration max(3, round(0.15·n))    training the rest
      of B batches:             conformal round(0.30·B)                    calibration max(1, round(0.15·B))    training the rest
    `,
    conventions: [
      "By lot from a named stream and by labels only. By batch where `batch` or `group` is declared: the first of at most 100 shuffles with 10 training, 3 calibration and ⌈1/α⌉ − 1 conformal samples of every class, and 10 calibration samples in all.",
      "At least 10 training samples of a class and 0.40·n, so 22 beside those left out at α = 0.1; by batch 10 batches, 5 for training. Fewer: not done (exit 6 in regulatory mode).",
      "A set that nothing uses stays with training.",
    ],
    cost: "One fit for each fold, and one for the certified predictor.",
    sources: [papadopoulos],
    example: `
      design: split
    `,
  },
  cross: {
    summary: "uses every sample for everything in turn, by 5 inner folds; for 10 to 24 samples a class",
    formula: `
      scores of a fifth: model of the other four fifths, calibrator of the other fifths' scores
      then model and calibrator once more on all
    `,
    conventions: [
      "The bound of theory is a coverage of 1 − 2α, not 1 − α, and is printed.",
      "At least 9 samples of a class beside those left out, 5 in every inner fit; by batch 6 batches.",
      "No sample is kept from training, so the predictor carries no drift reference.",
    ],
    cost: "Six fits for each fold, and six for the certified predictor.",
    sources: [
      {
        authors: "Vovk",
        year: 2015,
        where: "Ann. Math. Artif. Intell. 74:9",
        doi: "10.1007/s10472-013-9368-4",
      },
      {
        authors: "Barber, Candès, Ramdas, Tibshirani",
        year: 2021,
        where: "Ann. Stat. 49:486",
        doi: "10.1214/20-AOS1965",
        about: "the bound",
      },
    ],
    example: `
      design: cross
    `,
  },
};
