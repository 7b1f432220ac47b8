/** Example: of a code what is told it, and what is not: a piece of a document, a table, a command, or a situation in words. */

/** The documents of the tests, in which pieces stand. */
export type Base = "meat" | "bare" | "oils" | "fat" | "classes" | "regulatory" | "monitoring";

/** A piece of a document: `at` is a line of the document, in whose place both stand. */
export interface Piece {
  readonly sort: "piece";
  readonly of: Base;
  readonly at: string;
  readonly wrong: string;
  readonly right: string;
  /** Where a check cannot see it: the document is compiled. */
  readonly isRun?: true;
}

/** A document as a whole, beside the files of the one on meat. */
export interface Whole {
  readonly sort: "whole";
  readonly wrong: string;
  readonly right: string;
}

/** A table and what the data block says of it. */
export interface Reading {
  readonly options: string;
  readonly file: string;
}

/** Tables: the input `meat`, and others beside it, by their names. */
export interface Table {
  readonly sort: "table";
  readonly wrong: Reading;
  readonly right: Reading;
  readonly beside: { readonly [input: string]: string };
  /** What the name of the file ends with. */
  readonly ending: string;
}

/** What is typed behind `foodspec`, in the folder of a document; some have a line of it changed before. */
export interface Typed {
  readonly sort: "typed";
  readonly wrong: string;
  readonly right: string;
  readonly in: Pick<Piece, "of" | "at"> & { readonly stands: string };
}

/** What was done and what to do, in words: no test does it. */
export interface InWords {
  readonly sort: "words";
  readonly wrong: string;
  readonly right: string;
}

export type Example = Piece | Whole | Table | Typed | InWords;

export interface Examples {
  readonly [code: string]: Example;
}

/** A piece of one document of the tests; the right one is what stands there, unless it is given. */
export const pieceOf =
  (of: Base) =>
  (at: string, wrong: string, right = at): Piece => ({ sort: "piece", of, at, wrong, right });

/** A piece of which only a run tells whether it is wrong. */
export const runOf =
  (of: Base) =>
  (at: string, wrong: string, right = at): Piece => ({ ...pieceOf(of)(at, wrong, right), isRun: true });

export const whole = (wrong: string, right: string): Whole => ({ sort: "whole", wrong, right });

/** Two tables under the same options. */
export const table = (options: string, wrong: string, right: string, beside: Table["beside"] = {}): Table => ({
  sort: "table",
  wrong: { options, file: wrong },
  right: { options, file: right },
  beside,
  ending: ".csv",
});

/** One table under two sets of options. */
export const read = (file: string, wrong: string, right: string, beside: Table["beside"] = {}): Table => ({
  sort: "table",
  wrong: { options: wrong, file },
  right: { options: right, file },
  beside,
  ending: ".csv",
});

/** Two files of an instrument. */
export const fileOf = (ending: string, options: string, wrong: string, right: string): Table => ({
  ...table(options, wrong, right),
  ending,
});

/** Two commands in the folder of the document on meat, a line of which may read otherwise. */
export const typed = (wrong: string, right: string, at = "", stands = at): Typed => ({
  sort: "typed",
  wrong,
  right,
  in: { of: "bare", at, stands },
});

export const inWords = (wrong: string, right: string): InWords => ({ sort: "words", wrong, right });
