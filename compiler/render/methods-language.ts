/** Methods in the language of the report: sentences put together of what methods say of themselves; all of them, or none. */
import type { Described } from "../../blocks/contract/described.ts";
import { english, type Language } from "../language/language.ts";
import { markOf, marks } from "../language/pattern.ts";
import { type MethodsParagraph, methodsParagraphs } from "./methods-parts.ts";
import type { Report } from "./report.ts";
import { quantityText } from "./summary.ts";

export interface Methods {
  /** What they are said in: English where one sentence is not known in the language of the report. */
  readonly language: Language;
  readonly paragraphs: readonly MethodsParagraph[];
}

/** "Materials and methods" of a report: never half in one language. */
export function methodsOf(report: Report): Methods {
  const { language } = report;
  const said = methodsParagraphs(report, language).map((paragraph) => paragraphIn(paragraph, language));
  const whole = said.filter((one) => one !== null);
  return whole.length === said.length
    ? { language, paragraphs: whole }
    : { language: english, paragraphs: methodsParagraphs(report, english) };
}

function paragraphIn(paragraph: MethodsParagraph, language: Language): MethodsParagraph | null {
  if (paragraph.isSaid) return paragraph;
  const said = paragraph.sentences.map((sentence) => describedIn(sentence, language));
  const sentences = said.filter((one) => one !== null);
  return sentences.length === said.length ? { ...paragraph, sentences } : null;
}

/** Options of a method in brackets; letters by which a method is known, `(SNV)`, belong to its name. */
const options = / \((?![A-Z-]+\))([^()]*)\)/g;

/** A sentence in the language, its numbers and citations where it wants them; null where something of it is not known. */
function describedIn(sentence: Described, language: Language): Described | null {
  if (language.lang === "en") return sentence;
  const held: Described[] = [];
  const hold = (part: Described): string => markOf(held.push(part) - 1);
  const parted = sentence.map((part) => (typeof part === "string" ? part : hold([part]))).join("");
  const isKnown = (part: Described[number]) =>
    typeof part === "string" ||
    "cites" in part ||
    part.format !== "count" ||
    language.known(quantityText(part)) !== null;
  if (!sentence.every(isKnown)) return null;
  let isWhole = true;
  const message = parted.replace(options, (_, inside: string) => {
    const said = inside.split(", ").map((phrase) => language.known(phrase));
    if (said.includes(null)) isWhole = false;
    return ` ${hold(partsOf(`(${said.join(", ")})`, held))}`;
  });
  const said = isWhole ? language.known(message) : null;
  return said === null || (said.match(marks)?.length ?? 0) !== (message.match(marks)?.length ?? 0)
    ? null
    : partsOf(said, held);
}

/** Words between what was held back, and that in its place. */
const partsOf = (text: string, held: readonly Described[]): Described =>
  text
    .split(/([\u{f0000}-\u{fffff}])/u)
    .flatMap(
      (piece, i): Described =>
        i % 2 === 1 ? held[(piece.codePointAt(0) ?? 0) - 0xf0000] : piece === "" ? [] : [piece],
    );

/** A number with its unit as the language writes it. */
export const numberIn = (text: string, { known, number }: Language): string => known(text) ?? number(text);
