/** Brief: what a block has to say at the head of a report, in plain sentences whose numbers keep their origin. */
import type { Form } from "./quantity.ts";
import type { Origin } from "./view.ts";

/** A number in a sentence, or the two ends of an interval, what it is a number of, and where it stands. */
export interface Quantity {
  readonly value: number | readonly [number, number];
  readonly format: Form;
  readonly unit: string | null;
  readonly origin: Origin;
}

/** Words, and the numbers among them. */
export type Sentence = readonly (string | Quantity)[];

/** One number with its interval beside what one would get without a model, drawn on a common scale. */
export interface Headline {
  /** "accuracy": a name readers know, and what it is a number of. */
  readonly name: string;
  readonly value: Quantity;
  /** Null where there is none. */
  readonly interval: Quantity | null;
  /** How many samples it is a number of, where that is known. */
  readonly n?: Quantity;
  /** What the number would be without the model: always the larger class, always the mean. */
  readonly reference: { readonly name: string; readonly value: Quantity } | null;
  /** The validated figure, where that of an external test set stands first. */
  readonly beside?: { readonly name: string; readonly value: Quantity; readonly interval: Quantity | null };
  readonly scale: readonly [number, number];
}

export interface FirstPageLine {
  /** "Scope". */
  readonly about: string;
  readonly sentence: Sentence;
}

export interface Brief {
  /** "PLS-DA, 2 classes". */
  readonly about: string;
  readonly headline: Headline | null;
  readonly sentences: readonly Sentence[];
  /** What makes the numbers above look better than they are. */
  readonly warnings: readonly Sentence[];
  /** Of the sentences and warnings those that stand on the first page of a printed report too, each under what it is about. */
  readonly firstPage?: readonly FirstPageLine[];
}

/** Names and indexes as a JSON pointer (RFC 6901). */
export const jsonPointer = (path: readonly (string | number)[]): string =>
  path.map((token) => `/${String(token).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
