/** Print page: the report's HTML with a second style for paper, and its policy widened by that style's digest and by nothing else. */
import { createHash } from "node:crypto";
import type { Margins } from "../compile/printing.ts";

const longest = 78;

/**
 * Style that hands the margins to the style sheet as custom properties, and the numbers of pages to the contents list.
 *
 * @param numbers page by id of a place; null while they are not known: the list keeps room for them, so that they move nothing
 */
export function marginStyle(
  { title, mode, token, mark }: Margins,
  numbers: ReadonlyMap<string, number> | null,
): string {
  const short =
    title.length <= longest
      ? title
      : `${[...title]
          .slice(0, longest - 1)
          .join("")
          .trimEnd()}…`;
  const properties = { title: short, mode, token, ...(mark === null ? {} : { mark }) };
  const root = Object.entries(properties).map(([name, value]) => `--print-${name}:"${cssText(value)}"`);
  const pages =
    numbers === null
      ? ['.contents a::after{content:"00"}']
      : [...numbers].map(([id, page]) => `.contents a[href="#${cssText(id)}"]::after{content:"${page}"}`);
  return `:root{${root.join(";")}}\n${pages.join("\n")}`;
}

/**
 * Puts a style after those of the page.
 *
 * @throws Error where the page has no head or no policy for styles: a mistake of our own
 */
export function withStyle(html: string, style: string): string {
  const digest = createHash("sha256").update(style).digest("base64");
  const head = html.indexOf("</head>");
  const policy = html.indexOf("style-src ");
  if (head === -1 || policy === -1 || policy > head) throw new Error("the page to print has no policy for styles");
  const at = policy + "style-src ".length;
  return `${html.slice(0, at)}'sha256-${digest}' ${html.slice(at, head)}<style>${style}</style>\n${html.slice(head)}`;
}

/** Text inside a CSS string: everything but plain letters, digits and blanks as an escape, so that nothing can end the string or the style. @internal */
export const cssText = (text: string): string =>
  [...text].map((sign) => (/[A-Za-z0-9 ]/.test(sign) ? sign : `\\${sign.codePointAt(0)?.toString(16)} `)).join("");
