/** report.json: the structure of a report for machines and reviewers: sections, results, QC, findings, gates. */

import { z } from "zod";
import { parsed } from "../../schemas/asked.ts";
import { languages } from "../../schemas/front-matter.ts";
import type { Exhibit } from "./exhibit.ts";
import { citedSources, sourceText } from "./methods-parts.ts";
import { type PrintedFigure, printedFigureSchema } from "./printed-figures.ts";
import type { Heading } from "./prose.ts";
import type { Report } from "./report.ts";
import type { ReportBlock } from "./report-block.ts";

const json: z.ZodType = z.json();
const digest = z.string().regex(/^sha256:[0-9a-f]{64}$/);

const exhibitSchema = z.strictObject({
  address: z.string(),
  id: z.string(),
  label: z.string().nullable().describe("`Figure 3`; null where there is nothing to show"),
  type: z.enum(["figure", "table"]),
  title: z.string(),
  caption: z.string(),
  alt: z.string(),
  file: z.string().nullable(),
  under: z.string().describe("id of the block under which it stands"),
  folded: z.boolean().describe("it stands under `More diagnostics` of its block, and in no PDF"),
  reason: z.string().nullable().describe("why there is nothing to show"),
});

const findingSchema = z.strictObject({
  code: z.string(),
  severity: z.enum(["error", "warning", "note"]),
  message: z.string(),
  help: z.array(z.string()),
  stage: z.string(),
  block: z.string().nullable(),
  pointer: z.string().nullable(),
  position: z
    .strictObject({ file: z.string(), line: z.int(), column: z.int(), endLine: z.int(), endColumn: z.int() })
    .nullable(),
});

const resultSchema = z.strictObject({
  kind: z.string(),
  state: z.enum(["finished", "blocked", "cancelled"]),
  result: z.enum(["ok", "warn", "na", "failed"]),
  reason: z.strictObject({ code: z.string(), sentence: z.string() }).nullable(),
  key: z.string().nullable(),
  values: json.describe("headline numbers, as the kind's results schema has them; inline values point into it"),
  artifacts: z.record(z.string(), z.string()),
});

export const reportSchema = z
  .strictObject({
    schema_version: z.literal(1),
    title: z.string(),
    protocol: z.strictObject({ title: z.string(), version: z.string() }),
    mode: z.enum(["research", "regulatory", "monitoring"]),
    status: z.enum(["success", "failed", "cancelled"]),
    exit_code: z.int(),
    content_digest: digest,
    foodspec_version: z.string(),
    lang: z
      .enum(languages)
      .optional()
      .describe("in which summary, captions and figures are printed; en where it is left out"),
    summary: z.array(z.string()),
    disclaimers: z.array(z.string()),
    sources: z
      .array(z.string())
      .optional()
      .describe("what the materials and methods cite; absent where they cite nothing"),
    sections: z.array(z.strictObject({ id: z.string(), level: z.int(), title: z.string() })),
    results: z.record(z.string(), resultSchema),
    exhibits: z.array(exhibitSchema),
    qc: z.record(z.string(), json).describe("results of the quality gates, by block"),
    actions: z
      .array(z.strictObject({ block: z.string(), check: z.string(), sentence: z.string() }))
      .describe("what to do about each check that failed"),
    findings: z.array(findingSchema),
    criteria: z
      .array(
        z.strictObject({
          gate: z.string(),
          block: z.string().describe("id of the gate"),
          check: z.string(),
          name: z.string(),
          of: z.string().nullable().describe("id of the block judged, where a gate judges several"),
          unit: z.string().nullable(),
          value: z.number().nullable(),
          bound: z.enum(["min", "max", "below"]).describe("at least, at most, or below the threshold"),
          threshold: z.number().nullable(),
          pass: z.boolean().nullable().describe("null where it judges nothing: `reason` says why"),
          reason: z.string().nullable(),
          worst: z.array(z.string()).describe("samples, classes or features, worst first"),
          report: z.string(),
          pointer: z.string(),
        }),
      )
      .describe("every criterion of every gate: a line a check, and one a lower limit"),
    figures: z
      .array(printedFigureSchema)
      .describe("every number that a text of the run prints and a file of it holds, each once, with its source"),
    unsourced: z
      .array(z.string())
      .describe("numbers of its texts that stand in no file as they are, nor in the document: told in words"),
    gates: z.array(
      z.looseObject({
        gate: z.string(),
        status: z.enum(["pass", "fail"]),
        blocking: z.boolean(),
        report: z.string(),
        digest: z.string(),
        checks: z.int(),
      }),
    ),
    circumstances: z
      .strictObject({
        run_id: z.string(),
        timestamp: z.string(),
        duration_seconds: z.number(),
        executions: z.record(z.string(), z.enum(["ran", "reused", "blocked", "cancelled"])),
      })
      .nullable()
      .describe("what differs between two runs of the same content; null where it is left out"),
  })
  .describe("report.json: the structure of a report");
export type ReportJson = z.output<typeof reportSchema>;

/** `unsourced` is empty: it is found once the rest is said. Throws ZodError where something does not fit the schema: a mistake of our own. */
export function reportJson(
  report: Report,
  headings: readonly Heading[],
  figures: readonly PrintedFigure[],
): ReportJson {
  const { protocol, facts, blocks, circumstances } = report;
  const cited = citedSources(report);
  return parsed(reportSchema, {
    schema_version: 1,
    title: report.title,
    protocol: { title: protocol.frontMatter.title, version: protocol.frontMatter.version },
    mode: report.mode,
    status: report.status,
    exit_code: report.exitCode,
    content_digest: facts.digest,
    foodspec_version: facts.foodspecVersion,
    lang: report.language.lang,
    summary: report.summary.map(report.language.say),
    disclaimers: report.disclaimers.map(report.language.say),
    ...(cited.length === 0 ? {} : { sources: cited.map(sourceText) }),
    sections: headings.map(({ id, level, text }) => ({ id, level, title: text })),
    results: Object.fromEntries(blocks.map((block) => [block.id, resultOf(block)])),
    exhibits: report.exhibits.map(exhibitRecord),
    qc: Object.fromEntries(blocks.filter(({ isGate }) => isGate).map(({ id, results }) => [id, results])),
    actions: blocks.flatMap((block) =>
      (block.failedChecks?.failed ?? []).flatMap(({ id, action }) =>
        action === null ? [] : [{ block: block.id, check: id, sentence: action }],
      ),
    ),
    findings: report.findings.map(({ code, severity, message, help, stage, block, pointer, position }) => ({
      code,
      severity,
      message,
      help,
      stage,
      block,
      pointer,
      position,
    })),
    criteria: report.criteria.map(({ written, ...one }) => one),
    figures,
    unsourced: [],
    gates: report.gates.map(({ outcome }) => outcome),
    circumstances:
      circumstances === null
        ? null
        : {
            run_id: circumstances.runId,
            timestamp: circumstances.timestamp,
            duration_seconds: circumstances.durationSeconds,
            executions: Object.fromEntries(blocks.map(({ id, execution }) => [id, execution])),
          },
  });
}

function resultOf(block: ReportBlock): z.input<typeof resultSchema> {
  const { kind, state, result, reason, key, results, artifacts } = block;
  return { kind, state, result, reason, key, values: results, artifacts };
}

function exhibitRecord({ placement, id, label, title, caption, alt, content }: Exhibit): z.input<typeof exhibitSchema> {
  return {
    address: placement.address,
    id,
    label,
    type: placement.view.shape,
    title,
    caption,
    alt,
    file: content.type === "drawing" ? content.file : null,
    under: placement.host,
    folded: placement.isFolded,
    reason: content.type === "na" ? content.reason : null,
  };
}
