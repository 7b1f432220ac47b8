/** Synonym: a word of another program, where it is written, and what is written here. */
export interface Synonym {
  /** Case, blanks, hyphens, underscores and points are as nothing. */
  readonly words: readonly string[];
  /** Where: a tagged choice, the owner of an option, or the results of a block. */
  readonly at: string;
  /** What stands in its place; several where the document decides. */
  readonly write?: readonly string[];
  /** What to know beside it, or where there is no such thing. */
  readonly says?: string;
}
