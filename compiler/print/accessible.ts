/** Accessible: what Chromium leaves unsaid for who hears a PDF: what a link leads to, and which parts are pictures. */
import {
  PDFArray,
  PDFDict,
  type PDFDocument,
  PDFHexString,
  PDFName,
  type PDFObject,
  PDFRef,
  PDFString,
} from "@cantoo/pdf-lib";
import { idOf } from "./page-numbers.ts";

/**
 * Each link says where it leads. A `<figure>` around a picture is a figure of its own to Chromium, without the picture's words: it
 * becomes a section, and the picture in it stays the figure.
 *
 * @param links text of the first link to each address of the page, as `linkTexts` finds them
 * @see ISO 32000-1, 12.5.2 (Contents), 14.8.4 (structure types), 14.9.3 (Alt)
 */
export function sayMore(document: PDFDocument, links: ReadonlyMap<string, string>): void {
  for (const page of document.getPages())
    for (const one of page.node.lookupMaybe(PDFName.of("Annots"), PDFArray)?.asArray() ?? []) {
      const link = document.context.lookupMaybe(one, PDFDict);
      if (link?.get(PDFName.of("Subtype")) !== PDFName.of("Link") || link.has(PDFName.of("Contents"))) continue;
      const target = targetOf(link);
      link.set(PDFName.of("Contents"), PDFHexString.fromText(links.get(target) || target || "a place in this report"));
    }
  for (const [, element] of document.context.enumerateIndirectObjects()) {
    if (!(element instanceof PDFDict) || !isA(element, "Figure") || element.has(PDFName.of("Alt"))) continue;
    if (hasOwn(document, element.get(PDFName.of("K")))) element.set(PDFName.of("S"), PDFName.of("Sect"));
  }
  const tags = document.catalog.lookupMaybe(PDFName.of("StructTreeRoot"), PDFDict);
  // Of PDF 2.0: readers of 1.7 learn what they are like.
  tags?.set(PDFName.of("RoleMap"), document.context.obj({ Em: "Span", Strong: "Span" }));
}

const isA = (element: PDFDict, type: string): boolean => element.get(PDFName.of("S")) === PDFName.of(type);

/** Whether a picture or a table is among the children, and theirs. */
function hasOwn({ context }: PDFDocument, kids: PDFObject | undefined): boolean {
  const open = [kids];
  while (open.length > 0) {
    const one = open.pop();
    const kid = one instanceof PDFRef ? context.lookup(one) : one;
    if (kid instanceof PDFArray) open.push(...kid.asArray());
    else if (kid instanceof PDFDict) {
      if (isA(kid, "Figure") || isA(kid, "Table")) return true;
      open.push(kid.get(PDFName.of("K")));
    }
  }
  return false;
}

/** As it stands in the page: an address, or `#` and the id of a place. */
function targetOf(link: PDFDict): string {
  const uri = link.lookupMaybe(PDFName.of("A"), PDFDict)?.lookup(PDFName.of("URI"));
  if (uri instanceof PDFString || uri instanceof PDFHexString) return uri.decodeText();
  const place = link.lookup(PDFName.of("Dest"));
  return place instanceof PDFName ? `#${idOf(place)}` : "";
}

/** Text of the first link with a text to each address of a page. */
export function linkTexts(html: string): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const [, address, inner] of html.matchAll(/<a\b[^>]*?\shref="([^"]*)"[^>]*>([\s\S]*?)<\/a>/g)) {
    const [target, text] = [address, inner.replace(/<[^>]*>/g, "")].map(plain);
    if (text !== "" && !texts.has(target)) texts.set(target, text);
  }
  return texts;
}

const signs: ReadonlyMap<string, string> = new Map([
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["amp", "&"],
]);

const plain = (text: string): string =>
  text
    .replace(/&(#x[0-9A-Fa-f]+|lt|gt|quot|amp);/g, (all, name: string) =>
      name.startsWith("#x") ? String.fromCodePoint(Number.parseInt(name.slice(2), 16)) : (signs.get(name) ?? all),
    )
    .replace(/\s+/g, " ")
    .trim();
