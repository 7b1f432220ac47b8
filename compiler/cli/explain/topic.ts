/** Topic: what `explain` can be asked about, and what it says. */

export interface Topic {
  /** As in `step`, `option`, `code`. */
  readonly sort: string;
  readonly name: string;
  /** The first line of what is said, where it is not name and sort. */
  readonly head?: string;
  /** Other words for it that are understood. */
  readonly also?: readonly string[];
  /** One paragraph a text; made when it is asked for. */
  readonly text: () => readonly string[];
}

/** The sort of the words of other programs. */
export const ofOthers = "word of another program";

/** A few indented lines under a word. */
export const section = (head: string, body: string): string =>
  `${head}\n\n${body
    .trimEnd()
    .split("\n")
    .map((line) => (line === "" ? "" : `    ${line}`))
    .join("\n")}`;
