/** Render: a finished run as a document: report/index.html, report.md, report.json. */
import type { Finding } from "../diagnostics/finding.ts";
import type { InlineValue } from "../document/protocol.ts";
import type { Circumstances, Rendered, Run } from "../run/types.ts";
import { jsonText } from "../store/json-text.ts";
import type { Assets } from "./assets.ts";
import type { Figures } from "./figures.ts";
import { type Filled, fill } from "./fill.ts";
import { markdown } from "./markdown.ts";
import { page } from "./page.ts";
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
  const findings: Finding[] = [];
  const filled = new Map<InlineValue, Filled>(
    run.protocol.inlineValues.map((value) => [value, fill(run, value, findings)]),
  );
  const filledAt = (value: InlineValue): Filled => filled.get(value) ?? fill(run, value, findings);
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
