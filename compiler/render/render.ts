/** Render: a finished run as a document: report/index.html, report.md, report.json. */
import type { Finding } from "../diagnostics/finding.ts";
import type { InlineValue } from "../document/protocol.ts";
import type { Circumstances, Rendered, Run } from "../run/types.ts";
import { jsonText } from "../store/json-text.ts";
import type { Assets } from "./assets.ts";
import type { Evidence } from "./evidence.ts";
import type { Figures } from "./figures.ts";
import { type Filled, fill } from "./fill.ts";
import { markdown } from "./markdown.ts";
import { page } from "./page.ts";
import { regulatoryPrint } from "./regulatory-print.ts";
import { reportJson } from "./report-json.ts";

/**
 * Renders a run with the figures drawn for it. Given the same run it gives the same bytes in every process; whatever
 * differs between two runs of the same content stands in `circumstances`, and nowhere where these are null.
 *
 * @throws Error where a template asks for something unknown: a mistake of our own
 */
export async function render(
  run: Run,
  figures: Figures,
  circumstances: Circumstances | null,
  assets: Assets,
): Promise<Rendered> {
  const exhibits = figures.exhibits ?? [];
  const { filledAt, findings } = fillings(run);
  const made = page(run, exhibits, filledAt, circumstances, assets);
  return {
    files: {
      "report/index.html": made.html,
      "report.md": markdown(run, exhibits, filledAt),
      "report.json": jsonText(reportJson(run, made.headings, exhibits, circumstances)),
    },
    findings: [...findings, ...made.prose.findings],
  };
}

/** What every inline value says, and what was found on the way. */
function fillings(run: Run) {
  const findings: Finding[] = [];
  const filled = new Map<InlineValue, Filled>(
    run.protocol.inlineValues.map((value) => [value, fill(run, value, findings)]),
  );
  const filledAt = (value: InlineValue): Filled => filled.get(value) ?? fill(run, value, findings);
  return { filledAt, findings };
}

/** The HTML that is printed of a regulatory run; its findings are those of the report, which has them already. */
export const renderPrint = (run: Run, figures: Figures, evidence: Evidence, assets: Assets): string =>
  regulatoryPrint(run, figures.exhibits ?? [], fillings(run).filledAt, evidence, assets);
