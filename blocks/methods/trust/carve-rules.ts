/** Carve rules: what the sizes of the sets follow, and what a carve is. */

/** Indexes of samples, ascending. */
export interface Carve {
  readonly training: readonly number[];
  readonly calibration: readonly number[];
  readonly conformal: readonly number[];
}

/** What the sizes of the sets follow. */
export interface CarveRules {
  /** Whether anything is calibrated, and whether any threshold is taken: a set that nobody uses stays with training. */
  readonly calibrates: boolean;
  readonly conforms: boolean;
  /** Fewest conformal scores with a finite threshold. */
  readonly least: number;
  readonly by: "class" | "none" | "batch";
  readonly unit: "sample" | "batch";
}

/** Names of the strata the carve is fair to: classes, or everything together. */
export interface Strata {
  readonly names: readonly (string | null)[];
  /** Stratum of each sample. */
  readonly of: (sample: number) => number;
}
