/** Every code of the document: a document that has the fault, where it is shown, and what the author is told to do. */
import { describe, expect, it } from "vitest";
import { catalogue } from "../../../compiler/diagnostics/catalogue.ts";
import { exitCode } from "../../../compiler/diagnostics/exit-code.ts";
import type { Overrides } from "../../../compiler/document/parse.ts";
import { block, parse, withTitle } from "./kinds.ts";

interface Case {
  readonly code: string;
  readonly of: string;
  readonly text: string | Uint8Array;
  /** line:column, or null where there is no place. */
  readonly at: string | null;
  readonly help: RegExp;
  readonly message?: RegExp;
  readonly overrides?: Overrides;
  readonly file?: string;
}

const data = (more: string) => withTitle(block("data", `input: meat\n${more}`));
const steps = (more: string) => withTitle(block("preprocess", `steps:\n${more}`));
const model = (more: string) => withTitle(block("model #plsda", more));
const prose = (text: string) => `${model("estimator: pls-da")}${text}\n`;
const front = (more: string) => withTitle("text\n", more);
const bytes = (...values: number[]) => new Uint8Array(values);
const params = (more: string) => withTitle(block("qc", "gate: data\nmin_accuracy: = params.a"), more);

const cases: readonly Case[] = [
  { code: "FS2001", of: "a document over 1 MiB", text: "a".repeat(1_048_577), at: "1:1", help: /inputs/ },
  { code: "FS2002", of: "Latin-1", text: bytes(0x2d, 0x2d, 0xe9, 0x20), at: "1:1", help: /UTF-8/, message: /byte 3/ },
  { code: "FS2003", of: "a NUL character", text: "---\ntitle: a\u0000b\n---\n", at: "2:9", help: /binary/ },
  { code: "FS2004", of: "an empty file", text: "\n \n", at: "1:1", help: /foodspec init/ },
  {
    code: "FS2005",
    of: "101 quotes",
    text: front(`${">".repeat(101)} a`).replace("text", `${">".repeat(101)} a`),
    at: "4:1",
    help: /ten levels/,
  },
  {
    code: "FS2005",
    of: "101 brackets in YAML over blank lines",
    text: `---\ntitle: ${"[\n\n".repeat(101)}\n---\n`,
    at: "200:1",
    help: /ten levels/,
  },
  {
    code: "FS2006",
    of: "a table of 20,100 cells",
    text: `---\ntitle: a\n---\n\n|${"a|".repeat(99)}\n|${"-|".repeat(99)}\n${"|b|\n".repeat(201)}`,
    at: "203:1",
    help: /inputs/,
  },
  {
    code: "FS2610",
    of: "a long paragraph with runs of 1 to 60 backticks",
    text: withTitle(
      `One.\n\n${Array.from({ length: 60 }, (_, i) => "`".repeat(i + 1)).join(` ${"a".repeat(400)} `)}\n`,
    ),
    at: "8:1",
    help: /one backtick on either side/,
  },
  {
    code: "FS2070",
    of: "a list of 1,001 classes",
    text: data(`classes: [${"a, ".repeat(1001)}]`),
    at: "8:10",
    help: /reference\/limits/,
    message: /1001 entries of `classes`.*1000/,
  },
  {
    code: "FS2611",
    of: "a paragraph of 2,001 lines",
    text: withTitle(`One.\n\n${"a line\n".repeat(2001)}`),
    at: "8:1",
    help: /empty line/,
    message: /2000 lines/,
  },
  {
    code: "FS2007",
    of: "a protocol of the Python FoodSpec",
    text: "name: oil\nmodality: raman\nsteps:\n  - type: baseline\n",
    at: "1:1",
    help: /foodspec init/,
    message: /`modality` and `steps`/,
  },
  {
    code: "FS2007",
    of: "one behind a document start",
    text: "---\nname: oil\nsteps: []\n",
    at: "1:1",
    help: /Markdown/,
  },
  { code: "FS2007", of: "a .yaml file", text: "name: oil\n", file: "oil.yaml", at: "1:1", help: /Markdown/ },
  { code: "FS2010", of: "a document without front matter", text: "# Title\n", at: "1:1", help: /first line be `---`/ },
  { code: "FS2011", of: "front matter in JavaScript", text: "---js\n{}\n---\n", at: "1:1", help: /nothing else/ },
  { code: "FS2011", of: "front matter in JSON", text: "--- json\n{}\n---\n", at: "1:1", help: /nothing else/ },
  { code: "FS2012", of: "a closing fence that goes on", text: "---\ntitle: a\n---x\n---\n", at: "3:1", help: /alone/ },
  { code: "FS2013", of: "front matter without an end", text: "---\ntitle: a\n\nText\n", at: "1:1", help: /close it/ },
  { code: "FS2014", of: "front matter that is a list", text: "---\n- a\n---\n", at: "2:1", help: /colon/ },
  { code: "FS2015", of: "no title", text: "---\nseed: 1\n---\n", at: "1:1", help: /add `title/ },
  { code: "FS2015", of: "empty front matter", text: "---\n---\n", at: "1:1", help: /add `title/ },
  { code: "FS2016", of: "a newer format", text: front("foodspec: 2\n"), at: "4:11", help: /foodspec: 1/ },
  {
    code: "FS2017",
    of: "no claims in regulatory mode",
    text: front("mode: Regulatory\n"),
    at: "4:1",
    help: /`standard`, `use_case` and `limitations`/,
  },
  {
    code: "FS2017",
    of: "claims without a use",
    text: front("mode: regulatory\nclaims: {standard: a, limitations: [b]}\n"),
    at: "5:1",
    help: /`use_case`/,
  },
  {
    code: "FS2018",
    of: "a primary that is no model",
    text: withTitle(block("model #plsda", "estimator: pls-da"), "primary: plsad\n"),
    at: "4:10",
    help: /`plsda`/,
  },
  {
    code: "FS2019",
    of: "two models in regulatory mode",
    text: withTitle(
      block("model #a", "estimator: pls-da") + block("model #b", "estimator: pls-da"),
      "mode: regulatory\nclaims: {standard: a, use_case: b, limitations: [c]}\n",
    ),
    at: "4:7",
    help: /primary: a/,
  },
  { code: "FS2050", of: "a second colon", text: data("label: a: b"), at: "8:8", help: /quotation marks/ },
  { code: "FS2050", of: "a tab", text: data("label:\n\tfrom: a"), at: "9:1", help: /spaces/ },
  { code: "FS2050", of: "an open bracket", text: data("classes: [a, b"), at: "8:15", help: /close it with `\]`/ },
  { code: "FS2050", of: "an open quote", text: data("label: 'a"), at: "8:8", help: /close it with '/ },
  { code: "FS2050", of: "a value that begins with @", text: data("label: @a"), at: "8:8", help: /quotation marks/ },
  { code: "FS2050", of: "a name without a colon", text: data("label"), at: "8:1", help: /name: value/ },
  { code: "FS2050", of: "a comma too many", text: data("classes: [a, , b]"), at: "8:14", help: /take out the comma/ },
  {
    code: "FS2050",
    of: "a wrong indentation",
    text: data("  label: a"),
    at: "7:8",
    help: /same column/,
    message: /next line is indented/,
  },
  { code: "FS2050", of: "a backslash", text: data('label: "\\q"'), at: "8:9", help: /two backslashes/ },
  { code: "FS2051", of: "an option written twice", text: data("label: a\nlabel: b"), at: "9:1", help: /keep one/ },
  { code: "FS2051", of: "a field written twice", text: front("seed: 1\nseed: 2\n"), at: "5:1", help: /keep one/ },
  { code: "FS2052", of: "an anchor", text: data("label: &x a"), at: "8:8", help: /params/ },
  { code: "FS2052", of: "an alias", text: data("label: *x"), at: "8:8", help: /params/ },
  {
    code: "FS2053",
    of: "a tag",
    text: data("label: !!js/function 'x'"),
    at: "8:8",
    help: /quotation marks/,
    message: /!!js\/function/,
  },
  { code: "FS2053", of: "a tag of its own", text: data("classes: !a [b]"), at: "8:10", help: /quotation marks/ },
  { code: "FS2107", of: "an option __proto__", text: front("__proto__: {a: 1}\n"), at: "4:1", help: /./ },
  { code: "FS2107", of: "an option __proto__ of a block", text: data("__proto__: 1"), at: "8:1", help: /./ },
  { code: "FS2055", of: "a list as a name", text: data("[a]: b"), at: "8:1", help: /plain word/ },
  { code: "FS2056", of: "a directive", text: "---\n%YAML 1.1\n---\n", at: "2:1", help: /leave the line out/ },
  { code: "FS2056", of: "a second YAML document", text: data("---\nlabel: a"), at: "8:1", help: /leave the line out/ },
  { code: "FS2060", of: "no block", text: front(""), at: "1:1", help: /foodspec data/ },
  { code: "FS2061", of: "an unknown kind", text: withTitle(block("modle", "")), at: "6:13", help: /`model`/ },
  { code: "FS2062", of: "no kind", text: withTitle(block("", "")), at: "6:1", help: /foodspec KIND/ },
  {
    code: "FS2062",
    of: "a name without #",
    text: withTitle(block("model plsda", "")),
    at: "6:1",
    help: /#name/,
    message: /`plsda` is not a name/,
  },
  {
    code: "FS2062",
    of: "three words",
    text: withTitle(block("model #a b", "")),
    at: "6:1",
    help: /#name/,
    message: /too much/,
  },
  { code: "FS2062", of: "a name before the kind", text: withTitle(block("#a model", "")), at: "6:1", help: /KIND/ },
  {
    code: "FS2063",
    of: "a block in a list",
    text: withTitle("- a\n\n  ```foodspec data\n  input: meat\n  ```\n"),
    at: "8:3",
    help: /left margin/,
    message: /list/,
  },
  {
    code: "FS2063",
    of: "a block whose first line alone is indented like code",
    text: withTitle("    ```foodspec data\ninput: meat\n"),
    at: "6:1",
    help: /left margin/,
    message: /begins with four spaces/,
  },
  {
    code: "FS2063",
    of: "a block in a quote",
    text: withTitle("> ```foodspec data\n> input: meat\n> ```\n"),
    at: "6:3",
    help: /left margin/,
    message: /quote/,
  },
  {
    code: "FS2064",
    of: "two models of which one has no name",
    text: withTitle(block("model #a", "estimator: pls-da") + block("model", "estimator: pls-da")),
    at: "10:13",
    help: /#name/,
  },
  {
    code: "FS2065",
    of: "one name twice",
    text: withTitle(block("model #a", "estimator: pls-da") + block("model #A", "estimator: pls-da")),
    at: "10:19",
    help: /upper and lower case/,
    message: /line 6/,
  },
  {
    code: "FS2065",
    of: "a name that is another's kind",
    text: withTitle(block("data", "input: meat") + block("model #data", "estimator: pls-da")),
    at: "10:19",
    help: /another name/,
  },
  {
    code: "FS2066",
    of: "a name with a space sign",
    text: withTitle(block("model #1a", "estimator: pls-da")),
    at: "6:19",
    help: /begin with a letter/,
  },
  {
    code: "FS2067",
    of: "a fence without an end",
    text: withTitle("```foodspec data\ninput: meat\n\nText\n"),
    at: "6:1",
    help: /```/,
  },
  { code: "FS2068", of: "a body that is text", text: withTitle(block("data", "meat")), at: "7:1", help: /colon/ },
  {
    code: "FS2069",
    of: "Foodspec with a capital",
    text: withTitle("```Foodspec data\ninput: meat\n```\n"),
    at: "6:1",
    help: /`foodspec`/,
  },
  {
    code: "FS2101",
    of: "a text for a number",
    text: steps("  - savgol: {window: many}"),
    at: "8:22",
    help: /whole number of at least 3/,
  },
  {
    code: "FS2101",
    of: "a decimal comma",
    text: withTitle(block("qc", "gate: data\nmin_accuracy: 0,5")),
    at: "8:15",
    help: /0\.5/,
  },
  { code: "FS2101", of: "yes for true", text: data("export: yes"), at: "8:9", help: /`true`/ },
  {
    code: "FS2101",
    of: "a fraction for a whole number",
    text: front("seed: 1.5\n"),
    at: "4:7",
    help: /whole number from 0/,
  },
  {
    code: "FS2101",
    of: "a number for a list of numbers",
    text: data("label: {from: fat, cut: 20}"),
    at: "8:25",
    help: /write it as a list: \[20\]/,
  },
  {
    code: "FS2107",
    of: "a needed option that is misspelt",
    text: withTitle(block("data", "inptu: meat")),
    at: "7:1",
    help: /`input`/,
  },
  {
    code: "FS2102",
    of: "a number too small",
    text: steps("  - savgol: {window: 2}"),
    at: "8:22",
    help: /at least 3/,
    message: /`window` of step `savgol` is 2/,
  },
  {
    code: "FS2102",
    of: "a number too large",
    text: steps("  - savgol: {window: 5, order: 7}"),
    at: "8:32",
    help: /from 0 to 6/,
  },
  { code: "FS2103", of: "a wrong choice", text: data("missing: dropp"), at: "8:10", help: /`drop`/ },
  {
    code: "FS2104",
    of: "no input",
    text: withTitle(block("data", "label: a")),
    at: "6:1",
    help: /add `input: …`, text/,
    message: /block `data` needs `input`/,
  },
  {
    code: "FS2104",
    of: "a bare step that needs an option",
    text: steps("  - savgol"),
    at: "8:5",
    help: /whole number of at least 3/,
    message: /step `savgol` needs `window`/,
  },
  {
    code: "FS2104",
    of: "a step without a needed option",
    text: steps("  - savgol:\n      order: 2"),
    at: "8:5",
    help: /`window: …`/,
  },
  { code: "FS2105", of: "a pair of one", text: data("range: [1]"), at: "8:8", help: /exactly 2 entries/ },
  {
    code: "FS2105",
    of: "no steps",
    text: withTitle(block("preprocess", "steps: []")),
    at: "7:8",
    help: /at least 1 entry/,
  },
  { code: "FS2105", of: "an empty title", text: '---\ntitle: ""\n---\n', at: "2:8", help: /some text/ },
  { code: "FS2106", of: "a text of another form", text: data("unit: A1"), at: "8:7", help: /small letters only/ },
  {
    code: "FS2106",
    of: "a parameter with a name that is none",
    text: front("params: {1a: 2}\n"),
    at: "4:10",
    help: /letters/,
  },
  { code: "FS2107", of: "an unknown option", text: data("mising: drop"), at: "8:1", help: /did you mean `missing`/ },
  {
    code: "FS2107",
    of: "an unknown option of a step",
    text: steps("  - savgol:\n      window: 5\n      polyoder: 3"),
    at: "10:7",
    help: /did you mean `order`/,
    message: /^unknown option `polyoder` for step `savgol`$/,
  },
  {
    code: "FS2107",
    of: "an option of a step that has none",
    text: steps("  - snv: {a: 1}"),
    at: "8:11",
    help: /has no options/,
  },
  { code: "FS2107", of: "an unknown field", text: front("sead: 1\n"), at: "4:1", help: /`seed`/ },
  {
    code: "FS2107",
    of: "an unknown option in an alternative",
    text: data("label: {from: fat, cut: [20], name: x}"),
    at: "8:31",
    help: /`from` and `cut`/,
  },
  {
    code: "FS2108",
    of: "an unknown step",
    text: steps("  - savgool: {window: 5}"),
    at: "8:5",
    help: /`savgol`/,
    message: /unknown step `savgool`/,
  },
  {
    code: "FS2108",
    of: "an unknown bare estimator",
    text: model("estimator: plsda"),
    at: "7:12",
    help: /`pls-da`/,
    message: /unknown estimator `plsda`/,
  },
  { code: "FS2108", of: "an unknown scheme", text: front("scheme: lobbo\n"), at: "4:9", help: /`lobo`/ },
  {
    code: "FS2109",
    of: "two steps below one dash",
    text: steps("  - savgol: {window: 5}\n    snv: {}"),
    at: "8:5",
    help: /line of its own/,
  },
  { code: "FS2109", of: "a number for a step", text: steps("  - 5"), at: "8:5", help: /`savgol`/ },
  {
    code: "FS2110",
    of: "options that do not go together",
    text: steps("  - rubber: {lambda: 13}"),
    at: "8:13",
    help: /holds/,
    message: /13 brings bad luck/,
  },
  {
    code: "FS2111",
    of: "an unknown parameter",
    text: withTitle(block("data", "input: meat\nlabel: = params.lvs"), "params: {lv: 8}\n"),
    at: "9:8",
    help: /= params\.lv`/,
  },
  {
    code: "FS2111",
    of: "an unknown parameter in a list",
    text: data("classes: [a, = params.b]"),
    at: "8:14",
    help: /params: \{b/,
  },
  { code: "FS2112", of: "a formula", text: data("label: = lv + 1"), at: "8:8", help: /params\.NAME/ },
  {
    code: "FS2113",
    of: "a value that fits no alternative",
    text: model("estimator: {pls-da: {components: many}}"),
    at: "7:34",
    help: /from 1 to 50 or a list/,
  },
  {
    code: "FS2114",
    of: "from a block that is not there",
    text: withTitle(block("data", "input: meat") + block("qc", "gate: data\nfrom: dta")),
    at: "12:7",
    help: /`data`/,
  },
  {
    code: "FS2115",
    of: "a bare step that is nothing without options",
    text: steps("  - crop"),
    at: "8:5",
    help: /crop: …/,
  },
  {
    code: "FS2116",
    of: "an input nobody declared",
    text: withTitle(block("data", "input: maet")),
    at: "7:8",
    help: /`meat`/,
  },
  { code: "FS2201", of: "a path with two full stops", text: prose("a `= plsda..x`"), at: "10:3", help: /by_class/ },
  { code: "FS2201", of: "a format that is missing", text: prose("a `= plsda.accuracy :`"), at: "10:3", help: /\.1%/ },
  {
    code: "FS2201",
    of: "a name in brackets without quotes",
    text: prose("a `= plsda.by_class[over]`"),
    at: "10:3",
    help: /over 20 %/,
  },
  {
    code: "FS2202",
    of: "an inline value of an unknown block",
    text: prose("a `= plda.accuracy`"),
    at: "10:3",
    help: /`plsda`/,
  },
  {
    code: "FS2203",
    of: "an unknown value",
    text: prose("# a `= plsda.acuracy : .1%`"),
    at: "10:5",
    help: /`accuracy`/,
    message: /`plsda` has no `acuracy`/,
  },
  {
    code: "FS2203",
    of: "an unknown value of a class, in a table",
    text: prose('| a |\n| - |\n| `= plsda.by_class["a b"].recal` |'),
    at: "12:3",
    help: /`recall`/,
    message: /`plsda.by_class\["a b"\]` has no/,
  },
  { code: "FS2203", of: "a value below a value", text: prose("`= plsda.accuracy.x`"), at: "10:1", help: /end there/ },
  {
    code: "FS2203",
    of: "a name where an index stands",
    text: prose("`= plsda.folds.first.score`"),
    at: "10:1",
    help: /index/,
  },
  { code: "FS2204", of: "a format that is none", text: prose("`= plsda.accuracy : 1.%%`"), at: "10:1", help: /\.3f/ },
  {
    code: "FS2204",
    of: "a type that is none",
    text: prose("`= plsda.accuracy : .1q`"),
    at: "10:1",
    help: /\.3f/,
    message: /`q`/,
  },
  { code: "FS2205", of: "a group of values", text: prose("`= plsda.by_class`"), at: "10:1", help: /entries/ },
  {
    code: "FS2205",
    of: "a class",
    text: prose("`= plsda.by_class.lean`"),
    at: "10:1",
    help: /`recall` or `precision`/,
  },
  {
    code: "FS2211",
    of: "a figure of an unknown block",
    text: prose("[the roc](#plda.roc)"),
    at: "10:1",
    help: /`plsda`/,
  },
  { code: "FS2212", of: "an unknown figure", text: prose("[](#plsda.confuson)"), at: "10:1", help: /`confusion`/ },
  {
    code: "FS2212",
    of: "an unknown figure by reference",
    text: prose("[the roc][r]\n\n[r]: #plsda.rok"),
    at: "10:1",
    help: /`roc`/,
  },
  {
    code: "FS2212",
    of: "a figure block that shows what is not there",
    text: prose(block("figure", "show: plsda.rok")),
    at: "11:7",
    help: /`roc`/,
  },
  {
    code: "FS2212",
    of: "a block that shows what it does not have",
    text: withTitle(block("preprocess", "steps: [snv]\nshow: [spectra, preprocess.spectr]")),
    at: "8:17",
    help: /`spectra`/,
  },
  {
    code: "FS2212",
    of: "a figure of a block without figures",
    text: withTitle(`${block("data", "input: meat")}[a](#data.b)`),
    at: "10:1",
    help: /has no figures/,
  },
  {
    code: "FS2213",
    of: "an address of three parts",
    text: prose("[a](#plsda.roc.x)"),
    at: "10:1",
    help: /plsda\.confusion/,
  },
  { code: "FS2221", of: "a link that runs code", text: prose("[a](javascript:alert(1))"), at: "10:1", help: /https:/ },
  { code: "FS2221", of: "a link without a scheme", text: prose("[a](//example.org/x)"), at: "10:1", help: /https:/ },
  { code: "FS2221", of: "a link to a file", text: prose("[a](FILE:///etc/passwd)"), at: "10:1", help: /https:/ },
  { code: "FS2222", of: "HTML", text: prose("a <b>c</b>"), at: "10:3", help: /Markdown/ },
  {
    code: "FS2223",
    of: "an image from elsewhere",
    text: prose("![a](https://example.org/a.png)"),
    at: "10:1",
    help: /figure/,
  },
  {
    code: "FS2223",
    of: "an image in the text",
    text: prose("![a](data:image/png;base64,AAAA)"),
    at: "10:1",
    help: /figure/,
  },
  {
    code: "FS1001",
    of: "an override the document refuses",
    text: front("allow_cli_override: false\n"),
    overrides: { seed: 1 },
    at: "4:21",
    help: /--seed/,
  },
  {
    code: "FS1001",
    of: "--trust where the document refuses it",
    text: front("allow_cli_override: false\n"),
    overrides: { trust: true },
    at: "4:21",
    help: /--trust/,
  },
  {
    code: "FS1002",
    of: "leaving regulatory mode",
    text: front("mode: regulatory\nclaims: {standard: a, use_case: b, limitations: [c]}\n"),
    overrides: { mode: "research" },
    at: "4:7",
    help: /reviewed/,
  },
  {
    code: "FS1002",
    of: "leaving it by --set",
    text: front("mode: regulatory\nclaims: {standard: a, use_case: b, limitations: [c]}\n"),
    overrides: { set: [{ key: "mode", value: "Monitoring" }] },
    at: "4:7",
    help: /reviewed/,
  },
  {
    code: "FS1003",
    of: "--set on a threshold",
    text: front("qc_policy: {min_accuracy: 0.9}\n"),
    overrides: { set: [{ key: "qc_policy.min_accuracy", value: "0.1" }] },
    at: "4:12",
    help: /reviewed/,
  },
  {
    code: "FS1003",
    of: "--set on claims",
    text: front(""),
    overrides: { set: [{ key: "claims.standard", value: "x" }] },
    at: null,
    help: /reviewed/,
  },
  {
    code: "FS1003",
    of: "--set on allow_cli_override",
    text: front(""),
    overrides: { set: [{ key: "allow_cli_override", value: "true" }] },
    at: null,
    help: /reviewed/,
  },
  {
    code: "FS1004",
    of: "--set on an unknown field",
    text: front(""),
    overrides: { set: [{ key: "sed", value: "1" }] },
    at: null,
    help: /`seed`/,
  },
  {
    code: "FS1004",
    of: "--set on an unknown parameter",
    text: front("params: {lv: 8}\n"),
    overrides: { set: [{ key: "params.lvs", value: "1" }] },
    at: null,
    help: /`params\.lv`/,
  },
  {
    code: "FS1004",
    of: "--set on an unknown field below",
    text: front(""),
    overrides: { set: [{ key: "report.figure", value: "none" }] },
    at: null,
    help: /figures/,
  },
  {
    code: "FS1005",
    of: "--set with a key that is none",
    text: front(""),
    overrides: { set: [{ key: "a..b", value: "1" }] },
    at: null,
    help: /params\.lv=10/,
  },
  {
    code: "FS1004",
    of: "--set on __proto__, which is no parameter",
    text: front(""),
    overrides: { set: [{ key: "params.__proto__", value: "1" }] },
    at: null,
    help: /declares no parameters/,
  },
  {
    code: "FS1006",
    of: "a seed that is none",
    text: front(""),
    overrides: { seed: "x" },
    at: null,
    help: /whole number/,
    message: /`--seed` does not fit/,
  },
  {
    code: "FS1006",
    of: "an unknown mode",
    text: front(""),
    overrides: { mode: "regulatoy" },
    at: null,
    help: /`regulatory`/,
  },
  {
    code: "FS1006",
    of: "an unknown scheme",
    text: front(""),
    overrides: { scheme: "lobbo" },
    at: null,
    help: /`lobo`/,
  },
  {
    code: "FS1007",
    of: "a file for an unknown input",
    text: front(""),
    overrides: { inputs: { maet: "/x/y.csv" } },
    at: null,
    help: /`meat`/,
  },
  {
    code: "FS1008",
    of: "a file without a name where two are meant",
    text: "---\ntitle: a\ninputs: {a: {path: a}, b: {path: b}}\n---\n",
    overrides: { inputs: { "": "/x/y.csv" } },
    at: null,
    help: /`a` or `b`/,
  },
  {
    code: "FS1009",
    of: "a parameter of a gate",
    text: params("params: {a: 0.9}\n"),
    overrides: { set: [{ key: "params.a", value: "0.1" }] },
    at: "9:15",
    help: /params\.a/,
  },
];

describe("a document", () => {
  it.each(cases)("with $of is told $code at $at", ({ code, text, at, help, message, overrides, file }) => {
    const { findings, protocol } = parse(text, overrides, file);
    const found = findings.find((one) => one.code === code);
    expect(found, findings.map((one) => `${one.code} ${one.message}`).join("\n")).toBeDefined();
    const place = found?.position ?? null;
    expect(place === null ? null : `${place.line}:${place.column}`).toBe(at);
    expect(found?.help.join("\n")).toMatch(help);
    expect(`${found?.message}\n${found?.mark}\n${found?.help.join("\n")}`).not.toMatch(
      /\?`|\bundefined\b|\bNaN\b|Invalid|zod|\{[a-z]+(\|[a-z]+)?\}(?!`)/,
    );
    if (message !== undefined) expect(found?.message).toMatch(message);
    const entry = catalogue.get(code);
    expect(protocol === null).toBe(exitCode(findings) !== 0);
    if (entry?.severity === "error") expect(exitCode(findings)).toBe(code.startsWith("FS1") ? 2 : 4);
  });

  it.each(cases.filter(({ code }) => !["FS2109", "FS2050"].includes(code)))(
    "with $of is told nothing else ($code)",
    ({ code, text, overrides, file }) => {
      const others = parse(text, overrides, file).findings.filter((one) => one.code !== code && one.code !== "FS2060");
      expect(others.map((one) => `${one.code} ${one.message}`)).toEqual([]);
    },
  );

  it("can be told every code the catalogue has for documents and overrides", () => {
    const covered = new Set(cases.map(({ code }) => code));
    // FS2008 is said by those who read files, FS2071 by those who list findings.
    const ours = [...catalogue.keys()].filter((code) => /^FS(10|20|21|22)/.test(code));
    expect(ours.filter((code) => !covered.has(code))).toEqual(["FS2008", "FS2071"]);
  });

  it("is told everything that is wrong at once, in the order of the file", () => {
    const { findings } = parse(
      withTitle(
        block("data", "mising: 1\nlabel: [") + block("modl", "") + block("preprocess", "steps: [snw]\nstep: 1"),
        "sead: 1\n",
      ),
    );
    expect(findings.map(({ code, position }) => `${code} ${position?.line}`)).toEqual([
      "FS2107 4",
      "FS2050 9",
      "FS2061 12",
      "FS2108 17",
      "FS2107 18",
    ]);
  });
});
