/** Parts of "Materials and methods": what the blocks that ran say of themselves, between instrument and software, and what they cite. */
import type { Described, Source } from "../../blocks/contract/described.ts";
import { citedSource } from "../document/citations/style.ts";
import type { Language } from "../language/language.ts";
import { instrumentText } from "./letterhead.ts";
import type { Report } from "./report.ts";
import type { ReportBlock } from "./report-block.ts";
import { quantityText } from "./summary.ts";

export const methodsTitle = "Materials and methods";
export const methodsName = "report/methods.md";
export const bibliographyName = "report/methods.bib";

/** A paragraph: what one block says, or what the report says itself. */
export interface MethodsParagraph {
  /** Null of what no block says: it holds no number with a source. */
  readonly block: ReportBlock | null;
  /** Names the block where several of its kind say something. */
  readonly name: string | null;
  readonly sentences: readonly Described[];
  /** Words of the author's, with ours in the language already. */
  readonly isSaid?: true;
}

/** Only what was run: a report of which no block finished has nothing to say. */
export const hasMethods = ({ blocks }: Pick<Report, "blocks">): boolean =>
  blocks.some(({ described }) => described.length > 0);

/** In the order in which the blocks ran; the instrument's words are in the language, what blocks say is English. */
export function methodsParagraphs(
  { blocks, protocol, facts }: Report,
  language: Language,
): readonly MethodsParagraph[] {
  const telling = blocks
    .map((block) => ({ block, sentences: unsaid(block, blocks) }))
    .filter(({ sentences }) => sentences.length > 0);
  const { instrument } = protocol.frontMatter;
  const own = (sentence: string): MethodsParagraph => ({ block: null, name: null, sentences: [[sentence]] });
  const measured = instrument === undefined ? "" : instrumentText(instrument, language);
  return [
    ...(measured === ""
      ? []
      : [
          {
            ...own(`${language.say("Instrument")}${language.lang === "fr" ? "\u00a0" : ""}: ${measured}.`),
            isSaid: true,
          } as const,
        ]),
    ...telling.map(({ block, sentences }) => ({
      block,
      name: telling.filter((other) => other.block.kind === block.kind).length > 1 ? block.id : null,
      sentences,
    })),
    own(`All computations were done with FoodSpec ${facts.foodspecVersion}, seed ${facts.seed}.`),
  ];
}

/** What the block of one target says beyond what the block it was made from says of all targets. */
function unsaid({ id, kind, described }: ReportBlock, blocks: readonly ReportBlock[]): readonly Described[] {
  const whole = blocks.find((one) => one.kind === kind && id.startsWith(`${one.id}.`));
  const said = new Set(whole?.described.map(plain));
  return described.filter((sentence) => !said.has(plain(sentence)));
}

const plain = (sentence: Described): string =>
  sentence.map((part) => (typeof part === "string" ? part : "cites" in part ? "" : quantityText(part))).join("");

/** Each source once, in the order of its first citation. */
export function citedSources(report: Pick<Report, "blocks">): readonly Source[] {
  const found = new Map<string, Source>();
  for (const { described } of report.blocks)
    for (const part of described.flat())
      if (typeof part === "object" && "cites" in part)
        for (const source of part.cites) if (!found.has(source.key)) found.set(source.key, source);
  return [...found.values()];
}

/** `Savitzky and Golay 1964`, `Barnes et al. 1989`. @internal */
export function authorYear({ authors, year }: Source, { say }: Language): string {
  const [first = "", second, ...more] = authors.map((author) => author.split(",")[0]);
  const names = second === undefined ? first : more.length > 0 ? `${first} et al.` : `${first} ${say("and")} ${second}`;
  return `${names} ${year}`;
}

/** As the report prints what its author cites. */
export function sourceText(source: Source): string {
  const { authors, title, year, within, publisher, volume, pages, doi, arxiv, key } = source;
  const { text, link } = citedSource(0, {
    key,
    authors: authors.map(vancouver),
    title,
    container: within ?? (arxiv === null ? null : `arXiv:${arxiv}`),
    publisher,
    year: String(year),
    volume,
    issue: null,
    pages,
    doi,
    url: null,
  });
  return link === null ? text : `${text} ${link.text}`;
}

/** `de Boor, C.` as `de Boor C`, `Zhang, Z.-M.` as `Zhang ZM`. */
function vancouver(author: string): string {
  const [family, given = ""] = author.split(", ");
  return `${family} ${given.replaceAll(/[.\s-]/g, "")}`.trim();
}
