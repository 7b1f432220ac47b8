/** Shortage: what there is too little of to build trust, and the ways out; the block goes on without, and regulatory mode does not bear it. */
import type { Facts } from "../../contract/refusal.ts";

export interface Shortage {
  /** From the closed list of reasons. */
  readonly reason: keyof typeof shortages;
  readonly facts: Facts;
  /** Why nothing was done, for people. */
  readonly sentence: string;
}

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
