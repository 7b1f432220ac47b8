/** Bookmarks get the text of their headings, whatever Chromium made of it. */
import { PDFDocument, PDFHexString, PDFName } from "@cantoo/pdf-lib";
import { describe, expect, it } from "vitest";
import { headingTexts, nameBookmarks } from "../../../compiler/print/outline.ts";

/** Titles of a PDF with one bookmark a title, as they are named. */
async function named(titles: readonly string[], headings: readonly string[]): Promise<readonly string[]> {
  const document = await PDFDocument.create();
  const { context, catalog } = document;
  const items = titles.map((title) => context.obj({ Title: PDFHexString.fromText(title) }));
  const refs = items.map((item) => context.register(item));
  for (const [k, item] of items.entries()) if (k + 1 < refs.length) item.set(PDFName.of("Next"), refs[k + 1]);
  catalog.set(PDFName.of("Outlines"), context.register(context.obj({ First: refs[0] })));
  nameBookmarks(document, headings);
  return items.map((item) => item.lookup(PDFName.of("Title"), PDFHexString).decodeText());
}

describe("bookmarks", () => {
  it.each([
    ["as it is", "Data", "Data"],
    ["twice", "1 Summary1 Summary", "1 Summary"],
    ["without the blank at a line's end", "Sortingminced meat", "Sorting minced meat"],
    ["a heading that repeats itself", "no no", "no no"],
    ["like no heading", "Elsewhere", "Elsewhere"],
  ])("%s", async (_, title, expected) => {
    expect(await named(["Data", title], ["Data", "1 Summary", "Sorting minced meat", "no no", "no"])).toEqual([
      "Data",
      expected,
    ]);
  });

  it("finds headings with what stands inside them, and no others", () => {
    expect(
      headingTexts('<h1>A &#x26; <em>B</em>\n&lt;c></h1><header>no</header><h3 id="x">Two <code>words</code></h3>'),
    ).toEqual(["A & B <c>", "Two words"]);
  });
});
