/** Limits: the most that is read of each thing. The page `reference/limits.md` is generated from these tables. */

const KiB = 1024;
const MiB = 1024 * KiB;

/** Of a document. What lies beyond is refused before more of it is read. */
export const documentLimits = {
  bytes: MiB,
  levels: 100,
  cells: 20_000,
  /** Lines of one paragraph: the parser's cost grows with their square, 2,000 take 0.3 s. */
  lines: 2_000,
  /** Paragraphs, items, headings: each takes the parser about 0.09 ms, however short. */
  pieces: 10_000,
  /** Characters of a paragraph times the different lengths of its runs of backticks, about 0.7 µs each. */
  scans: 1_000_000,
  /** In one paragraph, heading or cell: the parser's cost grows with the square of each. */
  brackets: 1_000,
  linkEnds: 1_000,
  emphasis: 1_000,
  blocks: 500,
  inputs: 100,
  params: 1_000,
  inlineValues: 5_000,
  /** Entries of one list of a block. */
  list: 1_000,
  /** Candidates of one tuning that are tried, times its inner folds: so often is fitted for each fold of the validation. */
  fits: 5_000,
  /** Combinations of a grid of which some are drawn: all of them are put in order first. */
  combinations: 100_000,
} as const;

/** Of what a text sets: a formula takes about a millisecond. */
export const textLimits = {
  formulas: 2_000,
  /** Of one formula. */
  formulaLength: 5_000,
  /** Of all formulas together. */
  formulaLetters: 200_000,
  formulaDepth: 50,
  /** Citations, and links within the document. */
  references: 5_000,
} as const;

/** Of files that a document's text takes in. */
export const sourceLimits = {
  /** Parts in one another, the document not counted. */
  depth: 5,
  parts: 50,
  /** Of all parts together. */
  partBytes: MiB,
  bibliographyBytes: MiB,
  imageBytes: 2_000_000,
  /** Of all images, each as often as it is shown: they stand in the page. */
  imagesBytes: 8_000_000,
  /** Width times height: a few bytes can ask a browser for gigabytes. */
  pixels: 100_000_000,
} as const;

/** Of data: the sizes of files are looked at before it is read, the rest before more of it is. */
export const dataLimits = {
  fileBytes: 1024 * MiB,
  /** Of a file that is no delimited text, and of the parts of a workbook together, unpacked: as many doubles as are read of one input, and what stands beside them. */
  formatBytes: 512 * MiB,
  /** Of all files of all inputs together: they lie in memory at once. */
  bytes: 1024 * MiB,
  files: 20_000,
  columns: 200_000,
  /** Bytes between two delimiters or line ends. */
  cell: 64 * KiB,
  rows: 1_000_000,
  /** Rows times points, of the files of one input together: doubles of half a gigabyte. */
  values: 60_000_000,
  classes: 50,
  /** Labels of a JCAMP-DX file; with those of the block that others stand in, each time they do, five times as many. */
  labels: 800_000,
  /** Blocks of an OPUS file, and parameters of one of them. */
  blocks: 1_000,
  /** Shared texts of a workbook. */
  texts: 5_000_000,
} as const;

/** Of files that runs leave behind and others hand on. */
export const runLimits = {
  lockBytes: 4 * MiB,
  registerBytes: 16 * MiB,
  jsonBytes: 64 * MiB,
  files: 20_000,
  fileBytes: 1024 * MiB,
} as const;

/** Of what is said of a document: findings kept; the rest is counted. */
export const findingLimits = { code: 100, all: 1_000 } as const;
