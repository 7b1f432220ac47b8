/** Pages: what the reference says of each family of columns the features block can make. */
import { dayalMacGregor } from "../../contract/literature.ts";
import type { FamilyPage, MethodPage, Source } from "../../contract/method-page.ts";
import type { FeatureColumns } from "./options.ts";

const outcome = "Of the outcome the classes count where there are any, else the target.";
const fisher: Source = {
  authors: "Fisher",
  year: 1925,
  where: "Statistical Methods for Research Workers, chapter 7",
};

const select: FamilyPage = {
  conventions: [
    "Keeps the k columns with the largest score, in their order; of equal scores the first. Where k is a list it is a grid.",
    "It chooses among the columns made by the other families, or among the variables themselves where there are none.",
    "A column that never varies in training scores 0.",
    outcome,
  ],
  methods: {
    anova_f: {
      formula: `
        F = [Σ n_c·(mean_c − mean)²/(K − 1)] / [Σ (x − mean_c)²/(n − K)]        sums over classes c, and over rows
      `,
      conventions: [
        "Only classes with training rows count. Needs classes; for a target use k_best.",
        "Between classes and never within one: F = ∞; such columns come first.",
        "Every spectrum counts as one row, replicates too: F ranks, it is no test.",
      ],
      state: "Which columns are kept, and their names.",
      cost: "O(n·p): two passes over the rows.",
      sources: [fisher],
      example: `
        columns:
          select: {method: anova_f, k: 10}
      `,
    },
    k_best: {
      formula: `
        classes   F as anova_f
        target    F = r²·(n − 2)/(1 − r²)        r: Pearson correlation of the column with the target
      `,
      conventions: [
        "A column that correlates perfectly has F = ∞.",
        "Every spectrum counts as one row, replicates too.",
      ],
      state: "Which columns are kept, and their names.",
      cost: "O(n·p): one pass over the rows.",
      sources: [fisher],
      example: `
        columns:
          select: {method: k_best, k: [5, 10, 20]}
      `,
    },
    vip: {
      formula: `
        VIPⱼ = √(p·Σ_c SS_c·w_cⱼ² / Σ_c SS_c)        SS_c = t_cᵀt_c·q_cᵀq_c, components c = 1 … 5
      `,
      conventions: [
        "Of a PLS model of its own with 5 components (fewer where the rows carry fewer), on columns centred and divided by their root mean square, so that no column counts for its unit.",
        "w_c are unit vectors, so the mean of VIP² is 1.",
      ],
      state: "Which columns are kept, and their names.",
      cost: "O(n·p) a component: the PLS fit dominates.",
      sources: [
        { authors: "Wold, Johansson, Cocchi", year: 1993, where: "3D QSAR in Drug Design, 523–550" },
        {
          authors: "Chong, Jun",
          year: 2005,
          where: "Chemom. Intell. Lab. Syst. 78:103",
          doi: "10.1016/j.chemolab.2004.12.011",
        },
      ],
      example: `
        columns:
          select: {method: vip, k: 10}
      `,
    },
  },
};

/** A page a key of `columns`, in the order in which the columns stand side by side. */
export const featurePages = {
  bands: {
    formula: "Σ ½(νⱼ₊₁ − νⱼ)(xⱼ + xⱼ₊₁) over the points with lo ≤ ν ≤ hi",
    conventions: [
      "Trapezoids between the points there are: nothing is interpolated to lo and hi.",
      "No local baseline is taken off: do that in a preprocess block.",
      "At least two points in the range. Columns stand in code-unit order of their names.",
    ],
    cost: "O(n·points in the ranges).",
    sources: [],
    example: `
      columns:
        bands: {fat: [920, 940], water: [960, 985]}
    `,
  },
  peaks: {
    formula: `
      height   max of xⱼ over |νⱼ − at| ≤ window/2
      area     trapezoids over the same points
    `,
    conventions: [
      "The highest value in the window, not a fitted peak; in a window without a peak it is the higher end.",
      "No local baseline is taken off. A height needs one point in the window, an area two.",
      "Columns stand in code-unit order of their names.",
    ],
    cost: "O(n·points in the windows).",
    sources: [],
    example: `
      columns:
        peaks:
          fat: {at: 930, window: 16}
          water: {at: 972, window: 20, measure: area}
    `,
  },
  ratios: {
    formula: "a/b, of two bands or peaks by name",
    conventions: [
      "Where b is 0 the ratio is infinite or no number: the column is remarked, the spectral gate fails on it, and no model is fitted on or predicts such a row.",
      "Names are those of bands and peaks of the same block; a ratio of ratios is not possible.",
      "Columns stand in code-unit order of their names.",
    ],
    cost: "O(n) a ratio.",
    sources: [],
    example: `
      columns:
        bands: {fat: [920, 940], water: [960, 985]}
        ratios: {fat_to_water: [fat, water]}
    `,
  },
  pca: {
    formula: `
      t_c = (x − mean)·v_c        v_c: eigenvectors of the training covariance, largest eigenvalue first
      scale: true divides t_c by its standard deviation over the training rows
    `,
    conventions: [
      "Variables are centred, not scaled. The largest absolute element of each v_c is positive, so signs are the same on every machine.",
      "scale divides by the population standard deviation (divisor n), as scikit-learn's `whiten` does but for its divisor n − 1.",
      "Where rows carry fewer components than asked, the scores beyond are 0; fewer than the smallest asked is refused.",
    ],
    state: "Mean, directions v_c and scale (p numbers each a component), from the training spectra.",
    cost: "O(n·p·min(n, p)) for the Gram matrix, which folds share and which dominates; then Lanczos on it, O(min(n, p)²) a step.",
    sources: [
      { authors: "Jolliffe", year: 2002, where: "Principal Component Analysis, 2nd ed." },
      {
        authors: "Wu, Massart, de Jong",
        year: 1997,
        where: "Chemom. Intell. Lab. Syst. 36:165",
        doi: "10.1016/S0169-7439(97)00010-5",
        about: "from inner products of rows",
      },
    ],
    example: `
      columns:
        pca: {components: [3, 5, 8]}
    `,
  },
  pls: {
    formula: `
      t_c = (x − mean)·r_c        r_c: rotations of a PLS model of the outcome
      classes: one 0/1 column a class; else the target
    `,
    conventions: [
      "Variables and outcome are centred, not scaled.",
      "Where rows carry fewer components than asked, the scores beyond are 0; fewer than the smallest asked is refused.",
      outcome,
    ],
    state: "Mean and rotations r_c (p numbers a component), from the training spectra and their outcome.",
    cost: "O(n·p) a component, plus O(n·p·K) to begin with.",
    sources: [dayalMacGregor],
    example: `
      columns:
        pls: {components: 4}
    `,
  },
  select,
} satisfies { readonly [Family in keyof Required<FeatureColumns>]: MethodPage | FamilyPage };
