/** Altered words: the sources with every title, sentence, description and page-like text another one. */
import { readFileSync } from "node:fs";

const literal = String.raw`(?:"(?:[^"\\\n]|\\.)*"|\`(?:[^\`\\$]|\\.|\$(?!\{)|\$\{[^{}\`]*\})*\`)`;
/** Where words stand, whatever file it is: descriptions of options, texts among what computes, and what is named for people. */
const marked = new RegExp(String.raw`(\.describe\(\s*|\bwords\(\s*)(${literal})`, "g");
const named = new RegExp(
  String.raw`(\b(?:title|summary|sentence|caption|alt|action|says|meaning):\s*)(${literal})`,
  "g",
);
/** In the catalogue of findings every text of some words is a sentence. */
const sentence = new RegExp(literal, "g");
const isSentence = (text: string): boolean => /[a-z]{2,} \S+ \S/.test(text);

/** One letter more at the beginning; what is written in braces or backticks stays. */
const other = (text: string): string => `${text[0]}ß ${text.slice(1)}`;

/** How often words were altered. */
export interface Count {
  altered: number;
}

/** Reads a source with its words altered. */
export const readAltered =
  (count: Count) =>
  (path: string): string => {
    const source = readFileSync(path, "utf8");
    const change = (_: string, before: string, text: string) => {
      count.altered++;
      return `${before}${other(text)}`;
    };
    if (!/(^|[\\/])(blocks|compiler|schemas)[\\/]/.test(path)) return source;
    const told = source.replace(marked, change);
    if (!/[\\/](catalogue[\\/]|findings\.ts)/.test(path)) return isFace(path) ? told.replace(named, change) : told;
    return told.replace(sentence, (text) => {
      if (!isSentence(text)) return text;
      count.altered++;
      return other(text);
    });
  };

/** Files in which those names stand for what people read; elsewhere they may be data. */
const isFace = (path: string): boolean =>
  /[\\/](face|rules|words|brief|infer)\.ts$|[\\/]views?([\\/]|\.ts$)|[\\/]qc[\\/](data|model|spectral)[\\/]|[\\/]estimators[\\/]/.test(
    path,
  );
