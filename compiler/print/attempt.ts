/** Attempt: opens a printer, prints, closes it; where our own fonts lack letters, once more with those of the machine. */
import type { PrintEffects } from "./candidates.ts";
import { type PrintOrder, type Printout, printReport } from "./print.ts";
import { type FoundBrowser, openPrinter, type Skipped } from "./printer.ts";
import { whyNot } from "./why-not.ts";

export interface Attempt {
  /** Null where no browser started. */
  readonly browser: FoundBrowser | null;
  /** Browsers that did not start, in the order in which they were tried. */
  readonly skipped: readonly Skipped[];
  /** Null where nothing was printed; then `why` says why, unless no browser started. */
  readonly printout: Printout | null;
  readonly why: string | null;
}

/** Prints one document in a browser of its own. What goes wrong comes back as words, never as an exception. */
export async function attemptPrint(order: PrintOrder, effects: PrintEffects): Promise<Attempt> {
  const own = await once(order, effects, "own");
  const isWhole = own.printout !== null && own.printout.missing.length === 0;
  if (isWhole || own.browser === null || effects.signal.aborted) return own;
  const all = await once(order, effects, "all");
  return all.printout === null && own.printout !== null ? own : all;
}

async function once(order: PrintOrder, effects: PrintEffects, fonts: "own" | "all"): Promise<Attempt> {
  const { printer, skipped } = await openPrinter(effects, fonts);
  if (printer === null) return { browser: null, skipped, printout: null, why: null };
  const { browser } = printer;
  try {
    return { browser, skipped, printout: await printReport(order, printer), why: null };
  } catch (error) {
    return { browser, skipped, printout: null, why: whyNot(error) };
  } finally {
    await printer.close();
  }
}
