/** Doctor, printing: starts the browser `--pdf` would take, prints a page that has what reports have, and reads it back. */
import { isoTime } from "../../compile/clock.ts";
import { assetsOn, buildInfo } from "../../compile/package-files.ts";
import { browserText, findingsOf, printMeans, sourceText } from "../../compile/print-run.ts";
import type { Attempt } from "../../compile/printing.ts";
import type { World } from "../../compile/world.ts";
import { finding } from "../../diagnostics/build.ts";
import { policy, reportStyle } from "../../render/page.ts";
import type { Look } from "./look.ts";
import { storeOf } from "./runs.ts";

/** Letters every report may need: Latin, Greek, signs of units and of comparison. */
const letters = "Åsa Müller: 1 050 cm⁻¹ ≤ ν̃ ≤ 1 800 cm⁻¹, χ² = 3.84, λ = 10⁵, −0.5 ± 0.1 %";

/** One line on the browser, one on the fonts, and what each lacks. */
export async function printing(world: World): Promise<readonly Look[]> {
  const attempt = await world.printer(testOrder(world), printMeans(world, ownStore(world)));
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
function ownStore(world: World): string | null {
  const { store } = storeOf(undefined, world);
  return world.disk.stands(store.folder) === null ? null : store.browser();
}

async function fonts(attempt: Attempt): Promise<Look> {
  const [problem] = findingsOf(attempt).filter(({ code }) => code !== "FS8202");
  if (attempt.printout === null || problem !== undefined)
    return { what: "printing a test page", found: problem.message, help: problem.help[0] };
  const { fontNames } = await import("../../print/read-pdf.ts");
  const names = await fontNames(attempt.printout.pdf);
  return { what: "printing a test page", found: `every letter came out, in ${names.join(", ")}`, help: null };
}

function testOrder({ disk, now }: World) {
  const assets = assetsOn(disk);
  const style = reportStyle(assets);
  const { version } = buildInfo(disk);
  return {
    html: `<!doctype html><html lang="en"><head><meta http-equiv="Content-Security-Policy" content="${policy(style, "")}"><title>Test</title><style>${style}</style></head><body><h1>Test</h1><p>${letters}</p></body></html>`,
    css: assets.text("report/print.css").replaceAll("\r\n", "\n"),
    title: "Test page",
    margins: { title: "Test page", mode: "doctor", token: "doctor", mark: null },
    time: isoTime(now()),
    creator: `FoodSpec ${version}`,
  };
}
