/** Documents made by chance: the parser never throws, is never slow, and every finding has a code and a place in the file. */

import { describe, expect, it } from "vitest";
import { catalogue } from "../../../compiler/diagnostics/catalogue.ts";
import { isError } from "../../../compiler/diagnostics/finding.ts";
import { formats } from "../../../compiler/diagnostics/formats.ts";
import { withSources } from "../../../compiler/diagnostics/sources.ts";
import { figures, progress, repeat } from "../../fixtures/figures.ts";
import { fc } from "../../fixtures/property.ts";
import { block, parse, withTitle } from "./kinds.ts";

/** Processor time that reading one document and printing its findings may take, in milliseconds: a hundred times the usual. */
const longest = 1000;

const good = withTitle(
  block("data", "input: meat\nlabel: {from: fat, cut: [20]}\nrange: [850, 1050]") +
    block("preprocess #prep", "steps:\n  - crop: [860, 1040]\n  - savgol: {window: = params.w, order: 2}\n  - snv") +
    block("qc", "gate: data") +
    block("model #plsda", "estimator: {pls-da: {components: [1, 2, 3]}}\ntune: {folds: 5, rule: best}") +
    block("figure", 'show: plsda.confusion\ncaption: "Confusion"') +
    '# Result `= plsda.accuracy : .1%`\n\n| a | b |\n| - | - |\n| `= plsda.by_class["x y"].recall` | [roc](#plsda.roc) |\n\n> quote\n\n- list <b>html</b> ![i](http://x/y.png)\n',
  'version: 1.10\nmode: research\nscheme: lobo\nparams: {w: 5}\nclaims: {limitations: ["a"]}\n',
);

const pieces = [
  "---\n",
  "```foodspec data\n",
  "```\n",
  "~~~",
  "`= ",
  "`",
  "= params.w",
  "= ",
  ": ",
  "[",
  "]",
  "{",
  "}",
  "&a ",
  "*a",
  "!!t ",
  "- ",
  "> ",
  "\t",
  "\r\n",
  "\r",
  "\n\n",
  "|",
  "| - |\n",
  "#",
  '"',
  "'",
  "%YAML 1.1\n",
  "__proto__: 1\n",
  "\u202E",
  "\u0000",
  "\uFEFF",
  "\uD800",
  "😀",
  "null",
  "1.10",
  ".nan",
  "1e999",
  "steps",
  "from: prep\n",
  "<script>",
  "[a](#plsda.",
  "](javascript:x)",
  "? ",
  "<<: ",
  "```foodspec model #plsda\n",
];

type Edit = { readonly at: number; readonly remove: number; readonly insert: string };
const edit: fc.Arbitrary<Edit> = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  remove: fc.nat(12),
  insert: fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 8 }), fc.constant("")),
});
const mutated = fc.array(edit, { minLength: 1, maxLength: 6 }).map((edits) =>
  edits.reduce((text, { at, remove, insert }) => {
    const offset = Math.floor(at * text.length);
    return text.slice(0, offset) + insert + text.slice(offset + remove);
  }, good),
);
const random = fc
  .array(fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 10, unit: "binary" })), { maxLength: 40 })
  .map((parts) => parts.join(""));
const framed = random.map((text) => withTitle(text));

const any = fc.oneof(
  { weight: 6, arbitrary: mutated },
  { weight: 2, arbitrary: framed },
  { weight: 1, arbitrary: random },
);

/** Reads a document, and looks at everything that was found and at all ways of printing it. */
function look(bytes: Uint8Array): void {
  const { protocol, findings } = parse(bytes);
  expect(protocol === null).toBe(findings.some(isError));
  // As an editor shows the file: without a byte order mark, every line end counted.
  const rows = new TextDecoder().decode(bytes).split(/\r\n|\n|\r/);
  for (const { code, position, message, help } of findings) {
    expect(catalogue.has(code), code).toBe(true);
    expect(message).not.toMatch(/undefined|\{[a-z]+\}$/);
    expect(help.length).toBeGreaterThan(0);
    if (position === null) continue;
    expect(position.line).toBeGreaterThanOrEqual(1);
    expect(position.endLine).toBeLessThanOrEqual(rows.length);
    expect(position.column).toBeLessThanOrEqual(rows[position.line - 1].length + 1);
    expect(position.endColumn).toBeLessThanOrEqual(rows[position.endLine - 1].length + 1);
    expect(position.endLine > position.line || position.endColumn >= position.column).toBe(true);
  }
  const sources = withSources({ "protocol.md": bytes });
  const { text, json, sarif, junit, github } = formats;
  text(findings, sources);
  for (const format of [json, sarif, github]) format(findings);
  junit([{ document: "protocol.md", findings, seconds: null }]);
}

describe.skipIf(figures.documents === 0)("a document made by chance", () => {
  const { documents, seed } = figures;
  it(`is read or refused with codes and places inside the file (${documents} of them)`, {
    timeout: 600_000 + documents * 50,
  }, () => {
    let done = 0;
    fc.assert(
      fc.property(any, (text) => {
        const before = process.cpuUsage();
        look(new TextEncoder().encode(text));
        const { user, system } = process.cpuUsage(before);
        expect((user + system) / 1000, "milliseconds").toBeLessThan(longest);
        progress("documents", Math.min(++done, documents), documents);
      }),
      { numRuns: documents, seed, reporter: reportOf },
    );
  });

  it("of random bytes is refused", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 200 }), (bytes) => {
        const { protocol, findings } = parse(bytes);
        expect(protocol === null).toBe(findings.some(isError));
      }),
      { numRuns: 300, seed },
    );
  });
});

/** What fast-check says of a failure, the smallest such document among it, and how to see it again. */
function reportOf(details: fc.RunDetails<[string]>): void {
  const said = fc.defaultReportMessage(details);
  if (said !== undefined)
    throw new Error(`${said}\n${repeat("documents", details.numRuns)}`, { cause: details.errorInstance });
}
