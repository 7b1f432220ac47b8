/** Doctor, printing: starts the browser `--pdf` would take, prints a page that has what reports have, and reads it back. */
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Effects, isoTime } from "../../compile/effects.ts";
import { assets, buildInfo } from "../../compile/package-files.ts";
import { printEffects } from "../../compile/print-effects.ts";
import { browserText, findingsOf, sourceText } from "../../compile/print-run.ts";
import { rootAbove, storeFolder } from "../../compile/root.ts";
import { finding } from "../../diagnostics/build.ts";
import type { Attempt } from "../../print/attempt.ts";
import { policy, reportStyle } from "../../render/page.ts";
import type { Look } from "./look.ts";

/** Letters every report may need: Latin, Greek, signs of units and of comparison. */
const letters = "Åsa Müller: 1 050 cm⁻¹ ≤ ν̃ ≤ 1 800 cm⁻¹, χ² = 3.84, λ = 10⁵, −0.5 ± 0.1 %";

/** One line on the browser, one on the fonts, and what each lacks. */
export async function printing(effects: Effects): Promise<readonly Look[]> {
  const { attemptPrint } = await import("../../print/attempt.ts");
  const attempt = await inStore(effects, (store) => attemptPrint(testOrder(effects), printEffects(effects, store)));
  const { browser, skipped } = attempt;
  const tried = skipped.map(
    ({ source, path, reason }) => `${sourceText[source]}${path === null ? "" : ` (${path})`}: ${reason}`,
  );
  if (browser === null)
    return [
      { what: "browser for --pdf", found: "none that starts", help: finding("FS8201", null).help[0], more: tried },
    ];
  const found = {
    what: "browser for --pdf",
    found: `${browserText(browser)}, ${browser.path}`,
    help: null,
    more: tried,
  };
  return [found, await fonts(attempt)];
}

/** Where there is no store, none is made: who asks what is there wants nothing left behind. */
async function inStore({ cwd, env }: Effects, work: (store: string) => Promise<Attempt>): Promise<Attempt> {
  const store = storeFolder(rootAbove(cwd), env);
  if (existsSync(store)) return work(store);
  const lent = mkdtempSync(join(tmpdir(), "foodspec-doctor-"));
  try {
    return await work(lent);
  } finally {
    rmSync(lent, { recursive: true, force: true });
  }
}

async function fonts(attempt: Attempt): Promise<Look> {
  const [problem] = findingsOf(attempt).filter(({ code }) => code !== "FS8202");
  if (attempt.printout === null || problem !== undefined)
    return { what: "printing a test page", found: problem.message, help: problem.help[0] };
  const { fontNames } = await import("../../print/read-pdf.ts");
  const names = await fontNames(attempt.printout.pdf);
  return { what: "printing a test page", found: `every letter came out, in ${names.join(", ")}`, help: null };
}

function testOrder({ now }: Effects) {
  const style = reportStyle(assets);
  const { version } = buildInfo();
  return {
    html: `<!doctype html><html lang="en"><head><meta http-equiv="Content-Security-Policy" content="${policy(style, "")}"><title>Test</title><style>${style}</style></head><body><h1>Test</h1><p>${letters}</p></body></html>`,
    css: assets.text("report/print.css").replaceAll("\r\n", "\n"),
    title: "Test page",
    margins: { title: "Test page", mode: "doctor", token: "doctor", mark: null },
    time: isoTime(now()),
    creator: `FoodSpec ${version}`,
  };
}
