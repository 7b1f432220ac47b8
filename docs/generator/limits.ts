/** The page of the limits: the tables of `schemas/limits.ts`, with the words for each. */
import { documentLimits, findingLimits } from "../../schemas/limits.ts";
import { page, table } from "./markdown.ts";

type Words<Table> = { readonly [name in keyof Table]: readonly [what: string, code: string] };

const ofDocument: Words<typeof documentLimits> = {
  bytes: ["bytes of the document", "FS2001"],
  levels: ["levels of lists, quotes, brackets and emphasis in one another", "FS2005"],
  cells: ["cells of all tables together, rows at full width", "FS2006"],
  lines: ["lines of one paragraph", "FS2611"],
  pieces: ["paragraphs, items of lists, headings and blocks", "FS2612"],
  scans: ["characters of a paragraph, times the different lengths of its runs of backticks", "FS2610"],
  brackets: ["`[` in one paragraph, heading or cell", "FS2070"],
  linkEnds: ["`](` in one paragraph, heading or cell", "FS2070"],
  emphasis: ["runs of `*`, `_` and `~` in one paragraph, heading or cell", "FS2070"],
  blocks: ["`foodspec` blocks", "FS2070"],
  inputs: ["names under `inputs`", "FS2070"],
  params: ["names under `params`", "FS2070"],
  inlineValues: ["inline values", "FS2070"],
  list: ["entries of one list of a block, or of one mapping", "FS2070"],
};

const ofFindings: Words<typeof findingLimits> = {
  code: ["findings of one code that are listed", "FS2071"],
  all: ["findings that are listed, the first of each code apart", "FS2071"],
};

const grouped = (count: number): string => String(count).replaceAll(/\B(?=(?:\d{3})+$)/g, ",");

function limitTable<Table extends { readonly [name: string]: number }>(limits: Table, words: Words<Table>): string {
  const names: readonly (keyof Table & string)[] = Object.keys(limits);
  return table(
    ["at most", "of what", "beyond"],
    names.map((name) => {
      const [what, code] = words[name];
      return [grouped(limits[name]), what, `[${code}](findings.md#${code.toLowerCase()})`];
    }),
  );
}

export const limitsPage = (): string =>
  page(
    "Limits",
    "What lies beyond a limit is refused before more of it is read, with the place. So a document or file from a stranger costs no more time and memory than an honest one. An honest one does not come near.",
    "## A document",
    limitTable(documentLimits, ofDocument),
    "## What is said of it",
    limitTable(findingLimits, ofFindings),
  );
