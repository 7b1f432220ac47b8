/** What of a page a PDF is held against: pieces of text without the formulas in them, whose numbers are known all the same. */
import { describe, expect, it } from "vitest";
import { linesOf, piecesOf } from "../../../compiler/verify/pdf/shown.ts";

const html =
  '<p>The error is <span class="formula"><math><msup><mn>10</mn><mn>5.2</mn></msup></math></span> of all 12 samples.</p><p>1 <b>and</b> 2</p>';

describe("a page with a formula", () => {
  it("is held against the text around it", () => {
    expect(piecesOf(html)).toEqual(["ofall12samples.", "1and2"]);
  });
  it("tells its numbers only where every number is known", () => {
    expect(linesOf(html)).not.toContain("5.2");
    expect(linesOf(html, true).split("\n")).toEqual(expect.arrayContaining(["5.2", "105.2"]));
  });
});
