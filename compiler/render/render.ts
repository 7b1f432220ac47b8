/** Render: a report as files: report/index.html, report.md, report.json; and as the HTML that is printed for an auditor. */
import type { Rendered } from "../run/types.ts";
import { jsonText } from "../store/json-text.ts";
import { unsourcedNumbers } from "../verify/text/unsourced.ts";
import type { Assets } from "./assets.ts";
import type { Evidence } from "./evidence.ts";
import { markdown } from "./markdown.ts";
import { methodsFiles } from "./methods-files.ts";
import { page } from "./page.ts";
import { printDocument } from "./print-document.ts";
import { printedFigures } from "./printed-figures.ts";
import type { Report } from "./report.ts";
import { reportJson } from "./report-json.ts";

/**
 * Renders a report. Given the same run it gives the same bytes in every process; whatever differs between two runs of the same
 * content stands in `circumstances`, and nowhere where these are null.
 *
 * @param statement the run's statement, whose figures are listed with the others; null where it has none
 * @throws Error where a template asks for something unknown: a mistake of our own
 */
export async function render(report: Report, assets: Assets, statement: string | null = null): Promise<Rendered> {
  const made = page(report, assets);
  const written = markdown(report);
  const figures = printedFigures(made.shown, { markdown: written, statement });
  const told = reportJson(report, made.headings, figures);
  const texts = { html: made.html, markdown: written, statement };
  const unsourced = unsourcedNumbers(texts, told, figures, authorsTexts(report));
  return {
    files: {
      "report/index.html": made.html,
      ...methodsFiles(report),
      "report.md": written,
      "report.json": jsonText({ ...told, unsourced }),
    },
    findings: [...report.late],
  };
}

/** What the author wrote: the document and the parts it takes in. */
const authorsTexts = ({ protocol }: Report): readonly string[] =>
  [protocol.bytes, ...protocol.sources.flatMap(({ role, bytes }) => (role === "include" ? [bytes] : []))].map((bytes) =>
    new TextDecoder().decode(bytes),
  );

/** The HTML that is printed of a run; its findings are those of the report, which has them already. */
export const renderPrint = (report: Report, evidence: Evidence, assets: Assets): string =>
  printDocument(report, evidence, assets);
