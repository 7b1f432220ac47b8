/** Page numbers: on which page of a printed PDF each place stands that a link leads to. */
import { ParseSpeeds, PDFArray, PDFDict, PDFDocument, PDFName, PDFRef } from "@cantoo/pdf-lib";

/**
 * Chromium cannot print the number of the page another place is on (`target-counter`), but it notes in the PDF where every
 * link leads: the number is read there and printed in a second pass.
 *
 * @param pdf as Chromium wrote it
 * @returns page, from 1, by the id of the place
 */
export async function pageNumbers(pdf: Uint8Array): Promise<ReadonlyMap<string, number>> {
  const document = await PDFDocument.load(pdf, { updateMetadata: false, parseSpeed: ParseSpeeds.Fastest });
  const pages = new Map(document.getPages().map(({ ref }, k) => [ref.tag, k + 1]));
  const places = document.catalog.lookupMaybe(PDFName.of("Dests"), PDFDict);
  const numbers = new Map<string, number>();
  for (const [name, place] of places?.entries() ?? []) {
    const [page] = document.context.lookupMaybe(place, PDFArray)?.asArray() ?? [];
    const number = page instanceof PDFRef ? pages.get(page.tag) : undefined;
    if (number !== undefined) numbers.set(idOf(name), number);
  }
  return numbers;
}

/** Chromium writes ids as they stand in an address; a percent sign of the id itself may stand between. */
export const idOf = (name: PDFName): string =>
  name.decodeText().replace(/(?:%[0-9A-Fa-f]{2})+/g, (run) => {
    try {
      return decodeURIComponent(run);
    } catch {
      return run;
    }
  });

/** True where both know the same places on the same pages. */
export const sameNumbers = (one: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): boolean =>
  one.size === other.size && [...one].every(([id, page]) => other.get(id) === page);
