/** Described: what a block says in "Materials and methods": sentences with numbers that keep their origin, and the sources of its methods. */
import type { Quantity } from "./brief.ts";

/** A publication, as a bibliography needs it. */
export interface Source {
  /** Key of the entry: `savitzky1964`. */
  readonly key: string;
  readonly type: "article" | "book" | "incollection" | "inproceedings" | "misc";
  /** "Savitzky, A.", in their order. */
  readonly authors: readonly string[];
  readonly title: string;
  readonly year: number;
  /** Journal, or the book it stands in; null of a book. */
  readonly within: string | null;
  readonly volume: string | null;
  /** First page, or the range. */
  readonly pages: string | null;
  readonly publisher: string | null;
  readonly doi: string | null;
  /** Number of a preprint: `2006.02544`. */
  readonly arxiv: string | null;
}

/** What is cited at a place of a sentence. */
export interface Citing {
  readonly cites: readonly Source[];
}

/** Words, numbers and citations. */
export type Described = readonly (string | Quantity | Citing)[];

/** How a method is told: as the end of "by …", each option as a phrase, `{}` its value; and where it was published. */
export interface Told {
  readonly called: string;
  readonly sources: readonly Source[];
  /** By option: a phrase with its value, or a phrase a value; an empty phrase says nothing. */
  readonly options: ReadonlyMap<string, string | ReadonlyMap<string, string>>;
}

/** Citations as a part of a sentence, with the space before it; nothing where there are none. */
export const citing = (sources: readonly Source[]): Described =>
  sources.length === 0 ? [] : [" ", { cites: sources }];
