/** Print run: the report of a composed run as a PDF, in memory, and what went wrong on the way. */

import { finding, internalError } from "../diagnostics/build.ts";
import type { Finding } from "../diagnostics/finding.ts";
import type { Language } from "../language/language.ts";
import { attachedFiles } from "../render/evidence.ts";
import { plainWords } from "../render/inline-words.ts";
import { renderPrint } from "../render/render.ts";
import type { Report } from "../render/report.ts";
import { cancelledBy } from "../run/cancel.ts";
import type { Run } from "../run/types.ts";
import { hexOf } from "../store/digest.ts";
import { openStore } from "../store/open-store.ts";
import { isoTime } from "./clock.ts";
import type { Composed } from "./compose.ts";
import { evidenceOf } from "./evidence-of.ts";
import { assetsOn, packageFolder } from "./package-files.ts";
import { storeOutside } from "./prepare.ts";
import {
  type Attempt,
  type FoundBrowser,
  noBrowser,
  type PrintMeans,
  type PrintOrder,
  type UsedBrowser,
} from "./printing.ts";
import type { Finishing } from "./session.ts";
import type { World } from "./world.ts";

export interface PrintedRun {
  /** Path below the run folder → bytes; empty where there is no PDF. */
  readonly files: { readonly [path: string]: Uint8Array };
  readonly findings: readonly Finding[];
  readonly browser: UsedBrowser;
}

/** FS8205 where a browser printed without its sandbox. */
export const sandboxNotes = ({ version, isSandboxed }: UsedBrowser): readonly Finding[] =>
  isSandboxed === false ? [finding("FS8205", null, { browser: version ?? "the browser" })] : [];

/** Prints the report. Throws Cancelled where somebody cancels meanwhile; everything else comes back as a finding. */
export async function printRun(finishing: Finishing, composed: Composed): Promise<PrintedRun> {
  const { world, prepared } = finishing;
  const { run, files } = composed;
  const { report } = composed.printable;
  if (files["report/index.html"] === undefined || report === null)
    return notPrinted(run.exitCode === 0 ? finding("FS9001", null, { paths: [pdfPath(run)] }) : null);
  let order: PrintOrder;
  try {
    order = orderOf(finishing, composed, report);
  } catch (error) {
    return notPrinted(internalError("reporting", error instanceof Error ? error.message : String(error)));
  }
  // A browser is no result: projects may share one, also in regulatory mode.
  const browserFolder = openStore(prepared.root, storeOutside(world)).browser();
  note(finishing, "print_started", "printing the report");
  // A printer that was cancelled may say so by throwing the signal's reason.
  const attempt = await world.printer(order, printMeans(world, browserFolder)).catch((error: unknown) => {
    throw world.signal.aborted ? cancelledBy(world.signal) : error;
  });
  if (world.signal.aborted) throw cancelledBy(world.signal);
  const findings = findingsOf(attempt);
  const browser =
    attempt.browser === null
      ? noBrowser
      : { version: browserText(attempt.browser), isSandboxed: attempt.browser.isSandboxed };
  if (attempt.printout === null) {
    note(finishing, "print_failed", findings[findings.length - 1].message);
    return { files: {}, findings, browser };
  }
  const { pdf, pages } = attempt.printout;
  const path = pdfPath(run);
  note(finishing, "print_complete", `${path}: ${pages} pages, ${browser.version}`, { path, pages, bytes: pdf.length });
  return { files: { [path]: pdf }, findings, browser };
}

/** `folder`: where a browser that npm brings is unpacked; null where nothing may be left behind. */
export const printMeans = ({ env, cwd, signal, err, disk }: World, folder: string | null): PrintMeans => ({
  env,
  cwd,
  folder,
  signal,
  packageFolder: (name) => packageFolder(disk, name),
  say: (sentence) => err(`${sentence}\n`),
});

const notPrinted = (why: Finding | null): PrintedRun => ({
  files: {},
  findings: why === null ? [] : [why],
  browser: noBrowser,
});

function note(
  { log }: Finishing,
  event: "print_started" | "print_complete" | "print_failed",
  message: string,
  result: { readonly [name: string]: string | number } = {},
): void {
  log.add({
    level: event === "print_failed" ? "ERROR" : "INFO",
    stage: "reporting",
    block: null,
    event,
    message,
    result,
  });
}

/** The report of a run that did not end well never has the name of one that did. */
const pdfPath = (run: Run): string => `report/report_${run.exitCode === 0 ? run.protocol.settings.mode : "failed"}.pdf`;

/** The report as paper has it, with the files it is about inside. */
function orderOf(finishing: Finishing, composed: Composed, report: Report): PrintOrder {
  const { started, world } = finishing;
  const assets = assetsOn(world.disk);
  const { run } = composed;
  const { frontMatter, settings } = run.protocol;
  const title = plainWords(run.protocol, frontMatter.title);
  const isRegulatory = settings.mode === "regulatory";
  const { language } = report;
  const failed = language.say(isRegulatory ? "NOT APPROVED" : "FAILED");
  const evidence = evidenceOf(finishing, composed);
  return {
    html: renderPrint(report, evidence, assets),
    attachments: attachedFiles(report, evidence),
    css: `${assets.text("report/print.css").replaceAll("\r\n", "\n")}\n@page { size: ${frontMatter.report.paper}; }${footers(language)}`,
    title,
    margins: {
      title: `${title} ${frontMatter.version}`,
      mode: language.say(`${settings.mode} mode`),
      token: hexOf(run.content.digest).slice(0, 12),
      mark: run.exitCode === 0 ? null : failed,
    },
    time: isoTime(started),
    creator: `FoodSpec ${run.foodspecVersion}`,
    profile: assets.bytes("report/srgb.icc"),
    form: {
      fields: run.exitCode === 0 ? evidence.signers.map(({ role, n }) => `${role}-${n}`) : [],
      font: assets.bytes("fonts/noto-sans-form.ttf"),
      letters: assets.text("fonts/noto-sans-form.json"),
    },
  };
}

/** What stands around the numbers at the foot of a page; the style sheet has it in English. */
function footers({ lang, say }: Language): string {
  if (lang === "en") return "";
  const [content, page, of] = ["Content", "Page", "of"].map((word) => `"${say(word)} "`);
  const pages = `${page} counter(page) " " ${of} counter(pages)`;
  return `\n@page { @bottom-left { content: ${content} var(--print-token); } @bottom-right { content: ${pages}; } }`;
}

export function findingsOf({ browser, skipped, printout, why }: Attempt): readonly Finding[] {
  const reasons = skipped.map(({ source, reason }) => `${sourceText[source]}: ${reason}`);
  if (browser === null) return [finding("FS8201", null, { reasons: reasons.join("; ") })];
  const named = skipped.find(({ source }) => source === "FOODSPEC_BROWSER");
  const notUsed =
    named === undefined ? [] : [finding("FS8202", null, { reason: named.reason, browser: browserText(browser) })];
  if (printout === null)
    return [...notUsed, finding("FS8203", null, { browser: browserText(browser), why: why ?? "" })];
  const { missing } = printout;
  return missing.length === 0 ? notUsed : [...notUsed, finding("FS8204", null, { places: missing })];
}

/** Where a browser comes from, for people. */
export const sourceText: { readonly [S in FoundBrowser["source"]]: string } = {
  FOODSPEC_BROWSER: "named in FOODSPEC_BROWSER",
  playwright: "Playwright's own",
  system: "of this machine",
  package: "brought by npm",
};

export const browserText = ({ name, version, source }: FoundBrowser): string =>
  `${name} ${version} (${sourceText[source]})`;
