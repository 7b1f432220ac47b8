/** Dialect: how a text is cut into cells and what its numbers look like, and where its table begins. */
import type { Signs } from "./decimal.ts";

/** `space` is a run of blanks. */
export const delimiters = ["\t", ";", "|", ",", "space"] as const;
export type Delimiter = (typeof delimiters)[number];

export interface Dialect {
  readonly delimiter: Delimiter;
  readonly signs: Signs;
  /** Where the header begins, or the first row where there is none. */
  readonly header: number;
  /** Its line, from 1. */
  readonly headerLine: number;
  /** Names of the columns where no line of the file is the header. */
  readonly names: readonly string[] | null;
  /** Taken off the first name: the mark that makes its line look like a comment. */
  readonly mark: string;
  /** What a line begins with that is no row, wherever it stands; null where the known marks hold, and only at the end. */
  readonly comment: string | null;
}

/** The byte between two cells; runs of blanks are a tab by then. */
export const delimiterByte = ({ delimiter }: Pick<Dialect, "delimiter">): number =>
  delimiter === "space" ? 9 : delimiter.charCodeAt(0);
