/** Shadows: what a PDF holds beside what its pages show, ready to be shown later, or by some readers only. */

import type { PDFDict as Dictionary, PDFDocument as Document, PDFObject } from "@cantoo/pdf-lib";
import { ownForm } from "./own-form.ts";

/** What a report's catalog holds; layers, actions and collections are among what it does not. */
const inCatalog: ReadonlySet<string> = new Set(
  "Type Pages Version Lang MarkInfo Metadata StructTreeRoot Outlines Dests Names AF ViewerPreferences OutputIntents AcroForm".split(
    " ",
  ),
);
const inNames: ReadonlySet<string> = new Set(["EmbeddedFiles", "Dests"]);
/** Keys by which something is hidden, or done when it is opened, wherever they stand. */
const never: ReadonlyMap<string, string> = new Map([
  ["OC", "a layer that can be hidden"],
  ["OCGs", "a layer that can be hidden"],
  ["AA", "an action that nobody asks for"],
  ["JS", "a script"],
  ["XFA", "a form of another kind"],
]);
const actions: ReadonlySet<string> = new Set(["GoTo", "URI"]);

/**
 * What a printed report must not hold, each as words that go on from "it"; none where its pages are all there is.
 *
 * @param document the same PDF, taken apart
 *
 * @see Mainka, Mladenov, Rohlmann 2021, "Shadow Attacks: Hiding and Replacing Content in Signed PDFs", NDSS, doi 10.14722/ndss.2021.24117
 */
export async function shadowsIn(pdf: Uint8Array, document: Document): Promise<readonly string[]> {
  const library = await import("@cantoo/pdf-lib");
  const { PDFDict, PDFName } = library;
  const { context, catalog } = document;
  const { dicts, reached } = walked(document, library);
  const all = context.enumerateIndirectObjects();
  const isLost = all.some(([{ tag }, object]) => !reached.has(tag) && !isOfFile(object, library));
  const pages = new Set<unknown>(document.getPages().map(({ node }) => node));
  const form = await ownForm(document, library);
  const lists = catalog.lookupMaybe(PDFName.of("Names"), PDFDict)?.keys() ?? [];
  const found = [
    ...(hasEarlierState(pdf) ? ["holds an earlier state of itself"] : []),
    ...(isLost ? ["holds something that none of its pages leads to"] : []),
    ...unknown(catalog.keys(), inCatalog, "catalog"),
    ...unknown(lists, inNames, "lists of names"),
    ...form.found,
    ...dicts.flatMap((dict) => wrongIn(dict, pages, form.widgets, library)),
  ];
  return [...new Set(found)].sort();
}

type Library = typeof import("@cantoo/pdf-lib");
interface Named {
  decodeText(): string;
}

const unknown = (keys: readonly Named[], known: ReadonlySet<string>, place: string): readonly string[] =>
  keys
    .map((key) => key.decodeText())
    .filter((key) => !known.has(key))
    .map((key) => `holds ${key} in its ${place}`);

/** Every dictionary to which the catalog leads, and the tags of all it leads to. */
function walked({ context }: Document, { PDFArray, PDFDict, PDFRef, PDFStream }: Library) {
  const reached = new Set<string>();
  const dicts: Dictionary[] = [];
  const { Root, Info } = context.trailerInfo;
  const open: (PDFObject | undefined)[] = [Root, Info];
  while (open.length > 0) {
    const object = open.pop();
    if (object instanceof PDFRef) {
      if (!reached.has(object.tag)) open.push(context.lookup(object));
      reached.add(object.tag);
    } else if (object instanceof PDFArray) for (const one of object.asArray()) open.push(one);
    else {
      const dict = object instanceof PDFStream ? object.dict : object;
      if (!(dict instanceof PDFDict)) continue;
      dicts.push(dict);
      for (const value of dict.values()) open.push(value);
    }
  }
  return { dicts, reached };
}

const ofFile: ReadonlySet<string> = new Set("Type Filter Length N First Size Root Info ID W Index".split(" "));

/** What says where the other objects stand: no page leads there, but every reader's program goes there first. */
function isOfFile(object: PDFObject, { PDFName, PDFStream }: Library): boolean {
  if (!(object instanceof PDFStream)) return false;
  const type = object.dict.lookup(PDFName.of("Type"));
  const isNamed = type === PDFName.of("ObjStm") || type === PDFName.of("XRef");
  return isNamed && object.dict.keys().every((key) => ofFile.has(key.decodeText()));
}

function wrongIn(
  dict: Dictionary,
  pages: ReadonlySet<unknown>,
  fields: ReadonlySet<Dictionary>,
  { PDFDict, PDFName }: Library,
): readonly string[] {
  const word = (key: string, from = dict): string => {
    const value = from.lookup(PDFName.of(key));
    return value instanceof PDFName ? value.decodeText() : "";
  };
  const [type, subtype] = [word("Type"), word("Subtype")];
  const hidden = [...never].filter(([key]) => dict.has(PDFName.of(key))).map(([, what]) => `holds ${what}`);
  // Attributes of the tags of a page stand under the same key, and name their owner.
  const done = ["A", "Next"].flatMap((key) => {
    const value = dict.lookup(PDFName.of(key));
    return value instanceof PDFDict && value.has(PDFName.of("S")) ? [word("S", value)] : [];
  });
  return [
    ...hidden,
    ...(type === "OCG" || type === "OCMD" ? ["holds a layer that can be hidden"] : []),
    ...(type === "Page" && !pages.has(dict) ? ["holds a page that is none of its pages"] : []),
    ...(dict.has(PDFName.of("Rect")) && subtype !== "Link" && !fields.has(dict)
      ? [`holds an annotation: ${subtype || type}`]
      : []),
    ...done.filter((one) => !actions.has(one)).map((one) => `holds an action: ${one}`),
  ];
}

/** Whether the last table of objects names one before it. ISO 32000-1, 7.5.5 and 7.5.8. */
function hasEarlierState(pdf: Uint8Array): boolean {
  const text = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength).toString("latin1");
  const at = text.lastIndexOf("startxref");
  const table = Number(/^startxref\s+(\d+)/.exec(text.slice(at, at + 40))?.[1] ?? -1);
  if (table < 0) return true;
  const words = text.slice(table, at);
  const end = words.indexOf("stream");
  return /\/(?:Prev|XRefStm)\b/.test(end < 0 ? words : words.slice(0, end));
}
