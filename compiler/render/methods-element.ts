/** "Materials and methods" of the page and of print: the paragraphs, each number with where it stands, and what they cite. */
import type { Element } from "hast";
import type { Described } from "../../blocks/contract/described.ts";
import type { Language } from "../language/language.ts";
import { sentenceParts } from "./brief-section.ts";
import { type Child, h } from "./hast.ts";
import { inEnglish } from "./in-language.ts";
import { own } from "./letterhead.ts";
import { methodsOf } from "./methods-language.ts";
import {
  authorYear,
  bibliographyName,
  citedSources,
  type MethodsParagraph,
  methodsName,
  sourceText,
} from "./methods-parts.ts";
import type { Report } from "./report.ts";

/** Folded, with links to the files that hold the same for pasting. */
export const methodsFolded = (report: Report): Element =>
  h(
    "details",
    { className: ["methods-fold"] },
    h("summary", {}, "Text and sources"),
    methodsText(report),
    files((path) => h("a", { href: path.slice("report/".length) }, h("code", {}, path))),
  );

/** Unfolded; nothing leads from paper to a file. */
export const methodsPrinted = (report: Report): readonly Element[] => [
  methodsText(report),
  files((path) => h("code", {}, path)),
];

const files = (file: (path: string) => Element): Element =>
  h(
    "p",
    { className: ["quiet"] },
    [methodsName, bibliographyName].map((path, i) => [i === 0 ? "" : ", ", file(path)]),
  );

function methodsText(report: Report): Element {
  const cited = citedSources(report);
  const { language, paragraphs } = methodsOf(report);
  return h(
    "div",
    // Said in the language where it was made, like an exhibit.
    { className: ["methods-text", language.lang === "en" ? inEnglish : "said"] },
    paragraphs.map((one) => paragraph(one, language)),
    cited.length === 0
      ? null
      : h(
          "ul",
          { className: ["references"] },
          cited.map((source) => h("li", {}, sourceText(source))),
        ),
  );
}

const paragraph = ({ block, name, sentences }: MethodsParagraph, language: Language): Element =>
  h(
    "p",
    {},
    name === null ? null : [own(name), ": "],
    sentences.map((sentence, i) => [i === 0 ? "" : " ", parts(sentence, block, language)]),
  );

const parts = (sentence: Described, block: MethodsParagraph["block"], language: Language): Child =>
  sentence.map((part) => {
    if (typeof part === "string") return part;
    if ("cites" in part) return `(${part.cites.map((one) => authorYear(one, language)).join("; ")})`;
    if (block === null) throw new Error("a number of no block has no source");
    return sentenceParts([part], block);
  });
