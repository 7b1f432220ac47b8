/** Tries: of a kind of which a document may try several and show the best, what counts as one try, and the words for how many. */
import type { Json } from "../../schemas/plain-json.ts";
import type { ValueName } from "./values.ts";

/** How often was tried. */
export interface Tried {
  /** Blocks of the document that tried at the same, this one among them. */
  readonly models: number;
  /** Blocks of its kind in the document, whatever they tried at. */
  readonly all: number;
  /** Values that its tuning compared; 0 where nothing was tuned, null where it did not finish. */
  readonly tuningValues: number | null;
}

export interface Tries<O, R> {
  /** What two tries must share to be tries at the same: these parts of a value they start from, by digest. */
  readonly at: { readonly value: ValueName; readonly parts: readonly string[] };
  /** What else they must share: of an outcome that holds classes and amounts, which of them is predicted. */
  of(options: O): string;
  /** Of the options and settings in its key what makes it another recipe: what is asked of it besides does not. */
  recipe(options: O, settings: { readonly [field: string]: Json }): Json;
  /** How many values its tuning compared; 0 where nothing was tuned. */
  tuningValues(results: R): number | null;
  /** A sentence to stand beside its headline. */
  words(tried: Tried): string;
  /** A sentence of how many recipes a store was seen to keep. */
  keptWords(atLeast: number): string;
}
