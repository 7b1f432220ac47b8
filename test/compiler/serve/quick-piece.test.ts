import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { prepare } from "../../../compiler/compile/prepare.ts";
import { showDocument } from "../../../compiler/compile/shown.ts";
import type { Report } from "../../../compiler/render/report.ts";
import { piecesOf } from "../../../compiler/serve/pieces.ts";
import { quickPiece, spansOf } from "../../../compiler/serve/quick-piece.ts";
import { built } from "../../fixtures/built.ts";
import { inMemory } from "../../fixtures/in-memory.ts";
import { smallCsv, smallProtocol } from "../../fixtures/small.ts";

const prose = `A first paragraph of *two* lines,
with \`= plsda.accuracy : .1%\` in it.

## A heading

- an item
- another, with \`code\`

> A quotation.

| a | b |
| --- | --- |
| 1 | \`= data.n_spectra\` |

See [the heading](#a-heading) and[^1] more.

[^1]: A note.

The last paragraph.`;
const document = smallProtocol({ prose });
const place = inMemory({ "small.csv": smallCsv() });
let report: Report;

async function reportOf(text: string): Promise<Report> {
  place.write("protocol.md", text);
  const options = { documents: ["protocol.md"] };
  const world = place.world();
  const observer = { started: () => undefined, event: () => undefined, ended: () => undefined };
  const { report, findings } = await showDocument(
    await prepare("protocol.md", options, world),
    options,
    world,
    built(),
    observer,
  );
  if (report === null) throw new Error(JSON.stringify(findings));
  return report;
}

beforeAll(async () => {
  report = await reportOf(document);
});
afterAll(() => place.remove());

const quickly = (from: string, to: string) => {
  expect(document).toContain(from);
  return quickPiece(document, document.replace(from, to), spansOf(report.protocol.tree), report);
};

describe("a piece of text that is written anew by itself", () => {
  it.each([
    ["a word of a paragraph", "A first paragraph", "A quite new first paragraph"],
    ["a line more of a paragraph", "of *two* lines,", "of **three**\nlines,"],
    ["another value", "= plsda.accuracy : .1%", "= plsda.accuracy : .3f"],
    ["an item of a list", "- another, with", "- one more\n- another, with"],
    ["a quotation", "A quotation.", "Another quotation."],
    ["a cell of a table", "| 1 |", "| 22 |"],
    ["the last paragraph", "The last", "Of all the last"],
  ])("is what the whole document makes of it: %s", async (_, from, to) => {
    const quick = quickly(from, to);
    const whole = await reportOf(document.replace(from, to));
    const line = whole.protocol.tree.children[quick?.index ?? -1]?.position?.start.line;
    expect(quick?.html).toBe(piecesOf(whole).all.find(({ lines }) => lines?.[0] === line)?.html);
  });
  it.each([
    ["a heading", "## A heading", "## Another heading"],
    ["a link into the document", "and[^1] more", "and[^1] much more"],
    ["a note", "A note.", "Another note."],
    ["a block", "components: 2", "components: 1"],
    ["the front matter", "title: Small", "title: Smaller"],
    ["a paragraph that becomes two", "lines,\n", "lines.\n\n"],
    ["a paragraph that becomes a heading", "The last paragraph.", "The last paragraph.\n==="],
    ["a paragraph that becomes an item", "The last", "- The last"],
    ["a list that ends a paragraph", "of *two* lines,", "of *two* lines\n- x"],
    ["HTML", "A quotation.", "A <b>quotation</b>."],
    ["a formula", "A quotation.", "A $x$ quotation."],
    ["a citation", "A quotation.", "A quotation [@a]."],
    ["a value that is not there", "= plsda.accuracy : .1%", "= plsda.accurac : .1%"],
    [
      "two places at once",
      "- an item\n- another, with `code`\n\n> A quotation.",
      "- one item\n- another, with `code`\n\n> One quotation.",
    ],
    ["nothing", "The last", "The last"],
  ])("is none where more than that may change: %s", (_, from, to) => {
    const quick = quickly(from, to);
    expect(from === to ? null : quick).toBe(null);
  });
});
