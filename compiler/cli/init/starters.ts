/** Starters: documents to begin with, each with simulated data of a size that may be chosen. */
import type { OilName } from "../../../blocks/methods/simulate/oil-classes.ts";

/** What a starter's data hold where nothing else is asked for. */
export interface Sizes {
  /** The first is stretched with the second, where the starter has adulterated samples. */
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
  readonly isAdulterated: boolean;
  readonly sizes: Sizes;
}

/** By the name of their folder in templates/starters. Each is a protocol.md, a README.md and the data, oils.csv. */
export const starters: { readonly [name: string]: Starter } = {
  "edible-oils-simulated": {
    says: "which oil, and is it pure? Raman, a classifier and a regression, gates",
    isAdulterated: true,
    sizes: { oils: ["olive", "sunflower", "palm"], batches: 10, samples: 2, replicates: 2, points: 251, seed: 1 },
  },
  "regulatory-strict": {
    says: "regulatory mode: claims, three gates, trust, and data enough for all of it",
    isAdulterated: false,
    sizes: { oils: ["olive", "hazelnut"], batches: 12, samples: 3, replicates: 2, points: 201, seed: 1 },
  },
  "research-simple": {
    says: "the shortest document that trains and tests a model",
    isAdulterated: false,
    sizes: { oils: ["olive", "sunflower"], batches: 6, samples: 4, replicates: 2, points: 201, seed: 1 },
  },
};
