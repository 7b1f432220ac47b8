/** The page of the limits: the tables of `schemas/limits.ts`, with the words for each. */
import {
  dataLimits,
  documentLimits,
  findingLimits,
  runLimits,
  sourceLimits,
  textLimits,
} from "../../schemas/limits.ts";
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
  fits: ["fits of one tuning for each fold of the validation: candidates tried, times inner folds", "FS2070"],
  combinations: ["combinations of a grid, where some are drawn at random", "FS2070"],
};

const ofText: Words<typeof textLimits> = {
  formulas: ["formulas", "FS2235"],
  formulaLength: ["letters of a formula", "FS2226"],
  formulaLetters: ["letters of all formulas together", "FS2235"],
  formulaDepth: ["braces of a formula in one another", "FS2226"],
  references: ["citations and links within the document", "FS2235"],
};

const ofSources: Words<typeof sourceLimits> = {
  depth: ["parts in one another", "FS2230"],
  parts: ["parts of a document", "FS2230"],
  partBytes: ["bytes of all parts together", "FS2230"],
  bibliographyBytes: ["bytes of a bibliography", "FS2228"],
  imageBytes: ["bytes of an image", "FS2223"],
  imagesBytes: ["bytes of all images together, each as often as it is shown", "FS2223"],
  pixels: ["points of an image, width times height", "FS2223"],
};

const ofData: Words<typeof dataLimits> = {
  fileBytes: ["bytes of one file", "FS3140"],
  formatBytes: ["bytes of one file that is no delimited text, unpacked", "FS3140"],
  bytes: ["bytes of all files of all inputs together", "FS3140"],
  files: ["files of one input, and files in a folder that a pattern looks through", "FS3140"],
  columns: ["columns of a file", "FS3140"],
  cell: ["bytes of one cell", "FS3140"],
  rows: ["rows of one input", "FS3140"],
  values: ["rows times points of one input", "FS3140"],
  classes: ["classes", "FS3140"],
  labels: ["labels of a JCAMP-DX file", "FS3140"],
  blocks: ["blocks of an OPUS file, and parameters of one block", "FS3140"],
  texts: ["shared texts of a workbook", "FS3140"],
};

const ofRuns: Words<typeof runLimits> = {
  lockBytes: ["bytes of a lock file", "FS9130"],
  registerBytes: ["bytes of a register", "FS9130"],
  jsonBytes: ["bytes of a JSON file or log of a run, and of a saved predictor", "FS9130"],
  files: ["files of a run", "FS9130"],
  fileBytes: ["bytes of any other file of a run", "FS9130"],
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
    "## Formulas and references",
    limitTable(textLimits, ofText),
    "## Parts, bibliographies and images",
    limitTable(sourceLimits, ofSources),
    "## Data",
    limitTable(dataLimits, ofData),
    "## Runs",
    limitTable(runLimits, ofRuns),
    "A saved predictor beyond its limit is FS5608.",
    "## What is said of a document",
    limitTable(findingLimits, ofFindings),
  );
