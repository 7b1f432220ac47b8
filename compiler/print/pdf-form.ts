/** PDF form: the fields of a report that people sign: a signature field a row of the approval, and the status at the foot of each page. */
import {
  PDFArray,
  PDFDict,
  type PDFDocument,
  PDFHexString,
  PDFName,
  type PDFPage,
  PDFRef,
  PDFString,
} from "@cantoo/pdf-lib";
import { z } from "zod";
import type { FormOrder } from "../compile/printing.ts";
import { fontName, type Letters, statusDrawn, statusFields, statusSize, statusText } from "../verify/pdf/field-text.ts";
import { idOf } from "./page-numbers.ts";

const factsSchema = z.strictObject({
  name: z.string(),
  box: z.array(z.number()),
  ascent: z.number(),
  descent: z.number(),
  capHeight: z.number(),
  letters: z.record(z.string(), z.tuple([z.number(), z.number()])),
});
type Facts = z.output<typeof factsSchema>;

/** Box of the status, above the lower edge and about the middle of the page, in points: between digest and number of the page. */
const status = { from: 31, height: 12, width: 198 };

/** Where the approval has its rows a link to the row marks the place of its field: it becomes the field. ISO 32000-1, 12.7. */
export function addForm(document: PDFDocument, { fields, font, letters: text }: FormOrder): void {
  if (fields.length === 0) return;
  const { context, catalog } = document;
  const facts = factsSchema.parse(JSON.parse(text));
  const letters: Letters = new Map(Object.entries(facts.letters));
  const fontRef = embedded(document, font, facts);
  const places = placesOf(document);
  const last = document.getPages()[document.getPageCount() - 1];
  const widgets = fields.map((name) => {
    const place = places.get(name);
    const own = { Type: "Annot", Subtype: "Widget", FT: "Sig", T: PDFHexString.fromText(name), F: 132 };
    // Without a place it is a field that shows nothing.
    if (place === undefined) return placed(last, context.obj({ ...own, Rect: [0, 0, 0, 0], P: last.ref }));
    const { ref, link, page } = place;
    const widget = context.obj({ ...own, TU: PDFHexString.fromText(`Signature: ${name}`), P: page.ref });
    for (const key of ["Rect", "StructParent"]) {
      const value = link.get(PDFName.of(key));
      if (value !== undefined) widget.set(PDFName.of(key), value);
    }
    context.assign(ref, widget);
    tagged(document, ref);
    return ref;
  });
  const resources = context.obj({ Font: { [fontName]: fontRef } });
  const form = {
    Fields: [statusOf(document, fields.length, resources, letters), ...widgets],
    DR: resources,
    DA: PDFString.of(`/${fontName} ${statusSize} Tf 0 g`),
  };
  catalog.set(PDFName.of("AcroForm"), context.register(context.obj(form)));
}

function placed(page: PDFPage, widget: PDFDict): PDFRef {
  const ref = page.doc.context.register(widget);
  const held = page.node.lookupMaybe(PDFName.of("Annots"), PDFArray)?.asArray() ?? [];
  page.node.set(PDFName.of("Annots"), page.doc.context.obj([...held, ref]));
  return ref;
}

interface PlaceOfField {
  readonly ref: PDFRef;
  readonly link: PDFDict;
  readonly page: PDFPage;
}

/** Links to rows of the approval, by the name of the field. */
function placesOf(document: PDFDocument): ReadonlyMap<string, PlaceOfField> {
  const places = new Map<string, PlaceOfField>();
  for (const page of document.getPages())
    for (const ref of page.node.lookupMaybe(PDFName.of("Annots"), PDFArray)?.asArray() ?? []) {
      const link = document.context.lookupMaybe(ref, PDFDict);
      const target = link?.lookup(PDFName.of("Dest"));
      if (link === undefined || !(ref instanceof PDFRef) || !(target instanceof PDFName)) continue;
      const [, name] = /^approval:(.+)$/.exec(idOf(target)) ?? [];
      if (name !== undefined && !places.has(name)) places.set(name, { ref, link, page });
    }
  return places;
}

/** For who hears the page it is a field, and no link any more. ISO 32000-1, 14.8.4.5. */
function tagged({ context }: PDFDocument, widget: PDFRef): void {
  const isItsOwn = (value: unknown): boolean => {
    const object = value instanceof PDFRef ? context.lookup(value) : value;
    return object instanceof PDFDict && object.get(PDFName.of("Obj")) === widget;
  };
  for (const [ref, element] of context.enumerateIndirectObjects()) {
    if (!(element instanceof PDFDict) || element.get(PDFName.of("S")) !== PDFName.of("Link")) continue;
    const kids = element.lookup(PDFName.of("K"));
    if (!(kids instanceof PDFArray ? kids.asArray().some(isItsOwn) : isItsOwn(element.get(PDFName.of("K"))))) continue;
    element.set(PDFName.of("S"), PDFName.of("Form"));
    // Some readers of tags follow a list, and no single child that is named by its number.
    const parent = element.lookupMaybe(PDFName.of("P"), PDFDict);
    if (parent?.get(PDFName.of("K")) === ref) parent.set(PDFName.of("K"), context.obj([ref]));
  }
}

/** A field a page, all shown by the same drawing. */
function statusOf(document: PDFDocument, count: number, resources: PDFDict, letters: Letters): PDFRef {
  const { context } = document;
  const text = statusText(0, count);
  const shape = { Type: "XObject", Subtype: "Form", BBox: [0, 0, status.width, status.height], Resources: resources };
  const drawing = context.register(context.flateStream(statusDrawn(text, status.width, letters), shape));
  const [parent, field] = [context.nextRef(), context.nextRef()];
  const kids = document.getPages().map((page, i) => {
    const from = (page.getWidth() - status.width) / 2;
    const Rect = [from, status.from, from + status.width, status.from + status.height];
    const named = { T: PDFHexString.fromText(String(i + 1)), V: PDFHexString.fromText(text), AP: { N: drawing } };
    return placed(
      page,
      context.obj({ Type: "Annot", Subtype: "Widget", Parent: field, P: page.ref, Rect, F: 4, ...named }),
    );
  });
  const [above, own] = statusFields.map((name) => PDFHexString.fromText(name));
  context.assign(parent, context.obj({ T: above, Kids: [field] }));
  const shared = {
    ...{ Parent: parent, FT: "Tx", T: own, TU: PDFHexString.fromText("Status of the signatures") },
    // Nobody types here; what is shown stands in the middle.
    ...{ Ff: 1, Q: 1, DA: PDFString.of(`/${fontName} ${statusSize} Tf 0 g`), Kids: kids },
  };
  context.assign(field, context.obj(shared));
  return parent;
}

/** ISO 32000-1, 9.7.4 (CIDFonts), 9.10.3 (ToUnicode). */
function embedded({ context }: PDFDocument, font: Uint8Array, facts: Facts): PDFRef {
  // Two letters may have one glyph, as blanks do: the lower stands for both.
  const all = Object.entries(facts.letters).sort(([one], [other]) => (one < other ? 1 : -1));
  const glyphs = new Map(all.map(([letter, [glyph, width]]) => [glyph, { letter, width }]));
  const sorted = [...glyphs].sort(([one], [other]) => one - other);
  const four = (value: number) => value.toString(16).padStart(4, "0");
  const lines = sorted.map(([glyph, { letter }]) => `<${four(glyph)}> <${four(letter.charCodeAt(0))}>`);
  const blocks = Array.from({ length: Math.ceil(lines.length / 100) }, (_, i) => {
    const own = lines.slice(100 * i, 100 * i + 100);
    return `${own.length} beginbfchar\n${own.join("\n")}\nendbfchar`;
  });
  const map = `/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange
${blocks.join("\n")}
endcmap
CMapName currentdict /CMap defineresource pop
end
end`;
  const name = `FOODSP+${facts.name}`;
  const { ascent, descent, capHeight, box } = facts;
  const descriptor = {
    ...{ Type: "FontDescriptor", FontName: name, Flags: 4, ItalicAngle: 0, StemV: 80, FontBBox: box },
    ...{ Ascent: ascent, Descent: descent, CapHeight: capHeight },
    FontFile2: context.register(context.flateStream(font, { Length1: font.length })),
  };
  const descendant = {
    ...{ Type: "Font", Subtype: "CIDFontType2", BaseFont: name, CIDToGIDMap: "Identity", DW: 600 },
    CIDSystemInfo: { Registry: PDFString.of("Adobe"), Ordering: PDFString.of("Identity"), Supplement: 0 },
    FontDescriptor: context.register(context.obj(descriptor)),
    W: sorted.flatMap(([glyph, { width }]) => [glyph, [width]]),
  };
  const whole = {
    ...{ Type: "Font", Subtype: "Type0", BaseFont: name, Encoding: "Identity-H" },
    DescendantFonts: [context.register(context.obj(descendant))],
    ToUnicode: context.register(context.flateStream(map)),
  };
  return context.register(context.obj(whole));
}
