/** Hostile documents: each made on demand, with one line on what it tries and the codes it is to be told. */

export interface HostileDocument {
  readonly name: string;
  readonly tries: string;
  /** Codes that must be among the findings; none where it is to be read without an error. */
  readonly codes: readonly string[];
  /** @param bytes about how long it is to be */
  make(bytes: number): string;
}

const front = (more = "") => `---\ntitle: T\n${more}---\n\n`;
const data = "```foodspec data\ninput: x\n```\n\n";
const times = (bytes: number, line: (i: number) => string): string => {
  let out = "";
  for (let i = 0; out.length < bytes; i++) out += line(i);
  return out;
};
const repeated = (sign: string) => (bytes: number) =>
  `${front()}${sign.repeat(Math.ceil(bytes / sign.length))}\n\n${data}`;
const body = (line: (i: number) => string) => (bytes: number) => `${front()}${data}${times(bytes, line)}`;
const block = (kind: string, text: string) => `\`\`\`foodspec ${kind}\n${text}\n\`\`\`\n`;

export const hostileDocuments: readonly HostileDocument[] = [
  { name: "open links", tries: "links that never end", codes: ["FS2070"], make: repeated("[a](b ") },
  { name: "closed links", tries: "very many links in one line", codes: ["FS2070"], make: repeated("[a](b) ") },
  { name: "closing brackets", tries: "ends of links without a beginning", codes: ["FS2070"], make: repeated("](a ") },
  { name: "open brackets", tries: "brackets in brackets", codes: ["FS2005"], make: repeated("[a ") },
  { name: "images", tries: "images that never end", codes: ["FS2070"], make: repeated("![a](b ") },
  { name: "footnotes", tries: "calls of footnotes that are not there", codes: ["FS2070"], make: repeated("[^a] ") },
  { name: "struck", tries: "strikethrough that crosses itself", codes: ["FS2070"], make: repeated("~a~~b ") },
  { name: "stars", tries: "emphasis that opens and closes at once", codes: ["FS2070"], make: repeated("*a") },
  {
    name: "stars in three",
    tries: "strong and emphasis in one another",
    codes: ["FS2070"],
    make: repeated("***a** b* "),
  },
  { name: "stars unmatched", tries: "emphasis that only opens", codes: ["FS2005"], make: repeated("*a **b ") },
  {
    name: "underscores",
    tries: "emphasis by underscores that only opens",
    codes: ["FS2005"],
    make: repeated("_a __b "),
  },
  { name: "tildes", tries: "runs of one tilde that open nothing", codes: ["FS2070"], make: repeated("~ ") },
  {
    name: "hidden by html",
    tries: "a fence in raw HTML, so that lines behind it look like code",
    codes: ["FS2070"],
    make: (bytes) => `${front()}<div>\n\`\`\`\n</div>\n\n${"[a](b ".repeat(Math.ceil(bytes / 6))}\n\n${data}`,
  },
  {
    name: "hidden lines",
    tries: "a paragraph of many lines behind a fence in raw HTML",
    codes: ["FS2070"],
    make: (bytes) => `${front()}<div>\n\`\`\`\n</div>\n\n${"a\n".repeat(Math.max(2100, bytes / 2))}\n\n${data}`,
  },
  {
    name: "in a cell",
    tries: "links that never end in a cell of a table",
    codes: ["FS2070"],
    make: (bytes) => `${front()}| a |\n|---|\n| ${"[a](b ".repeat(Math.ceil(bytes / 6))} |\n\n${data}`,
  },
  {
    name: "in a heading",
    tries: "links that never end in a heading",
    codes: ["FS2070"],
    make: (bytes) => `${front()}# ${"[a](b ".repeat(Math.ceil(bytes / 6))}\n\n${data}`,
  },
  {
    name: "backticks",
    tries: "runs of backticks of every length",
    codes: ["FS2610"],
    make: (bytes) => `${front()}${times(Math.max(bytes, 16_384), (i) => `${"`".repeat(i + 1)} `)}\n\n${data}`,
  },
  { name: "lines", tries: "a paragraph of very many lines", codes: ["FS2611"], make: repeated("a\n") },
  {
    name: "pieces",
    tries: "very many headings",
    codes: ["FS2612"],
    make: (bytes) => repeated("# a\n")(Math.max(bytes, 45_000)),
  },
  {
    name: "cells",
    tries: "tables of very many cells",
    codes: ["FS2006"],
    make: (bytes) => `${front()}|a|b|\n|-|-|\n${"|a|b|\n".repeat(Math.max(7_000, bytes / 6))}`,
  },
  { name: "quotes", tries: "quotes in quotes", codes: ["FS2005"], make: repeated(">") },
  {
    name: "blocks",
    tries: "a chain of very many blocks",
    codes: ["FS2070"],
    make: (bytes) => body((i) => `${block(`preprocess #p${i}`, "steps: [snv]")}\n`)(Math.max(bytes, 30_000)),
  },
  {
    name: "blocks of one name",
    tries: "very many blocks of one kind",
    codes: ["FS2070"],
    make: (bytes) => body(() => `${data}`)(Math.max(bytes, 30_000)),
  },
  {
    name: "blocks without a kind",
    tries: "very many fences that say nothing",
    codes: ["FS2070"],
    make: (bytes) => body(() => "```foodspec\n```\n\n")(Math.max(bytes, 30_000)),
  },
  {
    name: "quoted paths",
    tries: "inline values with a name each that is not there",
    codes: ["FS2203", "FS2071"],
    make: body((i) => `\`= data["x${i}"]\`${i % 9 === 8 ? "\n\n" : " "}`),
  },
  {
    name: "values of blocks that are not",
    tries: "inline values of a block each",
    codes: ["FS2202"],
    make: body((i) => `\`= b${i}.x\`${i % 9 === 8 ? "\n\n" : " "}`),
  },
  {
    name: "references",
    tries: "references to a block each that is not there",
    codes: ["FS2211", "FS2071"],
    make: body((i) => `[a](#b${i}.c)\n\n`),
  },
  {
    name: "scripts",
    tries: "links that would run something",
    codes: ["FS2221"],
    make: body(() => "[a](javascript:alert)\n\n"),
  },
  {
    name: "claims",
    tries: "very many claims in one sentence",
    codes: ["FS2901"],
    make: body(() => "is fully in compliance with "),
  },
  {
    name: "claims in sentences",
    tries: "very many claims in sentences",
    codes: ["FS2901"],
    make: body(() => "It is certified. "),
  },
  {
    name: "a hidden claim",
    tries: "a claim with a sign of no width in it",
    codes: ["FS2901"],
    make: body(() => "It is ce\u200Brtified. "),
  },
  {
    name: "a list of components",
    tries: "a grid of very many values",
    codes: ["FS2070"],
    make: (bytes) =>
      `${front()}${data}${block("model", `estimator: {pls-da: {components: [${times(Math.max(bytes, 12_000), (i) => `${i + 1}, `)}]}}`)}`,
  },
  {
    name: "a list of steps",
    tries: "a recipe of very many steps",
    codes: ["FS2070"],
    make: (bytes) =>
      `${front()}${data}${block("preprocess", `steps: [${times(Math.max(bytes, 12_000), () => "snv, ")}]`)}`,
  },
  {
    name: "options",
    tries: "very many options that are none",
    codes: ["FS2070"],
    make: (bytes) =>
      `${front()}${block(
        "data",
        times(Math.max(bytes, 12_000), (i) => `k${i}: 1\n`),
      )}`,
  },
  {
    name: "anchors",
    tries: "an anchor at each value",
    codes: ["FS2052"],
    make: () =>
      `${front()}${block(
        "data",
        times(8_000, (i) => `k${i}: &a${i} 1\n`),
      )}`,
  },
  {
    name: "tags",
    tries: "a tag at each value",
    codes: ["FS2053"],
    make: () =>
      `${front()}${block(
        "data",
        times(8_000, (i) => `k${i}: !!js/function 1\n`),
      )}`,
  },
  {
    name: "a bomb",
    tries: "aliases of aliases",
    codes: ["FS2052"],
    make: () => `${front()}${block("data", "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]")}`,
  },
  {
    name: "brackets in YAML",
    tries: "lists in lists",
    codes: ["FS2005"],
    make: (bytes) => `${front()}${block("data", `input: ${"[\n".repeat(bytes / 2)}`)}`,
  },
  {
    name: "params",
    tries: "very many parameters",
    codes: ["FS2070"],
    make: (bytes) => `${front(`params:\n${times(Math.max(bytes, 16_000), (i) => `  k${i}: 1\n`)}`)}${data}`,
  },
  {
    name: "inputs",
    tries: "very many inputs",
    codes: ["FS2070"],
    make: (bytes) => `${front(`inputs:\n${times(bytes, (i) => `  k${i}: {path: a.csv}\n`)}`)}${data}`,
  },
  {
    name: "fields",
    tries: "very many fields that are none",
    codes: ["FS2070"],
    make: (bytes) => `${front(times(Math.max(bytes, 16_000), (i) => `k${i}: 1\n`))}${data}`,
  },
  {
    name: "a field of every object",
    tries: "a key that zod passes over",
    codes: ["FS2107"],
    make: () => `${front("__proto__: {polluted: true}\n")}${data}`,
  },
  {
    name: "an option of every object",
    tries: "an option that zod passes over",
    codes: ["FS2107"],
    make: () => `${front()}${block("data", "input: x\n__proto__: {polluted: true}")}`,
  },
  {
    name: "a path upwards",
    tries: "a file above the project",
    codes: ["FS2701"],
    make: () => `${front("inputs: {x: {path: ../../etc/passwd}}\n")}${data}`,
  },
  {
    name: "an absolute path",
    tries: "a file of the system",
    codes: ["FS2701"],
    make: () => `${front("inputs: {x: {path: /etc/passwd}}\n")}${data}`,
  },
  {
    name: "an address",
    tries: "a request to a server",
    codes: ["FS2702"],
    make: () => `${front("inputs: {x: {path: 'http://127.0.0.1:1/x.csv'}}\n")}${data}`,
  },
  {
    name: "a pattern",
    tries: "a pattern that takes long to match",
    codes: ["FS3901"],
    make: () => `${front(`inputs: {x: {path: '${"*a".repeat(60)}.csv'}}\n`)}${data}`,
  },
  {
    name: "blanks",
    tries: "a very long run of blanks",
    codes: ["FS2116"],
    make: (bytes) => `${front()}a${" ".repeat(bytes)}b\n\n${data}`,
  },
  { name: "entities", tries: "very many entities", codes: ["FS2116"], make: repeated("&amp;") },
  { name: "escapes", tries: "very many escapes", codes: ["FS2116"], make: repeated("\\") },
  {
    name: "addresses",
    tries: "very many words that look like addresses",
    codes: ["FS2116"],
    make: repeated("www.a.b a@b.c "),
  },
  { name: "tags of HTML", tries: "very many tags that do not end", codes: ["FS2116"], make: repeated("<a ") },
  { name: "open quotes", tries: "quotation marks that never close", codes: ["FS2116"], make: repeated("“a ") },
  { name: "a nul", tries: "a NUL character", codes: ["FS2003"], make: () => `${front()}a\u0000b` },
];
