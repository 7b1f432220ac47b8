/** Field text: what is filled into the fields of a report, drawn with the letters of the font that the report brings along. */
import type { PDFDict as Dictionary, PDFDocument as Document, PDFRef as Reference } from "@cantoo/pdf-lib";

/**
 * Below `foodspec.status` each page has a field, `foodspec.status.1` the first, that says how many have signed: one below the other, as
 * a name has no dot, and one a page, as judges of changes want to know of each place what it is. ISO 32000-1, 12.7.3.2.
 */
export const statusFields = ["foodspec", "status"] as const;
/** Name of the font among the resources of the form. */
export const fontName = "FS";
/** Size of the status, and of what stands in a signature, in points. */
export const statusSize = 7.5;

export const statusText = (signed: number, of: number): string =>
  signed < of ? `DRAFT: ${signed} of ${of} signatures` : `SIGNED: ${signed} of ${of}`;

/** Glyph and width, in thousandths of the size, of each letter. */
export type Letters = ReadonlyMap<string, readonly [glyph: number, width: number]>;

export interface FormFont {
  readonly ref: Reference;
  readonly letters: Letters;
}

/** The font of the form of a PDF; null where it has none. Its own table of letters is read: another release may bring another font. */
export async function formFont({ catalog }: Document): Promise<FormFont | null> {
  const { decodePDFRawStream, PDFArray, PDFDict, PDFName, PDFNumber, PDFRawStream, PDFRef } = await import(
    "@cantoo/pdf-lib"
  );
  const below = (dict: Dictionary | undefined, key: string) => dict?.lookupMaybe(PDFName.of(key), PDFDict);
  const fonts = below(below(below(catalog, "AcroForm"), "DR"), "Font");
  const [ref, font] = [fonts?.get(PDFName.of(fontName)), below(fonts, fontName)];
  const map = font?.lookup(PDFName.of("ToUnicode"));
  const [inner] = font?.lookupMaybe(PDFName.of("DescendantFonts"), PDFArray)?.asArray() ?? [];
  if (!(ref instanceof PDFRef) || !(map instanceof PDFRawStream) || inner === undefined) return null;
  const descendant = catalog.context.lookupMaybe(inner, PDFDict);
  const list = descendant?.lookupMaybe(PDFName.of("W"), PDFArray)?.asArray() ?? [];
  const widths = new Map<number, number>();
  for (let i = 0; i + 1 < list.length; i += 2) {
    const [glyph, own] = [list[i], catalog.context.lookupMaybe(list[i + 1], PDFArray)];
    if (glyph instanceof PDFNumber && own !== undefined)
      widths.set(glyph.asNumber(), own.lookup(0, PDFNumber).asNumber());
  }
  const text = new TextDecoder("latin1").decode(decodePDFRawStream(map).decode());
  const letters = new Map<string, readonly [number, number]>();
  for (const [, code, letter] of text.matchAll(/^<([0-9a-f]{4})> <([0-9a-f]{4})>$/gm)) {
    const glyph = Number.parseInt(code, 16);
    letters.set(String.fromCharCode(Number.parseInt(letter, 16)), [glyph, widths.get(glyph) ?? 0]);
  }
  return { ref, letters };
}

export interface Line {
  readonly text: string;
  /** In points. */
  readonly size: number;
}

const leading = 1.22;
/** What has no letter in the font is told of by this one; the signature itself holds the name as it is. */
const unknown = "?";

const shown = (text: string, letters: Letters): readonly string[] =>
  Array.from(text.normalize("NFC"), (letter) => (letters.has(letter) ? letter : unknown));

const widthOf = (text: string, size: number, letters: Letters): number =>
  shown(text, letters).reduce((sum, letter) => sum + (letters.get(letter)?.[1] ?? 0), 0) * (size / 1000);

/** Lines broken at blanks where they are wider than their box; what does not fit below is left out, which three dots say. */
export function broken(lines: readonly Line[], width: number, height: number, letters: Letters): readonly Line[] {
  const all = lines.flatMap(({ text, size }) => {
    const own: string[] = [];
    for (const word of text.split(/\s+/)) {
      const last = own.at(-1);
      if (last !== undefined && widthOf(`${last} ${word}`, size, letters) <= width)
        own[own.length - 1] = `${last} ${word}`;
      else own.push(word);
    }
    return own.map((one): Line => ({ text: cut(one, size, width, letters), size }));
  });
  const below = (count: number): number => all.slice(0, count).reduce((sum, { size }) => sum + size * leading, 0);
  const fitting = all.filter((_, i) => below(i + 1) <= height);
  if (fitting.length === all.length || fitting.length === 0) return fitting;
  const { text, size } = fitting[fitting.length - 1];
  return [...fitting.slice(0, -1), { text: cut(`${text} …`, size, width, letters), size }];
}

/** A text no wider than this; three dots stand for the rest. */
function cut(text: string, size: number, width: number, letters: Letters): string {
  if (widthOf(text, size, letters) <= width) return text;
  const own = Array.from(text);
  while (own.length > 1 && widthOf(`${own.join("")}…`, size, letters) > width) own.pop();
  return `${own.join("")}…`;
}

/** Operators that draw lines from the top of a box, in black. ISO 32000-1, 9.4. */
export function drawn(lines: readonly Line[], height: number, letters: Letters): string {
  let y = height;
  const words = lines.map(({ text, size }) => {
    y -= size * leading;
    const codes = shown(text, letters).map((letter) => hex(letters.get(letter)?.[0] ?? 0));
    return `/${fontName} ${size} Tf 1 0 0 1 0 ${(y + 0.25 * size).toFixed(2)} Tm <${codes.join("")}> Tj`;
  });
  return `/Tx BMC q 0 g BT\n${words.join("\n")}\nET Q EMC`;
}

/** Operators that draw the status in the middle of its box. */
export function statusDrawn(text: string, width: number, letters: Letters): string {
  const x = Math.max(0, (width - widthOf(text, statusSize, letters)) / 2);
  const codes = shown(text, letters).map((letter) => hex(letters.get(letter)?.[0] ?? 0));
  return `/Tx BMC q 0 g BT\n/${fontName} ${statusSize} Tf 1 0 0 1 ${x.toFixed(2)} 3 Tm <${codes.join("")}> Tj\nET Q EMC`;
}

const hex = (glyph: number): string => glyph.toString(16).padStart(4, "0");
