/** Writer: how a spectrum comes from its own axis onto the common one, and whose axis that is. */
import type { DataPlace } from "../../contract/refusal.ts";

/** Writes a spectrum, in the order of its own ascending axis, onto the common one. */
export type Writer = (values: ArrayLike<number>, out: Float64Array) => void;

/** Whose an axis is: a file, or a spectrum in it. */
export interface Source {
  readonly name: string;
  readonly data: DataPlace;
}
