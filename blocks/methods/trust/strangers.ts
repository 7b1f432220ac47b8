/** Strangers: a predictor that comes from nobody we know, and methods asked about states and options they may never have made. */
import type { CertifiedPredictor } from "../../contract/certified.ts";
import type { Methods } from "../../contract/methods.ts";
import { Refusal } from "../../contract/refusal.ts";

/** What is looked at. */
export interface Given {
  readonly methods: Methods;
  readonly certified: CertifiedPredictor;
  /** Whether it claims to come from a regulatory run. */
  readonly isApproved: boolean;
}

export const holds = (look: () => boolean): boolean => orNull(look) === true;

/** What states and options of a stranger make a method throw shows no more than that they are none of its own. */
export function orNull<T>(run: () => T): T | null {
  try {
    return run();
  } catch (error) {
    if (error instanceof RangeError || error instanceof TypeError || error instanceof Refusal) return null;
    throw error;
  }
}
