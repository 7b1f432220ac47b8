/** Method page: what the reference says of a method besides its options; each method declares its own, so that none lacks one. */

/** Where a method comes from. */
export interface Source {
  readonly authors: string;
  readonly year: number;
  /** Journal, volume and first page; or title, edition and section. */
  readonly where: string;
  /** Only where it was looked up. */
  readonly doi?: string;
  /** What of the method comes from there, where several sources are named. */
  readonly about?: string;
}

/** In a cost, n are spectra (rows), p variables (columns), K classes, k whatever else counts. */
export interface MethodPage {
  /** Mathematics in plain characters, a line a step. */
  readonly formula: string;
  /** Divisors, edges, ties, and what happens to rows that cannot be treated; a sentence each. */
  readonly conventions: readonly string[];
  /** What its state holds; present exactly where it learns. */
  readonly state?: string;
  readonly cost: string;
  /** Empty where there is nothing to cite. */
  readonly sources: readonly Source[];
  /** The body of a block that uses it, as a document would write it. */
  readonly example: string;
}

/** A method without a schema of its own says itself what it does, in a sentence. */
export interface SummarisedPage extends MethodPage {
  readonly summary: string;
}

/** A method that is a choice of methods: what they have in common, and the page of each. */
export interface FamilyPage {
  readonly conventions: readonly string[];
  readonly methods: { readonly [method: string]: MethodPage };
}

/** Whether a page tells of a choice of methods. */
export const isFamily = (page: MethodPage | FamilyPage): page is FamilyPage => "methods" in page;
