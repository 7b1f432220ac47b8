/** Metadata of a printed PDF: XMP that any reader of XML takes, whatever letters the title has. */
import { PDFDocument, PDFName, PDFRawStream } from "@cantoo/pdf-lib";
import { expect, it } from "vitest";
import { finishPdf } from "../../../compiler/print/finish-pdf.ts";

it("is in UTF-8, with the letters of every script in the title", async () => {
  const blank = await PDFDocument.create({ updateMetadata: false });
  blank.addPage([200, 100]);
  const facts = {
    title: "Fett in Würsten ≥ 3 %, Жир",
    time: "2026-03-01T12:00:00Z",
    creator: "FoodSpec",
    producer: "Chromium",
  };
  const { bytes } = await finishPdf(await blank.save(), {
    ...facts,
    source: "x",
    attachments: [],
    links: new Map(),
    form: null,
    profile: null,
    headings: [],
  });
  const { catalog } = await PDFDocument.load(bytes, { updateMetadata: false });
  const stream = catalog.lookup(PDFName.of("Metadata"));
  if (!(stream instanceof PDFRawStream)) throw new Error("no metadata");
  const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(stream.contents);
  expect(text).toContain(facts.title);
  expect(text).toContain('begin="\uFEFF"');
});
