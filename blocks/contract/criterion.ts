/** Criterion: one line of what a gate held a result to, in words, for the table that a reader checks first. */
import type { Form } from "./quantity.ts";

export interface Criterion {
  /** Id of the check. */
  readonly check: string;
  /** As readers call it: "Accuracy", "Accuracy: lower 95 % limit". */
  readonly name: string;
  /** Id of the block that was judged; null where a gate judges one. */
  readonly of: string | null;
  readonly unit: string | null;
  /** What value and threshold are, what stands behind both, and the worst names as people read them. */
  readonly written: {
    readonly value: Form;
    readonly threshold: Form;
    readonly unit: string;
    readonly worst: readonly string[];
  };
  /** Null where nothing was measured. */
  readonly value: number | null;
  /** The side of the threshold on which it has to lie; "below" leaves the threshold itself out. */
  readonly bound: "min" | "max" | "below";
  readonly threshold: number | null;
  /** Null where it judges nothing. */
  readonly pass: boolean | null;
  /** Why it judges nothing, or passes in spite of its value. */
  readonly reason: string | null;
  /** Names of the worst samples, classes or features. */
  readonly worst: readonly string[];
  /** Of the record with `value` and `threshold` in the gate's report. */
  readonly pointer: string;
}
