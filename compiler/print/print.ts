/** Print: a report's HTML as a PDF for paper and archive, by whichever browser was found. */
import type { Margins, PrintOrder, Printout } from "../compile/printing.ts";
import { linkTexts } from "./accessible.ts";
import { finishPdf } from "./finish-pdf.ts";
import { headingTexts } from "./outline.ts";
import { pageNumbers, sameNumbers } from "./page-numbers.ts";
import { marginStyle, withStyle } from "./print-page.ts";
import type { Printer } from "./printer.ts";
import { missingLetters, pagesWithout, pageTexts } from "./read-pdf.ts";

/** Numbers of pages in the contents can move what follows, and with it the numbers; they hardly ever do. */
const mostPasses = 4;

/**
 * Prints until the contents list names the pages as they came out, sets what Chromium leaves to the clock, and reads the
 * result back: every page must hold the token of its footer.
 *
 * The same order with the same build of the browser gives the same bytes.
 *
 * @throws Error where the browser dies or does not answer, or where what it printed cannot be read back
 */
export async function printReport(order: PrintOrder, printer: Printer): Promise<Printout> {
  const { html, css, margins, title, time, creator, attachments = [], form = null, profile = null } = order;
  const { browser } = printer;
  const { pdf, style } = await settled(html, css, margins, printer);
  const source = [style, html, time, ...attachments.map(({ name }) => name)].join("\n");
  const producer = `${browser.name} ${browser.version}`;
  const { bytes, pages } = await finishPdf(pdf, {
    title,
    time,
    creator,
    producer,
    source,
    attachments,
    headings: headingTexts(html),
    links: linkTexts(html),
    form,
    profile,
  });
  const texts = await pageTexts(bytes);
  const blank = pagesWithout(margins.token, texts);
  if (pages === 0 || texts.length !== pages || blank.length > 0)
    throw new Error(
      pages === 0 ? "it printed no page" : `the text of page ${blank[0] ?? texts.length} is not to be found`,
    );
  return { pdf: bytes, pages, browser, missing: missingLetters(texts) };
}

/** Pages whose contents list says where things stand on these very pages. */
async function settled(html: string, css: string, margins: Margins, printer: Printer) {
  const hasContents = html.includes('class="contents');
  let numbers: ReadonlyMap<string, number> | null = null;
  for (let pass = 1; pass <= mostPasses; pass++) {
    const style = `${css}\n${marginStyle(margins, numbers)}`;
    const pdf = await printer.print(withStyle(html, style));
    if (!hasContents) return { pdf, style };
    const found = await pageNumbers(pdf);
    if (numbers !== null && sameNumbers(found, numbers)) return { pdf, style };
    numbers = found;
  }
  throw new Error("the numbers of its pages do not come to rest");
}
