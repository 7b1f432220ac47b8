/** What cannot be seen is written out, and a number keeps its unit, in every text of a page and of its print. */
import { describe, expect, it } from "vitest";
import { unbroken } from "../../../blocks/contract/unbroken.ts";
import { h } from "../../../compiler/render/hast.ts";
import { part } from "../../../compiler/render/page.ts";

describe("no line ends between a number and its unit:", () => {
  it.each([
    ["where 5 % would be expected", "where 5\u00a0% would be expected"],
    ["at most 20 % fat", "at most 20\u00a0% fat"],
    ["near 1745 cm⁻¹ and 930 nm", "near 1745\u00a0cm⁻¹ and 930\u00a0nm"],
    ["12.5 mg/kg at 20 °C", "12.5\u00a0mg/kg at 20\u00a0°C"],
    ["of 161 samples", "of 161 samples"],
    ["5 minutes, 3 months", "5 minutes, 3 months"],
    ["already 5\u00a0%", "already 5\u00a0%"],
    ["no number % here", "no number % here"],
  ])("%s", (text, kept) => expect(unbroken(text)).toBe(kept));

  it("in every element of a page but code, which stands as it was written", () => {
    const html = part([
      h("p", {}, "over 20 % ", h("em", {}, "or 5 mg")),
      h("pre", {}, h("code", {}, "crop: 5 % of 3 nm")),
      h("td", {}, "up to 20 %"),
    ]);
    expect(html).toBe(
      "<p>over 20\u00a0% <em>or 5\u00a0mg</em></p><pre><code>crop: 5 % of 3 nm</code></pre><td>up to 20\u00a0%</td>",
    );
  });
});

it("signs that turn the order of letters round are written out", () => {
  expect(part([h("p", { title: "a\u202eb" }, "a\u202eb")])).toBe('<p title="aU+202Eb">aU+202Eb</p>');
});
