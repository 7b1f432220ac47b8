import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { cssText, marginStyle, withStyle } from "../../../compiler/print/print-page.ts";
import { fc, it as property } from "../../fixtures/property.ts";
import { page } from "./paper.ts";

const margins = { title: "T", mode: "research mode", token: "abc", mark: null };

/** What a browser makes of the inside of a CSS string. */
const unescaped = (text: string) =>
  text.replace(/\\([0-9a-f]+) /g, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)));

describe("text inside a style", () => {
  property.prop([fc.oneof(fc.string({ unit: "binary-ascii" }), fc.string({ unit: "binary" }))], { numRuns: 500 })(
    "cannot end the string or the style, whatever it is",
    (text) => {
      expect(cssText(text)).toMatch(/^[A-Za-z0-9 \\]*$/);
    },
  );
  it.each(["</style><script>", '";}', "a\nb", "\\"])("has no sign of %j left", (text) =>
    expect(cssText(text)).toMatch(/^[A-Za-z0-9 \\]*$/),
  );
  property.prop([fc.string({ unit: "grapheme" })])("is read as it was written", (text) => {
    expect(unescaped(cssText(text))).toBe(text);
  });
});

describe("the style of the margins", () => {
  it("names title, mode and token, and no mark where there is none", () => {
    const style = marginStyle(margins, new Map());
    expect(style).toContain('--print-title:"T"');
    expect(style).toContain('--print-mode:"research mode"');
    expect(style).toContain('--print-token:"abc"');
    expect(style).not.toContain("--print-mark");
    expect(marginStyle({ ...margins, mark: "NOT APPROVED" }, new Map())).toContain('--print-mark:"NOT APPROVED"');
  });
  it("shortens a title that would run into what stands beside it", () => {
    const style = marginStyle({ ...margins, title: "é".repeat(90) }, new Map());
    const [, title] = /--print-title:"([^"]*)"/.exec(style) ?? [];
    expect(unescaped(title).length).toBeLessThanOrEqual(78);
    expect(unescaped(title)).toMatch(/^é+…$/);
  });
  it("keeps room for numbers that are not known yet", () =>
    expect(marginStyle(margins, null)).toContain('.contents a::after{content:"00"}'));
  it("puts the number of a page behind the link that leads there", () =>
    expect(marginStyle(margins, new Map([["text:data", 3]]))).toContain(
      '.contents a[href="#text\\3a data"]::after{content:"3"}',
    ));
});

describe("a page with a second style", () => {
  const html = page("<p>x</p>", { style: "p{color:red}" });
  const sha = (style: string) => `'sha256-${createHash("sha256").update(style).digest("base64")}'`;
  it("keeps its policy, widened by the digest of that style and by nothing else", () => {
    const made = withStyle(html, "a{}");
    expect(made).toBe(
      html.replace("style-src ", `style-src ${sha("a{}")} `).replace("</head>", "<style>a{}</style>\n</head>"),
    );
  });
  it.each([
    ["no policy", html.replace("style-src", "font-src")],
    ["no head", "<p>style-src </p>"],
    ["the word only in its text", page("style-src ").replace(/<meta[^>]*>/, "")],
  ])("is refused where it has %s", (_, without) => expect(() => withStyle(without, "a{}")).toThrow(/no policy/));
});
