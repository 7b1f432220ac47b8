/** Folded: a text as it is read rather than as it is written: one form a letter, nothing hidden, what looks Latin as Latin. */

export interface Folded {
  readonly text: string;
  /** The place in the text as written of a place in the folded one; its end for the end. */
  at(index: number): number;
}

/**
 * NFKC letter by letter, without soft hyphens, zero-width and bidirectional signs; Cyrillic and Greek letters that look like
 * Latin ones as those (after Unicode Technical Standard 39, confusables, by hand: the letters of English words only).
 */
export function folded(text: string): Folded {
  if (isPlain.test(text)) return { text, at: (index) => index };
  let out = "";
  const origins: number[] = [];
  let from = 0;
  for (const letter of text) {
    const read = hidden.test(letter)
      ? ""
      : [...letter.normalize("NFKC")].map((one) => lookalikes.get(one) ?? one).join("");
    for (let k = 0; k < read.length; k++) origins.push(from);
    out += read;
    from += letter.length;
  }
  return { text: out, at: (index) => origins[index] ?? text.length };
}

/** What every text of ASCII letters and the signs of sentences is: nothing to fold. */
const isPlain = /^[\n\r\t -~\u2013\u2014\u2018-\u201E\u241F\uFFFC]*$/;

const hidden = /[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2064\uFEFF]/;

const alike = [
  ["аАеЕоОрРсСуУхХіІјЈѕЅһԁԛԝкКмМТтВНӏ", "aAeEoOpPcCyYxXiIjJsShdqwkKmMTtBHl"],
  ["αΑΒεΕΖηΗιΙκΚΜνΝοΟρΡτΤυΥχΧγωϲ", "aABeEZnHiIkKMvNoOpPtTuYxXywc"],
] as const;
const lookalikes = new Map(alike.flatMap(([from, to]) => [...from].map((letter, i) => [letter, to[i]] as const)));
