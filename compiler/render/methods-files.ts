/** report/methods.md and report/methods.bib: the materials and methods for pasting, with citations as Pandoc reads them, and their bibliography. */
import type { Described, Source } from "../../blocks/contract/described.ts";
import { visibleLines as visible } from "../diagnostics/visible.ts";
import { escaped } from "./escaped.ts";
import { type Methods, methodsOf, numberIn } from "./methods-language.ts";
import { bibliographyName, citedSources, hasMethods, methodsName, methodsTitle } from "./methods-parts.ts";
import type { Report } from "./report.ts";
import { quantityText } from "./summary.ts";

/** None where no block that finished says anything. */
export function methodsFiles(report: Report): { readonly [path: string]: string } {
  if (!hasMethods(report)) return {};
  return { [methodsName]: methodsMarkdown(report), [bibliographyName]: bibtex(citedSources(report)) };
}

function methodsMarkdown(report: Report): string {
  const { language, paragraphs: said } = methodsOf(report);
  const paragraphs = said.map(
    ({ name, sentences }) =>
      `${name === null ? "" : `${text(name)}: `}${sentences.map((one) => written(one, language)).join(" ")}`,
  );
  return `${visible([`# ${report.language.say(methodsTitle)}`, ...paragraphs].join("\n\n"))}\n`;
}

/** Text as Pandoc takes it: no citation, formula or superscript comes of a name. */
const text = (words: string): string => escaped(words).replaceAll(/[@$^]/g, "\\$&");

const written = (sentence: Described, language: Methods["language"]): string =>
  sentence
    .map((part) => {
      if (typeof part === "string") return text(part);
      return "cites" in part
        ? `[${part.cites.map(({ key }) => `@${key}`).join("; ")}]`
        : text(numberIn(quantityText(part), language));
    })
    .join("");

/** @internal */
export const bibtex = (sources: readonly Source[]): string =>
  sources.length === 0 ? "% Nothing is cited.\n" : sources.map(entry).join("\n");

function entry({ key, type, authors, title, year, within, volume, pages, publisher, doi, arxiv }: Source): string {
  const container = type === "article" ? "journal" : "booktitle";
  const fields: readonly (readonly [string, string | null])[] = [
    ["author", authors.map(tex).join(" and ")],
    ["title", tex(title)],
    [container, within === null ? null : tex(within)],
    ["year", String(year)],
    ["volume", volume],
    ["pages", pages?.replace("–", "--") ?? null],
    ["publisher", publisher === null ? null : tex(publisher)],
    // As it is: who reads it takes it for an address.
    ["doi", doi],
    ["eprint", arxiv],
    ["archiveprefix", arxiv === null ? null : "arXiv"],
  ];
  const lines = fields.flatMap(([name, value]) => (value === null ? [] : [`  ${name} = {${value}}`]));
  return `@${type}{${key},\n${lines.join(",\n")}\n}\n`;
}

/** Signs that TeX reads otherwise; letters with accents are UTF-8. */
const tex = (text: string): string => text.replaceAll(/[#$%&_]/g, "\\$&").replaceAll("γ", "$\\gamma$");
