/** HTML: a page as the verifier takes it apart, also one that somebody wrote otherwise than our own writer does. */
import { describe, expect, it } from "vitest";
import { piecesOf } from "../../../../compiler/verify/pdf/shown.ts";
import { decoded, pageOf } from "../../../../compiler/verify/text/html.ts";
import { englishFigure, englishNumbers } from "../../../../compiler/verify/text/printed.ts";

describe("a page", () => {
  it.each([
    ["in its language", '<!doctype html>\n<html lang="de"><p>1,5</p></html>', "de", "1.5"],
    ["in English, where it names none", "<p>1.5</p>", "en", "1.5"],
    ["whose element is closed twice", "<p>1.5</p></p></td>", "en", "1.5"],
  ])("is read %s", (_, html, lang, text) => {
    const page = pageOf(html);
    expect([page.lang, page.text.trim().split("\n").at(-1)]).toEqual([lang, text]);
  });
  it("is told piece by piece, whatever is closed twice", () => {
    expect(piecesOf("</p><p>It is 12</p>")).toEqual(["Itis12"]);
  });
  it.each([
    ["by name", "a &lt; b &amp; c", "a < b & c"],
    ["by a name that is none", "&nothing; 1", "&nothing; 1"],
    ["by a number", "&#65;&#x42;", "AB"],
    ["by a number beyond every letter", "&#99999999;", "\u{10ffff}"],
  ])("has letters that stand %s", (_, text, wanted) => {
    expect(decoded(text)).toBe(wanted);
  });
});

describe("numbers of a report", () => {
  it.each([
    ["en", "1,234.5 to 2", "1,234.5 to 2"],
    ["de", "1\u202f234,5 bis 2", "1,234.5 to 2"],
    ["fr", "0,5 à 0,7", "0.5 to 0.7"],
  ])("in %s are read as English ones", (lang, text, wanted) => {
    expect(englishFigure(text, lang)).toBe(wanted);
    expect(englishNumbers(text, lang)).toBe(
      wanted.replace(" to ", lang === "de" ? " bis " : lang === "fr" ? " à " : " to "),
    );
  });
});
