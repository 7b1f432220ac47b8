/** Structure ids: a PDF's structure elements numbered from one, where Chromium numbers them as its own memory happened to. */
import { PDFArray, PDFDict, type PDFDocument, PDFName, type PDFObject, PDFString } from "@cantoo/pdf-lib";

/** Where the identifiers of structure elements stand: on the element, in cells that name their headers, in the tree of names. */
const places = ["ID", "Headers", "Names", "Limits"].map((name) => PDFName.of(name));
const form = /^node\d{8}$/;

/**
 * Numbers the structure elements anew, in their order. Chromium names each `node` and the number of its node in memory, which is a
 * few more or less where the machine was busy: the same pages would not be the same bytes.
 *
 * @param document changed in place; references from table cells to their headers and the tree of identifiers follow
 * @see ISO 32000-1, 14.7.2 (structure elements, `ID`, `IDTree`), 14.8.5.7 (`Headers`)
 */
export function numberStructure({ context }: PDFDocument): void {
  const found: Found[] = [];
  for (const [, object] of context.enumerateIndirectObjects()) collect(object, false, found);
  const names = [...new Set(found.map(({ text }) => text))].sort();
  const numbers = new Map(names.map((text, i) => [text, `node${String(i + 1).padStart(8, "0")}`]));
  for (const { text, put } of found) put(PDFString.of(numbers.get(text) as string));
}

interface Found {
  readonly text: string;
  put(name: PDFString): void;
}

/** @param isPlace whether identifiers can stand here: below one of {@link places} */
function collect(object: PDFObject, isPlace: boolean, found: Found[]): void {
  const look = (value: PDFObject, inPlace: boolean, put: (name: PDFString) => void) => {
    if (inPlace && value instanceof PDFString && form.test(value.asString()))
      found.push({ text: value.asString(), put });
    else collect(value, inPlace, found);
  };
  if (object instanceof PDFDict)
    for (const [key, value] of object.entries()) look(value, places.includes(key), (name) => object.set(key, name));
  else if (object instanceof PDFArray)
    for (let i = 0; i < object.size(); i++) look(object.get(i), isPlace, (name) => object.set(i, name));
}
