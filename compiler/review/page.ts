/** Page: a diff as one HTML file that loads nothing and runs nothing. */
import type { Element } from "hast";
import type { Diff } from "../../schemas/diff.ts";
import type { Assets } from "../render/assets.ts";
import { type Child, h, toHtml } from "../render/hast.ts";
import { policy } from "../render/page.ts";
import { scrolling } from "../render/scrolling.ts";
import { makeVisible, writeBrackets } from "../render/visible.ts";
import { type Cell, type Section, sectionsOf, verdictSentence } from "./sections.ts";

export function diffPage(diff: Diff, assets: Assets): string {
  const style = [assets.text("report/styles.css"), assets.text("review/diff.css")].join("\n").replaceAll("\r\n", "\n");
  const title = `What changed in ${diff.after.document}`;
  const tree = h(
    "html",
    { lang: "en" },
    h(
      "head",
      {},
      h("meta", { charSet: "utf-8" }),
      h("meta", { httpEquiv: ["Content-Security-Policy"], content: policy(style) }),
      h("meta", { name: "viewport", content: "width=device-width, initial-scale=1" }),
      h("meta", { name: "color-scheme", content: "light dark" }),
      h("meta", { name: "referrer", content: "no-referrer" }),
      h("title", {}, title),
    ),
    body(diff, title),
  );
  makeVisible(tree);
  // The style is our own and stands as it is: its signs are no text of a document.
  const html = writeBrackets(toHtml([tree])).replace("</head>", () => `<style>${style}</style></head>`);
  return `<!doctype html>\n${html}\n`;
}

function body(diff: Diff, title: string): Element {
  const sides = [
    ["Before", diff.before],
    ["Now", diff.after],
  ] as const;
  return h(
    "body",
    { className: ["diff"] },
    h(
      "main",
      { className: ["frame"] },
      h("h1", {}, title),
      h("p", { className: ["verdict"] }, verdictSentence(diff)),
      h(
        "dl",
        {},
        sides.map(([name, side]) => [h("dt", {}, name), h("dd", {}, sideWords(side))]),
      ),
      sectionsOf(diff).map(sectionElement),
    ),
  );
}

const sideWords = ({ run_id, content_digest, revision }: Diff["before"]): Child => [
  h("code", {}, run_id),
  ", content ",
  h("code", {}, content_digest.slice(7, 19)),
  revision === null ? null : [", revision ", h("code", {}, revision)],
];

const sectionElement = ({ title, lead, head, rows }: Section): Element =>
  h(
    "section",
    {},
    h("h2", {}, title),
    lead === null ? null : h("p", {}, lead),
    scrolling(
      title,
      h(
        "table",
        {},
        h(
          "thead",
          {},
          h(
            "tr",
            {},
            head.map((text, c) => h("th", { scope: "col", className: alignOf(rows, c) }, text)),
          ),
        ),
        h(
          "tbody",
          {},
          rows.map((row) => h("tr", {}, row.map(cellElement))),
        ),
      ),
    ),
  );

const alignOf = (rows: Section["rows"], c: number): string[] =>
  rows.every((row) => row[c].isNumber === true) ? ["number"] : [];

function cellElement({ text, isCode, isNumber, tone }: Cell): Element {
  const isShort = isNumber !== true && text.length <= 20;
  const classes = [isNumber === true ? "number" : "", isShort ? "nowrap" : "", tone ?? ""].filter((one) => one !== "");
  return h("td", { className: classes }, isCode === true ? h("code", {}, text) : marked(text));
}

/** What findings set in backticks. */
const marked = (text: string): readonly Child[] =>
  text.split("`").map((piece, i, all) => (i % 2 === 1 && i < all.length - 1 ? h("code", {}, piece) : piece));
