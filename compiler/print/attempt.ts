/** Attempt: opens a printer, prints, closes it; where our own fonts lack letters, once more with those of the machine. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Attempt, PrintMeans, PrintOrder } from "../compile/printing.ts";
import { printReport } from "./print.ts";
import { openPrinter, type PrintEffects } from "./printer.ts";
import { whyNot } from "./why-not.ts";

/** Prints one document in a browser of its own. What goes wrong comes back as words, never as an exception. */
export async function attemptPrint(order: PrintOrder, means: PrintMeans): Promise<Attempt> {
  const { folder } = means;
  if (folder !== null) return attempt(order, { ...means, folder });
  const lent = mkdtempSync(join(tmpdir(), "foodspec-browser-"));
  try {
    return await attempt(order, { ...means, folder: lent });
  } finally {
    rmSync(lent, { recursive: true, force: true });
  }
}

async function attempt(order: PrintOrder, effects: PrintEffects): Promise<Attempt> {
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
