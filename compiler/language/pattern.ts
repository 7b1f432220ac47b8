/** Patterns: a sentence with places for what differs, by which it is found in English and said in another language. */

/**
 * English, German, French. Places: `{n}` a number, `{q}` one with its unit, `{w}` a word left as it is, `{x}` several, `{t}` said in the language too, `{l}` a
 * list of names; `{n2}` the next. No line breaks before `%`, nor in French before `:` and `;`: nobody has to write that.
 */
export type Entry = readonly [en: string, de: string, fr: string];

export interface Pattern {
  readonly entry: Entry;
  /** Literal beginning and end, looked at before the expression is. */
  readonly head: string;
  readonly tail: string;
  readonly expression: RegExp;
  readonly places: readonly string[];
}

/** What stands for an element among words: of the private use area, one an element. */
export const markOf = (i: number): string => String.fromCodePoint(0xf0000 + i);
export const marks = /[\u{f0000}-\u{fffff}]/gu;

const mark = String.raw`[\u{f0000}-\u{fffff}]`;
const numeral = String.raw`(?:[<≥≤=] ?)?[+−-]?(?:\d[\d,]*(?:\.\d+)?|∞)(?: × 10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?(?: %)?`;
const forms: { readonly [kind: string]: string } = {
  n: `(${numeral}|${mark})`,
  q: String.raw`(${numeral}(?: [^\s,;:()]+){0,2}?(?: \(absolute\))?|${mark})`,
  w: String.raw`(\S+)`,
  // No place reaches over the end of a sentence.
  x: String.raw`((?:(?!\. ).)+?)`,
  t: String.raw`((?:(?!\. ).)+?)`,
  l: String.raw`((?:(?!\. ).)+?)`,
};
export const place = /\{([nqwxtl]\d?)\}/g;

/** Blanks that break no line are blanks for who looks a sentence up. */
export const plainBlanks = (text: string): string => text.replaceAll("\u00a0", " ");

export function patternOf(entry: Entry): Pattern {
  const [en] = entry;
  const pieces = en.split(place);
  const literal = (text: string) => text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&").replaceAll(" ", "[ \u00a0]");
  const source = pieces
    .map((piece, i) => (i % 2 === 0 ? literal(piece) : forms[piece[0]].replaceAll(" ", "[ \u00a0]")))
    .join("");
  return {
    entry,
    head: pieces[0],
    tail: pieces[pieces.length - 1],
    expression: new RegExp(`^${source}$`, "su"),
    places: pieces.filter((_, i) => i % 2 === 1),
  };
}

/** How much of it is fixed: of two that match, the one with more words knows better. */
export const fixedLength = ({ entry: [en] }: Pattern): number => en.replace(place, "").length;
