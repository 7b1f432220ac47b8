/** Shortage: what there is too little of to build trust, and the ways out; a refusal in regulatory mode, `na` in research. */
import type { Facts } from "../refusal.ts";

export interface Shortage {
  /** From the closed list of reasons. */
  readonly reason: keyof typeof shortages;
  readonly facts: Facts;
  /** Why nothing was done, for people. */
  readonly sentence: string;
}

/** Code of the refusal, and of the warning where nothing is refused. */
export const shortages = {
  too_few_samples: { refusal: "FS6021", warning: "FS6041" },
  too_few_batches: { refusal: "FS6022", warning: "FS6042" },
  no_fair_carve: { refusal: "FS6023", warning: "FS6043" },
  too_few_for_calibration: { refusal: "FS6024", warning: "FS6044" },
} as const;
