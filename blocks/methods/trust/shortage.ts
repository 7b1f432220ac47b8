/** Shortage: what there is too little of to build trust, and the ways out; the block goes on without, and regulatory mode does not bear it. */
import type { Facts } from "../../contract/refusal.ts";

export interface Shortage {
  /** From the closed list of reasons. */
  readonly reason: keyof typeof shortages;
  readonly facts: Facts;
  /** The numbers behind the reason, as artifacts keep them. */
  readonly short: Short;
}

/** What is too few, and where. */
export interface Short {
  readonly have: number;
  readonly need: number;
  /** Null or `none`: not inside a fold. */
  readonly fold: string | null;
  /** Null: of all classes together. */
  readonly class: string | null;
  /** Training, calibration or conformal; null where no set is too small by itself. */
  readonly set: string | null;
  /** Of calibration; null where it is not what asks. */
  readonly method: string | null;
  /** True where they would be learnt from, in the cross design. */
  readonly to_learn: boolean;
}

/** Nothing said but the numbers. */
export const few = (have: number, need: number): Short => ({
  have,
  need,
  fold: null,
  class: null,
  set: null,
  method: null,
  to_learn: false,
});

/** The remark of each. */
export const shortages = {
  too_few_samples: "FS6041",
  too_few_batches: "FS6042",
  no_fair_carve: "FS6043",
  too_few_for_calibration: "FS6044",
} as const;

/** What regulatory mode does not bear, with the error that ends the block there. */
export const unbearable = {
  FS6041: "FS6021",
  FS6042: "FS6022",
  FS6043: "FS6023",
  FS6044: "FS6024",
  FS6045: "FS6025",
  FS6046: "FS6026",
} as const;
