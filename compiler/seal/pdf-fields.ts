/** PDF fields: a signature put into its field, with what people read there, and the status on every page after it. */
import type { PDFDict as Dictionary, PDFDocument, PDFRef as Reference } from "@cantoo/pdf-lib";
import {
  broken,
  drawn,
  type FormFont,
  fontName,
  formFont,
  statusDrawn,
  statusFields,
  statusText,
} from "../verify/pdf/field-text.ts";

export interface Revision {
  /** Name of the signature field: one of the report that nobody has signed, else a new one. */
  readonly field: string;
  readonly name: string;
  readonly reason: string;
  /** ISO 8601, UTC: as the signer's clock has it. */
  readonly time: string;
  /** Whether an authority stamps the time: in the signature, whose text is written before. */
  readonly isStamped: boolean;
  /** SHA-256 of the certificate, as hexadecimal digits. */
  readonly certificate: string;
  /** How many have signed, this one among them, and how many are to. */
  readonly signed: number;
  readonly of: number;
  /** Files attached with the first signature, by name. */
  readonly attachments: ReadonlyMap<string, Uint8Array>;
}

export function catalogOf({ context }: PDFDocument): Reference {
  if (context.trailerInfo.Root === undefined) throw new Error("the PDF has no catalog");
  return context.trailerInfo.Root as Reference;
}

/** @returns objects of the PDF that are other than they were */
export async function fillFields(
  document: PDFDocument,
  signature: Reference,
  revision: Revision,
): Promise<readonly Reference[]> {
  const { PDFArray, PDFDict, PDFName, PDFNumber, PDFRef } = await import("@cantoo/pdf-lib");
  const { context, catalog } = document;
  const form = catalog.lookupMaybe(PDFName.of("AcroForm"), PDFDict);
  const fields = await fieldsOf(document);
  const font = await formFont(document);
  const own = fields.get(revision.field);
  const status = await statusOf(document, fields);
  const changed: Reference[] = [];
  if (status.length > 0 && font !== null) changed.push(...(await fillStatus(document, status, font, revision)));
  if (own === undefined) return [...changed, ...(await addField(document, signature, revision))];
  if (own.dict.has(PDFName.of("V")) || own.dict.get(PDFName.of("FT")) !== PDFName.of("Sig"))
    throw new Error(`the field ${revision.field} is no signature field that is free`);
  own.dict.set(PDFName.of("V"), signature);
  const rect = own.dict.lookup(PDFName.of("Rect"), PDFArray);
  const [x, y, right, top] = [0, 1, 2, 3].map((i) => rect.lookup(i, PDFNumber).asNumber());
  const [width, height] = [right - x, top - y];
  if (font !== null && width > 0 && height > 0) {
    const text = drawn(broken(wordsOf(revision), width, height, font.letters), height, font.letters);
    const N = context.register(context.flateStream(text, shapeOf(width, height, font.ref)));
    own.dict.set(PDFName.of("AP"), context.obj({ N }));
  }
  changed.push(own.ref);
  if (revision.signed === 1 && form !== undefined) {
    form.set(PDFName.of("SigFlags"), PDFNumber.of(3));
    const at = catalog.get(PDFName.of("AcroForm"));
    changed.push(at instanceof PDFRef ? at : catalogOf(document));
  }
  return changed;
}

const shapeOf = (width: number, height: number, font: Reference) => ({
  Type: "XObject",
  Subtype: "Form",
  BBox: [0, 0, width, height],
  Resources: { Font: { [fontName]: font } },
});

/** 21 CFR 11.50: printed name, date and time, meaning; and whose clock and which certificate. */
function wordsOf({ name, reason, time, isStamped, certificate }: Revision) {
  const when = `${time.slice(0, 10)} ${time.slice(11, 19)} UTC`;
  const source = isStamped ? "by the signer's clock; a time stamp is in the signature" : "stated by the signer's clock";
  return [
    { text: name, size: 9 },
    { text: reason, size: 6.4 },
    { text: `${when}, ${source}`, size: 6.4 },
    { text: `Certificate ${certificate.slice(0, 16)}`, size: 6.4 },
  ];
}

interface Field {
  readonly ref: Reference;
  readonly dict: Dictionary;
}

/** Fields of the form, by name. */
async function fieldsOf({ context, catalog }: PDFDocument): Promise<ReadonlyMap<string, Field>> {
  const { PDFArray, PDFDict, PDFHexString, PDFName, PDFRef, PDFString } = await import("@cantoo/pdf-lib");
  const form = catalog.lookupMaybe(PDFName.of("AcroForm"), PDFDict);
  const all = form?.lookupMaybe(PDFName.of("Fields"), PDFArray)?.asArray() ?? [];
  return new Map(
    all.flatMap((ref): readonly [string, Field][] => {
      const dict = context.lookupMaybe(ref, PDFDict);
      const name = dict?.lookupMaybe(PDFName.of("T"), PDFString, PDFHexString);
      return ref instanceof PDFRef && dict !== undefined && name !== undefined
        ? [[name.decodeText(), { ref, dict }]]
        : [];
    }),
  );
}

/** The field of the status of each page; none where it has none. */
async function statusOf({ context }: PDFDocument, fields: ReadonlyMap<string, Field>): Promise<readonly Field[]> {
  const { PDFArray, PDFDict, PDFName, PDFRef } = await import("@cantoo/pdf-lib");
  const below = (dict: Dictionary | undefined) => dict?.lookupMaybe(PDFName.of("Kids"), PDFArray);
  const [one] = below(fields.get(statusFields[0])?.dict)?.asArray() ?? [];
  const all = below(one === undefined ? undefined : context.lookupMaybe(one, PDFDict))?.asArray() ?? [];
  return all.flatMap((ref) => (ref instanceof PDFRef ? [{ ref, dict: context.lookup(ref, PDFDict) }] : []));
}

/** Every page shows the same new drawing. */
async function fillStatus(
  { context }: PDFDocument,
  pages: readonly Field[],
  font: FormFont,
  { signed, of }: Revision,
): Promise<readonly Reference[]> {
  const { PDFArray, PDFHexString, PDFName, PDFNumber } = await import("@cantoo/pdf-lib");
  const text = statusText(signed, of);
  const rect = pages[0].dict.lookup(PDFName.of("Rect"), PDFArray);
  const [left, bottom, right, top] = [0, 1, 2, 3].map((i) => rect.lookup(i, PDFNumber).asNumber());
  const [width, height] = [right - left, top - bottom];
  const drawing = context.flateStream(statusDrawn(text, width, font.letters), shapeOf(width, height, font.ref));
  const N = context.register(drawing);
  for (const { dict } of pages) {
    dict.set(PDFName.of("V"), PDFHexString.fromText(text));
    dict.set(PDFName.of("AP"), context.obj({ N }));
  }
  return pages.map(({ ref }) => ref);
}

/** A field that shows nothing, of a report that has none for this signature: on the last page, of no size. */
async function addField(
  document: PDFDocument,
  signature: Reference,
  { field }: Revision,
): Promise<readonly Reference[]> {
  const { PDFArray, PDFDict, PDFHexString, PDFName, PDFNumber } = await import("@cantoo/pdf-lib");
  const { context, catalog } = document;
  const page = document.getPage(document.getPageCount() - 1);
  const widget = context.register(
    context.obj({
      Type: "Annot",
      Subtype: "Widget",
      FT: "Sig",
      T: PDFHexString.fromText(field),
      V: signature,
      // Locked and printed; of no size: nothing is laid over the page.
      F: 132,
      Rect: [0, 0, 0, 0],
      P: page.ref,
    }),
  );
  const list = page.node.lookupMaybe(PDFName.of("Annots"), PDFArray)?.asArray() ?? [];
  page.node.set(PDFName.of("Annots"), context.obj([...list, widget]));
  const form = catalog.lookupMaybe(PDFName.of("AcroForm"), PDFDict) ?? context.obj({});
  const fields = form.lookupMaybe(PDFName.of("Fields"), PDFArray)?.asArray() ?? [];
  form.set(PDFName.of("Fields"), context.obj([...fields, widget]));
  form.set(PDFName.of("SigFlags"), PDFNumber.of(3));
  // Wherever it stood: what is said of it stands in the catalog from now on.
  catalog.set(PDFName.of("AcroForm"), form);
  return [page.ref, catalogOf(document)];
}
