/** The fields of a report that people sign, and what is drawn in them. */

import { join } from "node:path";
import { PDFArray, PDFDict, PDFDocument, PDFHexString, PDFName, PDFString } from "@cantoo/pdf-lib";
import { beforeAll, describe, expect, it } from "vitest";
import { broken, drawn, type Letters, statusText } from "../../../compiler/verify/pdf/field-text.ts";
import { takenApart } from "../../../compiler/verify/pdf/read.ts";
import { shadowsIn } from "../../../compiler/verify/pdf/shadows.ts";
import { inMemory } from "../../fixtures/in-memory.ts";
import { legible } from "../../fixtures/legible.ts";
import { smallCsv, smallProtocol } from "../../fixtures/small.ts";

let printed: Uint8Array;
beforeAll(async () => {
  const frontMatter = "signatures: {author: 1, reviewer: 0, approver: 2}\n";
  const place = inMemory({ "protocol.md": smallProtocol({ frontMatter }), "small.csv": smallCsv() });
  await place.compile({ pdf: true }, {}, legible);
  printed = place.disk.read(join(place.folder, "runs/latest/report/report_research.pdf"));
});

const below = (dict: PDFDict, key: string) => dict.lookup(PDFName.of(key), PDFArray);
const formOf = ({ catalog }: PDFDocument) => catalog.lookup(PDFName.of("AcroForm"), PDFDict);
const statusOf = (document: PDFDocument) =>
  below(below(formOf(document), "Fields").lookup(0, PDFDict), "Kids").lookup(0, PDFDict);
const textOf = (dict: PDFDict, key: string) => dict.lookup(PDFName.of(key), PDFHexString).decodeText();
const load = () => PDFDocument.load(printed, { updateMetadata: false });

describe("the form of a report", () => {
  it("has a signature field for each who is to sign, and says on each page that nobody has", async () => {
    const document = await load();
    const [, ...fields] = Array.from({ length: 4 }, (_, i) => below(formOf(document), "Fields").lookup(i, PDFDict));
    expect(fields.map((one) => textOf(one, "T"))).toEqual(["author-1", "approver-1", "approver-2"]);
    const kids = below(statusOf(document), "Kids");
    expect(kids.size()).toBe(document.getPageCount());
    expect(textOf(kids.lookup(0, PDFDict), "V")).toBe("DRAFT: 0 of 3 signatures");
    expect(await shadowsIn(printed, await takenApart(printed))).toEqual([]);
  });
  it.each<readonly [string, string, (document: PDFDocument) => unknown]>([
    [
      "a status that says it is signed",
      "holds a form field",
      (document) =>
        below(statusOf(document), "Kids")
          .lookup(1, PDFDict)
          .set(PDFName.of("V"), PDFHexString.fromText("SIGNED: 3 of 3")),
    ],
    [
      "a status that shows something else",
      "holds a form field",
      (document) => {
        const other = document.context.register(
          document.context.flateStream("0 0 99 99 re f", { BBox: [0, 0, 198, 12] }),
        );
        below(statusOf(document), "Kids")
          .lookup(0, PDFDict)
          .set(PDFName.of("AP"), document.context.obj({ N: other }));
      },
    ],
    [
      "a status in the middle of the page",
      "holds a form field",
      (document) =>
        below(statusOf(document), "Kids")
          .lookup(0, PDFDict)
          .set(PDFName.of("Rect"), document.context.obj([198, 400, 396, 412])),
    ],
    [
      "a drawing in a signature field",
      "holds a signature field that is filled, or of nobody who is to sign",
      (document) =>
        below(formOf(document), "Fields").lookup(1, PDFDict).set(PDFName.of("AP"), document.context.obj({})),
    ],
    [
      "a field of another name",
      "holds a signature field that is filled, or of nobody who is to sign",
      (document) =>
        below(formOf(document), "Fields").lookup(1, PDFDict).set(PDFName.of("T"), PDFString.of("director-1")),
    ],
    [
      "a form that readers draw themselves",
      "holds a form of another kind",
      (document) => formOf(document).set(PDFName.of("NeedAppearances"), document.context.obj(true)),
    ],
  ])("is refused with %s", async (_, says, change) => {
    const document = await load();
    change(document);
    const bytes = await document.save({ updateFieldAppearances: false });
    expect(await shadowsIn(bytes, await takenApart(bytes))).toContain(says);
  });
});

const letters: Letters = new Map(Array.from("abc …?", (letter, i) => [letter, [i + 1, 500]]));

describe("text in a field", () => {
  it("says how many have signed, and that all have", () => {
    expect([statusText(0, 2), statusText(1, 2), statusText(2, 2)]).toEqual([
      "DRAFT: 0 of 2 signatures",
      "DRAFT: 1 of 2 signatures",
      "SIGNED: 2 of 2",
    ]);
  });
  it("goes on in the next line at blanks, and ends in dots where there is no room", () => {
    const lines = (text: string, height: number) =>
      broken([{ text, size: 10 }], 30, height, letters).map((one) => one.text);
    expect(lines("ab ab ab", 99)).toEqual(["ab ab", "ab"]);
    expect(lines("abcabcabc", 99)).toEqual(["abcab…"]);
    expect(lines("ab ab ab ab ab", 25)).toEqual(["ab ab", "ab ab…"]);
  });
  it("is drawn glyph by glyph from the top, a letter of no font as a question mark", () => {
    expect(drawn([{ text: "aβ", size: 10 }], 20, letters)).toBe(
      "/Tx BMC q 0 g BT\n/FS 10 Tf 1 0 0 1 0 10.30 Tm <00010006> Tj\nET Q EMC",
    );
  });
});
