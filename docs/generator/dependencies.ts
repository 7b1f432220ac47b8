/** The page of dependencies: every package with its reason, its licence and who uses it, from what npm locked. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { page, table } from "./markdown.ts";

/** Why each package is there. One without a reason is refused, and so is a reason without its package. */
const reasons: { readonly [name: string]: string } = {
  "@cantoo/pdf-lib": "sets dates and metadata of a printed PDF, so that two prints are the same bytes",
  "@stdlib/math-base-special-betainc": "p of Student's t: tests of bias and slope",
  "@stdlib/stats-base-dists-beta-quantile": "Clopper–Pearson limits of accuracy, recall and coverage",
  "@stdlib/stats-base-dists-binomial-cdf":
    "binomial tails: whether coverage is below its promise, whether accuracy beats guessing",
  chokidar:
    "tells the preview of files that changed; loaded by `preview` alone: [decision 0235](../decisions/0235-preview.md)",
  diff: "prints what `check --fix` and `fmt` change as a unified diff",
  commander: "reads the words of the command line and prints its help",
  "d3-format": "writes a number as the author asks: `= model.rmsecv : .2f`",
  "@citation-js/core":
    "reads bibliographies; loaded only for a document with a `.bib` file, without what it would fetch with",
  "@citation-js/plugin-bibtex": "reads BibTeX for it",
  temml: "sets formulas: TeX to MathML; loaded only for a text that has one",
  asn1js: "writes the parts of a signature in the form that is signed",
  "gray-matter": "cuts the front matter off a document; its engines are left out of the bundle",
  hastscript: "makes the elements of the report",
  hyparquet: "reads Parquet files, at once and without a promise: [decision 0140](../decisions/0140-parquet.md)",
  "hyparquet-compressors": "unpacks zstd and lz4 pages of Parquet files",
  picomatch: "file patterns in `inputs`",
  pkijs:
    "reads and writes keys, certificates and signatures (CMS, PKCS #12); loaded by `sign`, `keys` and `verify` of signed runs",
  "playwright-core": "starts a browser that prints; stays a package beside the bundle",
  "pure-rand": "random streams that are the same on every machine",
  "rehype-sanitize": "lets through of an author's HTML what cannot run",
  "rehype-stringify": "elements to HTML",
  "remark-gfm": "tables, footnotes and task lists in the author's text",
  "remark-parse": "Markdown to a tree with positions",
  "remark-rehype": "the author's Markdown to elements",
  unified: "runs the remark and rehype steps",
  unpdf: "reads a printed PDF back: pages and text",
  vega: "draws charts",
  "vega-lite": "describes charts; compiled to vega",
  yaml: "reads front matter and block bodies with the position of every value",
  "vscode-languageserver":
    "speaks the Language Server Protocol; loaded by `lsp` alone: [decision 0236](../decisions/0236-language-server.md)",
  zod: "closed schemas of options, results and files, and their JSON Schemas",
  "@sparticuz/chromium": "a browser for PDF where the machine has none (Linux on x86-64), unpacked as data; optional",
  "@biomejs/biome": "lint and format, the bans of clock, locale and chance among them",
  bullmq:
    "an engine on Redis, for `worker --engine bullmq`; an optional peer: [decision 0242](../decisions/0242-bullmq.md)",
  ioredis: "its connection to Redis; an optional peer",
  fastify: "serves jobs; optional, loaded by `serve` alone: [decision 0260](../decisions/0260-server.md)",
  "@fastify/cookie": "cookies of the server of jobs; optional",
  "@fastify/csrf-protection": "tokens in forms of the server of jobs; optional",
  "@fastify/helmet": "headers of the server of jobs; optional",
  "@fastify/rate-limit": "counts failures at the server of jobs; optional",
  "fast-check": "tests over inputs made by chance",
  "@types/d3-format": "types",
  "@types/hast": "types",
  "@types/mdast": "types",
  "@types/node": "types",
  "@types/papaparse": "types",
  "@types/vscode": "types of the oldest VS Code that the extension is for",
  "vscode-languageclient":
    "talks with the language server in the extension for VS Code, bundled there: [decision 0292](../decisions/0292-extension-for-vs-code.md)",
  "vscode-oniguruma": "regular expressions of VS Code, for tests of the extension's grammar",
  "vscode-textmate": "colours as VS Code does, in tests of the extension's grammar",
  "@types/picomatch": "types",
  "@vitest/coverage-v8": "coverage of what decides, in `npm run test:slow`",
  ajv: "checks the JSON Schemas we publish, and files of real runs against them",
  "axe-core": "accessibility of the report, in a browser",
  esbuild: "bundles the program, and the digests of what computes",
  jcampconverter: "second opinion in tests of our own JCAMP-DX reader; the last version under a free licence",
  knip: "finds what nothing uses",
  "ml-logistic-regression":
    "second opinion in tests; why it is no more: [decision 0001](../decisions/0001-own-estimators.md)",
  "ml-matrix": "second opinion in tests",
  "ml-pls": "second opinion in tests; why it is no more: [decision 0001](../decisions/0001-own-estimators.md)",
  papaparse: "second opinion in tests of our own CSV reader",
  "read-excel-file":
    "second opinion in tests of our own reader of workbooks; why it is no more: [decision 0115](../decisions/0115-workbooks.md)",
  "spc-parser": "second opinion in tests of our own reader of SPC",
  "wdf-parser": "second opinion in tests of our own reader of WDF",
  typescript: "types",
  vitest: "runs the tests",
};

export interface Manifest {
  readonly dependencies: { readonly [name: string]: string };
  readonly optionalDependencies: { readonly [name: string]: string };
  readonly devDependencies: { readonly [name: string]: string };
}
export interface Lock {
  readonly packages: { readonly [path: string]: { readonly license?: string } };
}

/** @param root the project's folder */
export function dependenciesPage(root: string): string {
  const json = (path: string) => JSON.parse(readFileSync(join(root, path), "utf8"));
  return pageOf(json("package.json"), json("package-lock.json"), usersIn(root));
}

/**
 * @param users gives the rooms that import a package
 * @throws Error, a sentence, where a package has no reason or no licence, or a reason no package
 * @internal
 */
export function pageOf(manifest: Manifest, lock: Lock, users: (name: string) => readonly string[]): string {
  const { dependencies, optionalDependencies, devDependencies } = manifest;
  const all = { ...dependencies, ...optionalDependencies, ...devDependencies };
  const gone = Object.keys(reasons).find((name) => !Object.hasOwn(all, name));
  if (gone !== undefined)
    throw new Error(`${gone} has a reason in docs/generator/dependencies.ts and is no dependency`);
  const rows = (of: Manifest["dependencies"], more: (name: string) => readonly string[]) =>
    Object.entries(of).map(([name, version]) => {
      const licence = lock.packages[`node_modules/${name}`]?.license;
      const reason = Object.hasOwn(reasons, name) ? reasons[name] : undefined;
      if (reason === undefined) throw new Error(`${name} has no reason in docs/generator/dependencies.ts`);
      if (licence === undefined) throw new Error(`${name} has no licence in package-lock.json`);
      return [`\`${name}\``, version, licence, ...more(name), reason];
    });
  const used = (name: string) => [users(name).join(", ")];
  return page(
    "Dependencies",
    "Every package the program is made of, pinned to one version. Licence and version are those that npm locked; what uses it is read from the sources. Which were weighed and not taken: [decisions](../decisions/README.md).",
    "## In the program",
    table(
      ["package", "version", "licence", "used by", "why"],
      rows({ ...dependencies, ...optionalDependencies }, used),
    ),
    "## For building and testing",
    table(
      ["package", "version", "licence", "why"],
      rows(devDependencies, () => []),
    ),
  );
}

/** Rooms whose files import a package, by its name; a package that is found at run time is named in a string. */
function usersIn(root: string): (name: string) => readonly string[] {
  const files = ["blocks", "compiler", "schemas"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith(".ts"))
      .map((path) => `${folder}/${path.replaceAll("\\", "/")}`),
  );
  const texts = files.map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }));
  const room = (path: string): string => {
    const [first, second] = path.split("/");
    return first === "schemas" ? first : `${first}/${second}`;
  };
  return (name) => {
    const using = texts.filter(({ text }) => text.includes(`"${name}"`) || text.includes(`"${name}/`));
    return [...new Set(using.map(({ path }) => room(path)))].sort();
  };
}
