/** Starters: documents to begin with, each with simulated data of a size that may be chosen. */
import type { OilName } from "../../../blocks/methods/simulate/oil-classes.ts";

/** What a starter's data hold where nothing else is asked for. */
export interface Sizes {
  /** The first is stretched with the second, where the starter has adulterated samples. None where the data are of something else. */
  readonly oils: readonly OilName[];
  readonly batches: number;
  /** Of each oil in each batch. */
  readonly samples: number;
  /** Spectra of each sample. */
  readonly replicates: number;
  readonly points: number;
  readonly seed: number;
}

export interface Starter {
  /** One line for the list. */
  readonly says: string;
  /** Name of the file of data. */
  readonly data: "oils.csv" | "flours.csv";
  readonly isAdulterated: boolean;
  readonly sizes: Sizes;
  /** Sizes that cannot be chosen, each with the reason. */
  readonly fixed: { readonly [size in keyof Sizes]?: string };
  /** Number of the first batch: data of later weeks begin where those of a predictor ended. */
  readonly firstBatch: number;
  /** Files of its folder that are written as they are. */
  readonly asIs: readonly string[];
}

const ofTheStart = { fixed: {}, firstBatch: 1, asIs: [] } as const;
const isOfPredictor = "the predictor was made for those it has";

/** Of the data that the predictor of `monitoring` was made from, as `regulatory-strict` has them where nothing is asked for. */
const strict: Sizes = { oils: ["olive", "hazelnut"], batches: 12, samples: 3, replicates: 2, points: 201, seed: 1 };

/** By the name of their folder in templates/starters. Each is a protocol.md, a README.md and its data. */
export const starters: { readonly [name: string]: Starter } = {
  "edible-oils-simulated": {
    ...ofTheStart,
    says: "which oil, and is it pure? Raman, a classifier and a regression, gates",
    data: "oils.csv",
    isAdulterated: true,
    sizes: { oils: ["olive", "sunflower", "palm"], batches: 10, samples: 2, replicates: 2, points: 251, seed: 1 },
  },
  monitoring: {
    says: "new spectra, scored by a predictor that was approved; is it still what it was judged on?",
    data: "oils.csv",
    isAdulterated: false,
    sizes: { ...strict, batches: 5 },
    fixed: { oils: isOfPredictor, points: isOfPredictor },
    firstBatch: strict.batches + 1,
    asIs: ["predictor.json"],
  },
  "nir-regression": {
    ...ofTheStart,
    says: "how much protein and water is in it? NIR, two targets, one model each",
    data: "flours.csv",
    isAdulterated: false,
    sizes: { oils: [], batches: 8, samples: 8, replicates: 2, points: 281, seed: 1 },
    fixed: { oils: "its data are of flours" },
  },
  "regulatory-strict": {
    ...ofTheStart,
    says: "regulatory mode: claims, three gates, trust, and data enough for all of it",
    data: "oils.csv",
    isAdulterated: false,
    sizes: strict,
  },
  "research-simple": {
    ...ofTheStart,
    says: "the shortest document that trains and tests a model",
    data: "oils.csv",
    isAdulterated: false,
    sizes: { oils: ["olive", "sunflower"], batches: 6, samples: 4, replicates: 2, points: 201, seed: 1 },
  },
};
