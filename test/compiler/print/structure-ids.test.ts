/** Structure ids: the same pages are the same bytes, whatever numbers a busy browser gave the nodes of its memory. */
import { PDFDocument, PDFString } from "@cantoo/pdf-lib";
import { describe, expect, it } from "vitest";
import { numberStructure } from "../../../compiler/print/structure-ids.ts";

const id = (n: number) => PDFString.of(`node${String(n).padStart(8, "0")}`);

/** A page of a table with two heads and a cell under both, as Chromium tags it; its nodes are numbered from `first`. */
async function tagged(first: number): Promise<PDFDocument> {
  const document = await PDFDocument.create({ updateMetadata: false });
  document.addPage();
  const { context } = document;
  const head = (n: number) => context.register(context.obj({ Type: "StructElem", S: "TH", ID: id(n) }));
  const [one, two] = [head(first), head(first + 3)];
  context.register(
    context.obj({ Type: "StructElem", S: "TD", A: [{ O: "Table", Headers: [id(first), id(first + 3)] }] }),
  );
  // A text that only looks like an identifier stays as it is.
  context.register(context.obj({ Title: id(first) }));
  context.register(context.obj({ Names: [id(first), one, id(first + 3), two], Limits: [id(first), id(first + 3)] }));
  return document;
}
const written = async (document: PDFDocument): Promise<string> =>
  new TextDecoder("latin1").decode(await document.save({ useObjectStreams: false, updateFieldAppearances: false }));

describe("structure ids", () => {
  it("are the same from whatever number the browser counts", async () => {
    const [few, many] = await Promise.all([tagged(158), tagged(162)]);
    for (const document of [few, many]) numberStructure(document);
    const texts = await Promise.all([few, many].map(written));
    const title = /\/Title \(node\d+\)/g;
    expect(texts[1]?.replace(title, "")).toBe(texts[0]?.replace(title, ""));
    expect(texts[0]?.match(title)).toEqual(["/Title (node00000158)"]);
  });

  it("are counted from one, and cells still name their heads", async () => {
    const document = await tagged(158);
    numberStructure(document);
    const text = (await written(document)).replace(/\s+/g, " ");
    for (const part of [
      "/ID (node00000001)",
      "/ID (node00000002)",
      "/Headers [ (node00000001) (node00000002) ]",
      "/Limits [ (node00000001) (node00000002) ]",
    ])
      expect(text).toContain(part);
  });

  it("of a document without any are none", async () => {
    const document = await PDFDocument.create({ updateMetadata: false });
    const before = await written(document);
    numberStructure(document);
    expect(await written(document)).toBe(before);
  });
});
