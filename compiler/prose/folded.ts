/** Folded: a text as it is read rather than as it is written: one form a letter, nothing hidden, what looks Latin as Latin. */

import { latin } from "../../blocks/contract/latin.ts";

export interface Folded {
  readonly text: string;
  /** The place in the text as written of a place in the folded one; its end for the end. */
  at(index: number): number;
}

/** Letter by letter, so that each keeps its place. */
export function folded(text: string): Folded {
  if (isPlain.test(text)) return { text, at: (index) => index };
  let out = "";
  const origins: number[] = [];
  let from = 0;
  for (const letter of text) {
    const read = latin(letter);
    for (let k = 0; k < read.length; k++) origins.push(from);
    out += read;
    from += letter.length;
  }
  return { text: out, at: (index) => origins[index] ?? text.length };
}

/** What every text of ASCII letters and the signs of sentences is: nothing to fold. */
const isPlain = /^[\n\r\t -~\u2013\u2014\u2018-\u201E\u241F\uFFFC]*$/;
