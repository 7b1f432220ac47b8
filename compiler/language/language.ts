/** Language: what the report says of its own accord, in the language its front matter asks for; English is what the program is written in. */
import type { Lang } from "../../schemas/front-matter.ts";
import { isNumeral, localNumbers } from "./numbers.ts";
import { type Entry, fixedLength, type Pattern, patternOf, place, plainBlanks } from "./pattern.ts";
import { catalogue } from "./words/catalogue.ts";

export interface Language {
  readonly lang: Lang;
  /** Words and sentences of ours in the language; what the catalogue does not know stays English. */
  say(text: string): string;
  /** The same, null where it is not known. */
  known(text: string): string | null;
  /** A number that stands alone. */
  number(text: string): string;
}

/** Nothing is looked up for English. */
export const english: Language = { lang: "en", say: (text) => text, known: (text) => text, number: (text) => text };

const made = new Map<Lang, Language>([["en", english]]);

/** The language, made once. */
export function languageOf(lang: Lang): Language {
  const known = made.get(lang) ?? new Words(lang, catalogue);
  made.set(lang, known);
  return known;
}

/** Signs of the longest text that patterns are tried on: matching takes longer than in proportion. */
const longest = 800;

/** Ends of sentences: what stands behind begins another. */
const betweenSentences = /(?<=[.!?])(?<!\b(?:e\.g|i\.e|no|vs|cf|al)\.) +(?=\S)/u;

const and: { readonly [L in Lang]: string } = { en: " and ", de: " und ", fr: " et " };

class Words implements Language {
  readonly lang: Lang;
  private readonly fixed = new Map<string, string>();
  private readonly patterns: readonly Pattern[];
  private readonly said = new Map<string, string | null>();

  constructor(lang: Lang, entries: readonly Entry[]) {
    this.lang = lang;
    const patterns: Pattern[] = [];
    for (const entry of entries)
      if (entry[0].search(place) < 0) this.fixed.set(entry[0], this.set(entry));
      else patterns.push(patternOf(entry));
    this.patterns = patterns.sort((a, b) => fixedLength(b) - fixedLength(a));
  }

  say = (text: string): string => this.known(text) ?? text;
  number = (text: string): string => localNumbers(text, this.lang);

  known = (text: string): string | null => {
    const [, before, words, after] = /^(\s*)(.*?)(\s*)$/s.exec(text) ?? ["", "", text, ""];
    if (words === "") return text;
    const found = this.said.get(words);
    const said = found === undefined ? this.found(words) : found;
    if (found === undefined) this.said.set(words, said);
    return said === null ? null : before + said + after;
  };

  private found(words: string): string | null {
    return this.phrase(words) ?? this.sentences(words) ?? this.cited(words);
  }

  /** What stands behind words stays behind them: a citation, an element. */
  private cited(words: string): string | null {
    const [, before, behind] = /^(.*?\S)((?: [\u{f0000}-\u{fffff}])+)$/su.exec(words) ?? [];
    const said = before === undefined ? null : this.known(before);
    return said === null ? null : said + behind;
  }

  /** A phrase as it is, with its first letter small, without its full stop. */
  private phrase(words: string): string | null {
    if (isNumeral(words)) return localNumbers(words, this.lang);
    const whole = this.one(words);
    if (whole !== null) return whole;
    const bare = /[^.]\.$/.test(words) ? this.one(words.slice(0, -1)) : null;
    return bare === null ? this.list(words) : `${bare}.`;
  }

  private one(words: string): string | null {
    const said = this.exact(words);
    if (said !== null) return said;
    const [small, large] = [decapital(words), capital(words)];
    if (small !== words) return capital(this.exact(small));
    const other = large === words ? null : this.exact(large);
    // German nouns keep their capital.
    return other === null || this.lang === "de" ? other : decapital(other);
  }

  private exact(words: string): string | null {
    const plain = plainBlanks(words);
    const fixed = this.fixed.get(plain);
    if (fixed !== undefined) return fixed;
    if (words.length > longest) return null;
    for (const pattern of this.patterns) {
      if (!plain.startsWith(pattern.head) || !plain.endsWith(pattern.tail)) continue;
      const match = pattern.expression.exec(words);
      const said = match === null ? null : this.filled(pattern, match);
      if (said !== null) return said;
    }
    return null;
  }

  /** Null where a part that is to be said in the language is not known. */
  private filled({ entry, places }: Pattern, match: RegExpExecArray): string | null {
    const values = new Map<string, string>();
    for (const [i, name] of places.entries()) {
      const said = this.part(name[0], match[i + 1]);
      if (said === null) return null;
      values.set(name, said);
    }
    return this.set(entry).replace(place, (_, name: string) => values.get(name) ?? "");
  }

  private part(kind: string, text: string): string | null {
    if (kind === "n") return localNumbers(text, this.lang);
    if (kind === "q") return this.quantity(text);
    if (kind === "t") return this.known(text);
    if (kind === "l") return this.names(text);
    return text;
  }

  /** A number and its unit: `161 samples` in words, `1.47 % fat` as it is. */
  private quantity(text: string): string {
    const said = this.exact(text);
    if (said !== null) return said;
    const [, number, unit] = /^([^ \u00a0]+(?:[ \u00a0]%(?![ \u00a0]))?)(.*)$/s.exec(text) ?? ["", text, ""];
    return localNumbers(number, this.lang) + unit;
  }

  /** A sentence of the catalogue with the blanks at which no line breaks. */
  private set([, german, french]: Entry): string {
    const bound = (this.lang === "de" ? german : french).replace(/ %/g, "\u00a0%");
    return this.lang === "fr" ? bound.replace(/ (?=[:;?!»])|(?<=«) /g, "\u00a0") : bound;
  }

  /** Names stay, what joins them does not: `a, b and 3 more`. */
  private names(text: string): string {
    const more = { en: "more", de: "weitere", fr: "autres" }[this.lang];
    if (text === "none") return this.say(text);
    return text
      .replace(/ and (\d+) more$/, `${and[this.lang]}$1 ${more}`)
      .replace(/^((?:[^,]+, )*[^,]+) and ([^,]+)$/, `$1${and[this.lang]}$2`);
  }

  /** `a, b and c`, each of them known. */
  private list(words: string): string | null {
    const parts = words.split(/(, | and |; |: )/);
    if (parts.length < 3) return null;
    const said = parts.map((part, i) => (i % 2 === 1 ? this.joint(part) : this.known(part)));
    return said.includes(null) ? null : said.join("");
  }

  private joint(text: string): string {
    if (text === " and ") return and[this.lang];
    return this.lang === "fr" && text !== ", " ? `\u00a0${text}` : text;
  }

  private sentences(words: string): string | null {
    const parts = words.split(betweenSentences);
    if (parts.length < 2) return null;
    const said = parts.map((part) => this.phrase(part));
    return said.includes(null) ? null : said.join(" ");
  }
}

const decapital = (text: string): string => text.slice(0, 1).toLowerCase() + text.slice(1);

function capital(text: string): string;
function capital(text: string | null): string | null;
function capital(text: string | null): string | null {
  return text === null ? null : text.slice(0, 1).toUpperCase() + text.slice(1);
}
