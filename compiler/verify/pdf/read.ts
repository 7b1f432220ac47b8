/** Read: a PDF taken apart by programs of others: the text of its pages, and the files inside it. Loaded when there is one. */
import type { PDFDict as Dictionary, PDFDocument as Document } from "@cantoo/pdf-lib";

/** Text of each page as a reader's program finds it. Throws of what is no PDF. */
export async function pagesOf(pdf: Uint8Array): Promise<readonly string[]> {
  const { log } = console;
  // While it is loaded pdf.js prints a warning about its own build where results belong.
  console.log = () => undefined;
  try {
    const { getDocumentProxy } = await import("unpdf");
    const document = await getDocumentProxy(new Uint8Array(pdf), { verbosity: 0 });
    try {
      const texts: string[] = [];
      for (let number = 1; number <= document.numPages; number++) {
        const { items } = await (await document.getPage(number)).getTextContent();
        texts.push(joined(items.flatMap((item) => ("str" in item ? [item] : []))));
      }
      return texts;
    } finally {
      await document.destroy();
    }
  } finally {
    console.log = log;
  }
}

interface Piece {
  readonly str: string;
  readonly hasEOL: boolean;
  /** The last two of its six numbers are where it begins, in points from the left and from below. */
  readonly transform: readonly unknown[];
}

/** Labels of a drawing stand on one line in any order: a piece that begins to the left of the one before it is another word. @internal */
export const joined = (pieces: readonly Piece[]): string =>
  pieces
    .map(({ str, hasEOL, transform }, i) => {
      const before = pieces[i - 1];
      const isAnother = before !== undefined && !before.hasEOL && Number(transform[4]) < Number(before.transform[4]);
      return `${isAnother ? " " : ""}${str}${hasEOL ? "\n" : ""}`;
    })
    .join("");

/** A PDF taken apart once for all that look into it. Throws of what cannot be read. */
export async function takenApart(pdf: Uint8Array): Promise<Document> {
  const { PDFDocument } = await import("@cantoo/pdf-lib");
  return PDFDocument.load(pdf, { updateMetadata: false });
}

export interface FilesInside {
  /** By the name under which a reader lists them. */
  readonly named: ReadonlyMap<string, Uint8Array>;
  /** How many files there are, listed or not. */
  readonly count: number;
}

/**
 * Files inside a PDF. Throws of what has them otherwise than is read here.
 *
 * @see ISO 32000-1, 7.9.6 (name trees), 7.11.4 (embedded files)
 */
export async function filesInside({ context, catalog }: Document): Promise<FilesInside> {
  const { decodePDFRawStream, PDFArray, PDFDict, PDFHexString, PDFName, PDFRawStream, PDFString } = await import(
    "@cantoo/pdf-lib"
  );
  const named = new Map<string, Uint8Array>();
  const seen = new Set<unknown>();
  const bytesOf = (file: Dictionary): Uint8Array => {
    const stream = file.lookup(PDFName.of("EF"), PDFDict).lookup(PDFName.of("F"));
    if (!(stream instanceof PDFRawStream)) throw new Error("a file inside it cannot be read");
    return decodePDFRawStream(stream).decode();
  };
  const walk = (node: Dictionary): void => {
    if (seen.has(node)) throw new Error("its list of files leads in a circle");
    seen.add(node);
    const names = node.lookupMaybe(PDFName.of("Names"), PDFArray);
    for (let i = 0; names !== undefined && i + 1 < names.size(); i += 2) {
      const name = names.lookup(i);
      if (!(name instanceof PDFHexString || name instanceof PDFString)) throw new Error("a file inside it has no name");
      const key = name.decodeText();
      if (named.has(key)) throw new Error(`it holds ${key} twice`);
      named.set(key, bytesOf(names.lookup(i + 1, PDFDict)));
    }
    const kids = node.lookupMaybe(PDFName.of("Kids"), PDFArray);
    for (let i = 0; kids !== undefined && i < kids.size(); i++) walk(kids.lookup(i, PDFDict));
  };
  const files = catalog.lookupMaybe(PDFName.of("Names"), PDFDict)?.lookupMaybe(PDFName.of("EmbeddedFiles"), PDFDict);
  if (files !== undefined) walk(files);
  const isSpecification = (object: unknown): boolean => object instanceof PDFDict && object.has(PDFName.of("EF"));
  return { named, count: context.enumerateIndirectObjects().filter(([, object]) => isSpecification(object)).length };
}
