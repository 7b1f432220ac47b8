/** Read: the text of a page from the pieces that a PDF's reader finds. */
import { PDFDocument, PDFHexString, PDFName } from "@cantoo/pdf-lib";
import { describe, expect, it } from "vitest";
import { filesInside, joined } from "../../../../compiler/verify/pdf/read.ts";

const piece = (str: string, x: number, hasEOL = false) => ({ str, hasEOL, transform: [4.5, 0, 0, 4.5, x, 439.2] });

describe("pieces of a page", () => {
  it.each([
    [
      "labels of a drawing that stand on one line in another order",
      [piece("1009.6", 263.9), piece("969.2", 216.7)],
      "1009.6 969.2",
    ],
    ["a word in two fonts", [piece("RMSE", 10), piece("CV", 32.4)], "RMSECV"],
    ["lines", [piece("one", 50, true), piece("two", 10)], "one\ntwo"],
    ["blanks of the reader's own", [piece("892.4", 124.6), piece(" ", 136.1), piece("1009.6", 263.9)], "892.4 1009.6"],
  ])("%s", (_, pieces, text) => {
    expect(joined(pieces)).toBe(text);
  });
});

describe("files inside a PDF", () => {
  type Context = PDFDocument["context"];
  const file = (context: Context) => context.obj({ EF: { F: context.register(context.flateStream("text")) } });
  const name = (text = "a.txt") => PDFHexString.fromText(text);
  async function found(list: (context: Context) => Record<string, unknown>): Promise<readonly string[]> {
    const document = await PDFDocument.create();
    const { context } = document;
    document.catalog.set(PDFName.of("Names"), context.obj({ EmbeddedFiles: context.obj(list(context) as never) }));
    return [...(await filesInside(document)).named.keys()];
  }

  it("are read by name, in a list and below it", async () => {
    const all = (context: Context) => ({
      Names: [name(), file(context)],
      Kids: [context.obj({ Names: [name("b.txt"), file(context)] })],
    });
    expect(await found(all)).toEqual(["a.txt", "b.txt"]);
  });
  it.each<readonly [string, string, (context: Context) => Record<string, unknown>]>([
    [
      "that is none",
      "a file inside it cannot be read",
      (context) => ({ Names: [name(), context.obj({ EF: { F: 1 } })] }),
    ],
    ["without a name", "a file inside it has no name", (context) => ({ Names: [context.obj(1), file(context)] })],
    [
      "of the same name as another",
      "it holds a.txt twice",
      (context) => ({ Names: [name(), file(context), name(), file(context)] }),
    ],
    [
      "below a list that leads to itself",
      "its list of files leads in a circle",
      (context) => {
        const own = context.obj({});
        own.set(PDFName.of("Kids"), context.obj([own]));
        return { Kids: [own] };
      },
    ],
  ])("are refused with one %s", async (_, says, list) => {
    await expect(found(list)).rejects.toThrow(says);
  });
});
