/** How "Materials and methods" tells estimators, features and validation schemes. */
import type { Source, Told } from "../../contract/described.ts";
import * as of from "./sources.ts";
import { told } from "./told.ts";

const pls = [of.wold2001, of.dayal1997];

/** Options are those of the final model. @see blocks/methods/estimators */
export const toldEstimators: ReadonlyMap<string, Told> = new Map([
  ["pls-regression", told("partial least squares regression (PLS)", pls, { components: "{} latent variables" })],
  [
    "pls-da",
    told("partial least squares discriminant analysis (PLS-DA)", [of.barker2003, of.dayal1997, of.rannar1994], {
      components: "{} latent variables",
    }),
  ],
  [
    "logistic-regression",
    told("multinomial logistic regression", [of.hosmer2013, of.lin2008, of.hastie2004], {
      penalty: { l2: "L2 penalty" },
      C: "C = {}",
      max_iterations: "at most {} Newton steps",
    }),
  ],
  [
    "linear-svc",
    told(
      "a linear support vector classifier, one class against the rest",
      [of.fan2008, of.keerthi2005, of.chapelle2007],
      {
        C: "C = {}",
      },
    ),
  ],
]);

/** What can stand below `columns`, and how columns are kept; the methods of `select` by their names. @see blocks/methods/features */
export const toldFeatures: ReadonlyMap<string, Told> = new Map([
  ["bands", told("areas over bands", [], {})],
  ["peaks", told("heights or areas of peaks", [], {})],
  ["ratios", told("ratios of bands or peaks", [], {})],
  [
    "pca",
    told("scores of a principal component analysis", [of.jolliffe2002, of.wu1997], {
      components: "{} components",
      scale: { true: "scaled to unit variance", false: "" },
    }),
  ],
  ["pls", told("scores of a partial least squares model", [of.dayal1997], { components: "{} latent variables" })],
  [
    "select/anova_f",
    told("the largest F of the analysis of variance between classes", [of.fisher1925], { k: "{} kept" }),
  ],
  [
    "select/vip",
    told("the largest importance in the projection of a PLS model (VIP)", [of.wold1993, of.chong2005], {
      k: "{} kept",
    }),
  ],
  ["select/k_best", told("the largest F with the outcome", [of.fisher1925], { k: "{} kept" })],
]);

/** Where a scheme was published; how it is said depends on its folds. @see blocks/methods/split */
export const schemeSources: ReadonlyMap<string, readonly Source[]> = new Map([
  ["lobo", []],
  ["loso", []],
  ["group_kfold", []],
  ["stratified_group_kfold", []],
  ["kfold", []],
  ["holdout", []],
  ["walk_forward", [of.tashman2000]],
  ["nested", []],
  ["none", []],
]);
