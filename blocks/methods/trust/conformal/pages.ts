/** Pages: what the reference says of each conformal score, and of each promise that can be made with it. */
import { papadopoulos } from "../../../contract/literature.ts";
import type { Source, SummarisedPage } from "../../../contract/method-page.ts";
import type { ConformalWish } from "../options.ts";

type Name = ConformalWish["score"] | `by-${ConformalWish["by"]}` | "unit-batch";

const vovk: Source = {
  authors: "Vovk, Gammerman, Shafer",
  year: 2005,
  where: "Algorithmic Learning in a Random World",
};
const infinite =
  "k beyond n makes the threshold infinite: it is stored as null, the set holds everything, and a finding says so. ⌈1/α⌉ − 1 samples are the fewest with a finite one (9 at α = 0.1).";
const threshold = "q = s₍ₖ₎, the k-th smallest of n scores        k = ⌈(n + 1)(1 − α) − 10⁻⁹⌉";
const ties = "Limits are inclusive: a score equal to the threshold is in the set.";

export const conformalPages: { readonly [One in Name]: SummarisedPage } = {
  lac: {
    summary: "holds every class that is probable enough; the smallest sets",
    formula: `
      s = 1 − p_y        set = {c: 1 − p_c ≤ q}
    `,
    conventions: [
      ties,
      "A set can be empty where no class is probable enough. People are given the most probable class then; the gate looks at the sets as they are.",
    ],
    cost: "O(n·K), and O(n log n) for sorting.",
    sources: [
      {
        authors: "Sadinle, Lei, Wasserman",
        year: 2019,
        where: "J. Am. Stat. Assoc. 114:223",
        doi: "10.1080/01621459.2017.1395341",
      },
    ],
    example: `
      conformal: {score: lac, alpha: 0.1}
    `,
  },
  aps: {
    summary: "sums probabilities from the largest down to the class, so that sets grow with doubt",
    formula: `
      s_c = Σ p over the classes from the most probable down to and including c        set = {c: s_c ≤ q}
    `,
    conventions: [
      "Without the random part of the published score: the same sample always has the same set, and sets cover more than promised.",
      `Equal probabilities go in class order; the last class scores 1. ${ties}`,
    ],
    cost: "O(n·K log K).",
    sources: [{ authors: "Romano, Sesia, Candès", year: 2020, where: "NeurIPS, arXiv:2006.02544" }],
    example: `
      conformal: {score: aps}
    `,
  },
  residual: {
    summary: "gives an interval of one half-width around the predicted value; what a regression has",
    formula: `
      s = |y − ŷ|        interval = ŷ − q … ŷ + q
    `,
    conventions: ["In the unit of the target. The half-width is the same for all samples of a category."],
    cost: "O(n log n).",
    sources: [papadopoulos],
    example: `
      calibration: false
      conformal: {alpha: 0.2, by: none}
    `,
  },
  "by-class": {
    summary: "a threshold a class, from its own samples: the promise holds for every class",
    formula: `
      ${threshold}, of the class's own samples
    `,
    conventions: [infinite, "A class is in the set where its own threshold admits it."],
    cost: "O(n log n).",
    sources: [vovk],
    example: `
      conformal: {by: class}
    `,
  },
  "by-none": {
    summary: "one threshold for all samples together: a rare class may get less than the promise",
    formula: `
      ${threshold}, of all conformal samples
    `,
    conventions: [infinite],
    cost: "O(n log n).",
    sources: [vovk],
    example: `
      conformal: {by: none}
    `,
  },
  "by-batch": {
    summary: "a threshold a conformal batch; any other batch gets the largest of them",
    formula: `
      q_b = s₍ₖ₎ of batch b        q = max over b of q_b for a batch that has none
    `,
    conventions: [infinite, "With whole batches left out every judged sample is of a batch without a threshold."],
    cost: "O(n log n).",
    sources: [vovk],
    example: `
      conformal: {by: batch}
    `,
  },
  "unit-batch": {
    summary: "the promise is for new batches: every batch weighs the same, however many samples it has",
    formula: `
      q = smallest s with Σ over scores ≤ s of 1/(size of the score's batch) ≥ (B + 1)(1 − α) − 10⁻⁹
    `,
    conventions: [
      "n counts batches, of which one more stands at infinity; ⌈1/α⌉ − 1 conformal batches are needed.",
      "The same with samples for batches gives the threshold of samples measured less often than the conformal ones.",
    ],
    cost: "O(n log n).",
    sources: [{ authors: "Lee, Barber, Willett", year: 2023, where: "arXiv:2306.06342" }],
    example: `
      conformal: {unit: batch}
    `,
  },
};
