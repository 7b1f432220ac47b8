/** Render: a report as files: report/index.html, report.md, report.json; and as the HTML that is printed for an auditor. */
import type { Rendered } from "../run/types.ts";
import { jsonText } from "../store/json-text.ts";
import type { Assets } from "./assets.ts";
import type { Evidence } from "./evidence.ts";
import { markdown } from "./markdown.ts";
import { page } from "./page.ts";
import { printDocument } from "./print-document.ts";
import type { Report } from "./report.ts";
import { reportJson } from "./report-json.ts";

/**
 * Renders a report. Given the same run it gives the same bytes in every process; whatever differs between two runs of the same
 * content stands in `circumstances`, and nowhere where these are null.
 *
 * @throws Error where a template asks for something unknown: a mistake of our own
 */
export async function render(report: Report, assets: Assets): Promise<Rendered> {
  const made = page(report, assets);
  return {
    files: {
      "report/index.html": made.html,
      "report.md": markdown(report),
      "report.json": jsonText(reportJson(report, made.headings)),
    },
    findings: [...report.late],
  };
}

/** The HTML that is printed of a run; its findings are those of the report, which has them already. */
export const renderPrint = (report: Report, evidence: Evidence, assets: Assets): string =>
  printDocument(report, evidence, assets);
