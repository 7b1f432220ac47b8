/** Own form: the fields that a printed report has for those who sign it, and whether it has them as they were printed. */
import type { PDFDict as Dictionary, PDFDocument as Document } from "@cantoo/pdf-lib";
import { formFont, statusDrawn, statusFields, statusText } from "./field-text.ts";

type Library = typeof import("@cantoo/pdf-lib");

export interface OwnForm {
  /** What stands on its pages of them. */
  readonly widgets: ReadonlySet<Dictionary>;
  /** As words that go on from "it". */
  readonly found: readonly string[];
}

const inForm = new Set(["Fields", "DR", "DA"]);
const inSignature = new Set(["Type", "Subtype", "FT", "T", "TU", "F", "Rect", "P", "StructParent"]);
const inParent = new Set(["T", "Kids"]);
const inStatus = new Set(["Parent", "FT", "Ff", "T", "TU", "DA", "Q", "Kids"]);
const inWidget = new Set(["Type", "Subtype", "Parent", "T", "V", "P", "Rect", "F", "AP"]);
/** The status stands below this, in points: in the margin. */
const foot = 45;

/** None where it has no form. */
export async function ownForm(document: Document, library: Library): Promise<OwnForm> {
  const { PDFArray, PDFDict, PDFName } = library;
  const form = document.catalog.lookupMaybe(PDFName.of("AcroForm"), PDFDict);
  if (form === undefined) return { widgets: new Set(), found: [] };
  const found = strange(form, inForm) ? ["holds a form of another kind"] : [];
  const fields = form.lookupMaybe(PDFName.of("Fields"), PDFArray);
  const all = Array.from({ length: fields?.size() ?? 0 }, (_, i) => fields?.lookup(i, PDFDict) as Dictionary);
  const signatures = all.filter((one) => one.get(PDFName.of("FT")) === PDFName.of("Sig"));
  const widgets = new Set<Dictionary>();
  for (const field of signatures) {
    const isOne =
      !strange(field, inSignature) && /^(?:author|reviewer|approver)-[1-9]\d*$/.test(nameOf(field, library));
    if (isOne) widgets.add(field);
    else found.push("holds a signature field that is filled, or of nobody who is to sign");
  }
  for (const field of all.filter((one) => !signatures.includes(one))) {
    const kids = await statusKids(document, field, signatures.length, library);
    if (kids === null) found.push("holds a form field");
    for (const kid of kids ?? []) widgets.add(kid);
  }
  return { widgets, found };
}

const strange = (dict: Dictionary, known: ReadonlySet<string>): boolean =>
  dict.keys().some((key) => !known.has(key.decodeText()));

function nameOf(dict: Dictionary, { PDFHexString, PDFName, PDFString }: Library, key = "T"): string {
  const value = dict.lookup(PDFName.of(key));
  return value instanceof PDFHexString || value instanceof PDFString ? value.decodeText() : "";
}

/** What shows the status on each page; null of another field, and where it says or shows anything but that nobody has signed. */
async function statusKids(
  document: Document,
  parent: Dictionary,
  count: number,
  library: Library,
): Promise<readonly Dictionary[] | null> {
  const { decodePDFRawStream, PDFArray, PDFDict, PDFName, PDFNumber, PDFRawStream } = library;
  const text = statusText(0, count);
  const font = await formFont(document);
  const below = parent.lookup(PDFName.of("Kids"));
  if (!(below instanceof PDFArray) || below.size() !== 1 || font === null) return null;
  const field = below.lookup(0, PDFDict);
  const isStatus = [parent, field].every((one, i) => nameOf(one, library) === statusFields[i]);
  if (!isStatus || strange(parent, inParent) || strange(field, inStatus)) return null;
  const list = field.lookup(PDFName.of("Kids"), PDFArray);
  const kids = Array.from({ length: list.size() }, (_, i) => list.lookup(i, PDFDict));
  const drawings = kids.map((kid) => kid.lookupMaybe(PDFName.of("AP"), PDFDict)?.lookup(PDFName.of("N")));
  const areRight = kids.every((kid, i) => {
    const [drawing, rect] = [drawings[i], kid.lookup(PDFName.of("Rect"), PDFArray)];
    if (!(drawing instanceof PDFRawStream) || strange(kid, inWidget)) return false;
    if (nameOf(kid, library) !== String(i + 1) || nameOf(kid, library, "V") !== text) return false;
    const [left, , right, top] = [0, 1, 2, 3].map((k) => rect.lookup(k, PDFNumber).asNumber());
    const shown = new TextDecoder("latin1").decode(decodePDFRawStream(drawing).decode());
    return top <= foot && shown === statusDrawn(text, right - left, font.letters);
  });
  return areRight ? kids : null;
}
