/** Read: the text of a page from the pieces that a PDF's reader finds. */
import { describe, expect, it } from "vitest";
import { joined } from "../../../../compiler/verify/pdf/read.ts";

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
