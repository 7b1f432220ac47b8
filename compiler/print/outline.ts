/** Outline: the bookmarks of a PDF named as the headings are. */
import { PDFDict, type PDFDocument, PDFHexString, PDFName, PDFString } from "@cantoo/pdf-lib";

/**
 * Chromium writes the text of a heading twice where it begins a page, and drops the blank at which its line ends: each bookmark
 * gets the text its heading has in the page that was printed. One that is like no heading stays as it is.
 *
 * @param headings as `headingTexts` finds them
 */
export function nameBookmarks({ catalog, context }: PDFDocument, headings: readonly string[]): void {
  const known = new Map(headings.map((text) => [bare(text), text]));
  const name = (parent: PDFDict): void => {
    let item = parent.lookupMaybe(PDFName.of("First"), PDFDict);
    while (item !== undefined) {
      const title = item.lookupMaybe(PDFName.of("Title"), PDFString, PDFHexString);
      const text = title === undefined ? undefined : nameOf(title.decodeText(), known);
      if (text !== undefined) item.set(PDFName.of("Title"), PDFHexString.fromText(text));
      name(item);
      item = item.lookupMaybe(PDFName.of("Next"), PDFDict);
    }
  };
  const outlines = context.lookupMaybe(catalog.get(PDFName.of("Outlines")), PDFDict);
  if (outlines !== undefined) name(outlines);
}

function nameOf(title: string, known: ReadonlyMap<string, string>): string | undefined {
  const text = bare(title);
  const half = text.slice(0, text.length / 2);
  return known.get(text) ?? (text === half + half ? known.get(half) : undefined);
}

const bare = (text: string): string => text.replace(/\s+/g, "");

/** Texts of the headings of a page, in its order. */
export const headingTexts = (html: string): readonly string[] =>
  [...html.matchAll(/<h([1-6])\b[^>]*>([\s\S]*?)<\/h\1>/g)].map(([, , inner]) =>
    inner
      .replace(/<[^>]*>/g, "")
      .replace(/&(#x[0-9A-Fa-f]+|lt|gt|quot|amp);/g, (_, name: string) =>
        name.startsWith("#x") ? String.fromCodePoint(Number.parseInt(name.slice(2), 16)) : signs[name],
      )
      .replace(/\s+/g, " ")
      .trim(),
  );

const signs: { readonly [name: string]: string } = { lt: "<", gt: ">", quot: '"', amp: "&" };
