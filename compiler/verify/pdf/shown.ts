/** Shown: what a web report says, piece by piece as paper must say it too: sentences, rows, captions. */
import { decoded, token } from "../text/html.ts";
import { plainText } from "../text/printed.ts";

/** Elements whose text stands together on paper. */
const whole = new Set(["p", "tr", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "caption", "pre"]);
/** Elements of which paper leaves out links and labels: each run of text counts by itself. */
const apart = new Set(["li", "figcaption"]);
const unseen = new Set(["script", "style", "svg", "nav", "math"]);
/** Stands for a formula, which a PDF tells in an order of its own. */
const formula = "\u0001";
/** Only on a screen, or told on paper by a page of its own: drawings for narrow screens, what is folded away, lists of files, circumstances, the foot of the page. */
const screen =
  /\bclass="(?:[^"]* )?(?:skip|numbers|facts|files|circumstances|provenance|more|source|glance|own|narrow)(?: [^"]*)?"/;
const empty = new Set(["br", "hr", "img", "input", "link", "meta", "col", "wbr"]);

interface Open {
  readonly name: string;
  readonly isUnseen: boolean;
  text: string;
}

/** Pieces of a page of our own writer, without spaces, each once; titles and labels of one word are left out. */
export function piecesOf(html: string): readonly string[] {
  const open: Open[] = [];
  const pieces = new Set<string>();
  const add = (text: string) => {
    for (const part of text.split(formula)) {
      const piece = pressed(decoded(part));
      if (/\d/.test(piece) || piece.length >= 20) pieces.add(piece);
    }
  };
  for (const [all, close, name, attributes] of html.matchAll(token)) {
    if (name === undefined) {
      if (all.startsWith("<!--") || open.some(({ isUnseen }) => isUnseen)) continue;
      for (const one of open) one.text += all;
      if (open.some((one) => apart.has(one.name)) && !open.some((one) => whole.has(one.name))) add(all);
    } else if (close === "/") {
      const at = open.findLastIndex((one) => one.name === name);
      if (at < 0) continue;
      for (const one of open.splice(at)) if (whole.has(one.name) && !one.isUnseen) add(one.text);
    } else if (!empty.has(name) && !all.endsWith("/>")) {
      if (name === "math") for (const one of open) one.text += formula;
      const isUnseen = unseen.has(name) || screen.test(attributes) || (open.at(-1)?.isUnseen ?? false);
      open.push({ name, isUnseen, text: "" });
    }
  }
  return [...pieces];
}

/** The same text whatever breaks its lines: without spaces, soft hyphens and variants of a letter. */
export const pressed = (text: string): string =>
  plainText(text)
    .normalize("NFKC")
    .replace(/[\s\u00ad]/g, "");

const untold = new Set(["script", "style", "title", "desc"]);

/** All that paper shows of a page, drawings too, each run of text on a line; `isWhole`: what only a screen shows as well. */
export function linesOf(html: string, isWhole = false): string {
  const open: { readonly name: string; readonly isUnseen: boolean }[] = [];
  const lines: string[] = [];
  for (const [all, close, name, attributes] of html.matchAll(token)) {
    const isUnseen = open.at(-1)?.isUnseen ?? false;
    if (name === undefined) {
      if (!all.startsWith("<!--") && !isUnseen) lines.push(decoded(all));
    } else if (close === "/") {
      const at = open.findLastIndex((one) => one.name === name);
      if (at >= 0) open.length = at;
    } else if (!empty.has(name) && !all.endsWith("/>"))
      open.push({
        name,
        isUnseen: isUnseen || untold.has(name) || (!isWhole && (name === "math" || screen.test(attributes))),
      });
  }
  // Of a formula a PDF may tell numbers that stand beside one another as one.
  const formulas = isWhole
    ? [...html.matchAll(/<math[ >].*?<\/math>/gs)].map(([math]) => decoded(math.replace(/<[^>]*>/g, "")))
    : [];
  return [...lines, ...formulas].join("\n");
}
