/** Claims: findings where the author's text says of the results what no report in this mode can know. */
import type { Mode } from "../../schemas/front-matter.ts";
import { finding } from "../diagnostics/build.ts";
import type { Finding } from "../diagnostics/finding.ts";
import { type ClaimRule, claimRulesOf, isDenied, partBreak, quoted } from "./claim-words.ts";
import { folded } from "./folded.ts";
import { notText, type Sentence } from "./sentences.ts";

/** One finding a claim, in the order of the text, an error in regulatory mode. Denied, asked and quoted ones are left alone. */
export function claimFindings(sentences: readonly Sentence[], mode: Mode, lang: string): readonly Finding[] {
  const rules = claimRulesOf(mode, lang);
  return sentences
    .filter(({ text, isQuoted }) => !isQuoted && !/\?["”’»)\]]*\s*$/.test(text))
    .flatMap((sentence) => inSentence(sentence, rules, mode, lang));
}

function inSentence(sentence: Sentence, rules: readonly ClaimRule[], mode: Mode, lang: string): Finding[] {
  const read = folded(sentence.text);
  const text = read.text.replaceAll(quoted, blank);
  const claims = rules
    .filter(({ unless }) => unless === undefined || !unless.test(text))
    .flatMap(({ says, reason }) => [...text.matchAll(says)].map(({ index, 0: words }) => ({ index, words, reason })))
    .sort((a, b) => a.index - b.index)
    .filter(({ index }, k, all) => index !== all[k - 1]?.index);
  if (claims.length === 0) return [];
  const breaks = [...text.matchAll(partBreak)].map(({ index, 0: mark }) => index + mark.length);
  let last = 0;
  return claims.flatMap(({ index, words, reason }) => {
    while (breaks[0] !== undefined && breaks[0] <= index) last = breaks.shift() ?? last;
    const before = text.slice(Math.max(last, index - farthest), index);
    const behind = text.slice(index + words.length, index + words.length + farthest);
    if (isDenied(before, behind, lang)) return [];
    const place = sentence.place(read.at(index), read.at(index + words.length));
    const made = finding("FS2901", place, { words: words.replaceAll(/\s+/g, " "), mode, reason });
    return [mode === "regulatory" ? { ...made, severity: "error" } : made];
  });
}

/** Signs in place of letters, so that everything else keeps its place. */
const blank = (words: string): string => notText.repeat(words.length);

/** Letters before and behind a claim that are looked at; no part of a sentence is longer and still read. */
const farthest = 400;
