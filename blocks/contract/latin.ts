/** Latin: a text by what a reader takes it for: one form a letter, nothing hidden, what looks Latin as Latin. */

/**
 * NFKC without soft hyphens, zero-width and bidirectional signs; Cyrillic and Greek letters that look like Latin ones as
 * those: by hand, the letters of English words only.
 *
 * @see Unicode Technical Standard 39, section 4 (confusable detection)
 */
export const latin = (text: string): string =>
  [...text.normalize("NFKC").replaceAll(hidden, "")].map((letter) => lookalikes.get(letter) ?? letter).join("");

const hidden = /[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2064\uFEFF]/g;

const alike = [
  ["аАеЕоОрРсСуУхХіІјЈѕЅһԁԛԝкКмМТтВНӏ", "aAeEoOpPcCyYxXiIjJsShdqwkKmMTtBHl"],
  ["αΑΒεΕΖηΗιΙκΚΜνΝοΟρΡτΤυΥχΧγωϲ", "aABeEZnHiIkKMvNoOpPtTuYxXywc"],
] as const;
const lookalikes = new Map(alike.flatMap(([from, to]) => [...from].map((letter, i) => [letter, to[i]] as const)));
