/** Report: a run as people are told of it, each thing said once. Five writers make HTML, print, Markdown, JSON and the statement of it. */
import type { Criterion } from "../../blocks/contract/criterion.ts";
import type { Opening } from "../../schemas/lockbox.ts";
import type { Candidates } from "../../schemas/study.ts";
import type { Finding } from "../diagnostics/finding.ts";
import type { InlineValue, Protocol } from "../document/protocol.ts";
import { type Language, languageOf } from "../language/language.ts";
import type { Circumstances, Run, RunContent } from "../run/types.ts";
import { digestOf } from "../store/digest.ts";
import { field, inDocumentOrder } from "./arrange.ts";
import { disclaimers, researchOnly } from "./disclaimer.ts";
import type { Exhibit } from "./exhibit.ts";
import type { Figures } from "./figures.ts";
import { type Filled, fill } from "./fill.ts";
import { type ReportBlock, reportBlock } from "./report-block.ts";
import { validationWords } from "./scheme-name.ts";
import { notPassed, passed, type Status } from "./status.ts";
import { gatesSentence, remarks, reportTitle, summary } from "./summary.ts";

export interface Report {
  readonly title: string;
  /** In which it says what is not the author's: who writes it asks. */
  readonly language: Language;
  /** The document with its author's text. */
  readonly protocol: Protocol;
  readonly facts: {
    /** The name of the document, without the way to it: paths of the machine never reach a report. */
    readonly file: string;
    readonly protocolDigest: string;
    readonly validation: string;
    readonly seed: string;
    readonly digest: string;
    readonly foodspecVersion: string;
  };
  readonly mode: Run["protocol"]["settings"]["mode"];
  readonly status: Run["status"];
  readonly exitCode: number;
  /** A regulatory run that failed: nothing of it may be used. */
  readonly isNotApproved: boolean;
  /** What must be said at the head: null in other modes. */
  readonly researchOnly: string | null;
  /** What was found and how sure one may be; every sentence, in the order of the page. */
  readonly summary: readonly string[];
  readonly gatesSentence: string;
  readonly remarks: readonly string[];
  readonly disclaimers: readonly string[];
  /** As they ran, those the compiler added among them. */
  readonly blocks: readonly ReportBlock[];
  /** As their fences stand; those the compiler added come last. */
  readonly ordered: readonly ReportBlock[];
  /** The block whose fence begins at this line. */
  blockAt(line: number): ReportBlock | null;
  readonly exhibits: readonly Exhibit[];
  /** What an inline value says. */
  filled(value: InlineValue): Filled;
  readonly gates: readonly ReportGate[];
  /** Every line that a gate held a result to, in the order of the gates. */
  readonly criteria: readonly ReportCriterion[];
  readonly inputs: RunContent["inputs"];
  readonly overrides: RunContent["overrides"];
  readonly findings: readonly Finding[];
  /** Of a sequel: what its lockbox said; null of any other run. */
  readonly opening: Opening | null;
  /** Of a sequel: what it was chosen among; null of any other run. */
  readonly choice: Candidates | null;
  /** Null where they are left out of what is rendered. */
  readonly circumstances: Circumstances | null;
  /** Findings that only filling the values could have. */
  readonly late: readonly Finding[];
}

/** A criterion with the gate that applied it. */
export interface ReportCriterion extends Criterion {
  readonly gate: string;
  /** Id of the gate's block. */
  readonly block: string;
  /** Path of the gate's report. */
  readonly report: string;
}

export interface ReportGate {
  readonly outcome: RunContent["gates"][number];
  /** Its block; null where the run has none. */
  readonly block: ReportBlock | null;
  readonly status: Status;
  /** What was judged. */
  readonly judged: string;
  /** The checks that failed, as readers call them. */
  readonly failed: readonly string[];
  /** What follows; empty of one that passed. */
  readonly consequence: string;
}

/** The report of a run with the figures drawn for it. */
export function reportOf(run: Run, figures: Pick<Figures, "exhibits">, circumstances: Circumstances | null): Report {
  const { protocol, status, content } = run;
  const { settings } = protocol;
  const exhibits = figures.exhibits ?? [];
  const blocks = new Map(run.blocks.map((block) => [block, reportBlock(block, exhibits, run, protocol.inlineTexts)]));
  const all = [...blocks.values()];
  return {
    title: reportTitle(run),
    language: languageOf(protocol.frontMatter.lang),
    protocol,
    facts: {
      file: protocol.file.slice(Math.max(protocol.file.lastIndexOf("/"), protocol.file.lastIndexOf("\\")) + 1),
      protocolDigest: digestOf(protocol.bytes),
      validation: validationWords(settings.scheme?.name ?? null, run),
      seed: String(protocol.seed),
      digest: content.digest,
      foodspecVersion: run.foodspecVersion,
    },
    mode: settings.mode,
    status,
    exitCode: run.exitCode,
    isNotApproved: settings.mode === "regulatory" && status === "failed",
    researchOnly: settings.mode === "research" ? researchOnly : null,
    summary: summary(run),
    gatesSentence: gatesSentence(run),
    remarks: remarks(run),
    disclaimers: disclaimers(run),
    blocks: all,
    ordered: inDocumentOrder(run).map((one) => blocks.get(one) as ReportBlock),
    blockAt: (line) => all.find((one) => one.added === null && one.line === line) ?? null,
    exhibits,
    ...values(run),
    gates: content.gates.map((gate) => gateOf(gate, run, all)),
    criteria: content.gates.flatMap(({ gate, block, report }) =>
      (all.find(({ id }) => id === block)?.criteria ?? []).map((one) => ({ ...one, gate, block, report })),
    ),
    inputs: content.inputs,
    overrides: content.overrides,
    findings: run.findings,
    opening: run.opening ?? null,
    choice: run.choice ?? null,
    circumstances,
  };
}

/** What every inline value says, and what was found on the way. */
function values(run: Run): Pick<Report, "filled" | "late"> {
  const late: Finding[] = [];
  const filled = new Map(run.protocol.inlineValues.map((value) => [value, fill(run, value, late)]));
  return { filled: (value) => filled.get(value) ?? fill(run, value, late), late };
}

function gateOf(
  outcome: ReportGate["outcome"],
  { content, protocol }: Run,
  blocks: readonly ReportBlock[],
): ReportGate {
  const block = blocks.find(({ id }) => id === outcome.block) ?? null;
  const failed = field(block?.results ?? null, "failed_checks");
  const judged = field(block?.results ?? null, "of");
  const override = content.overrides.find(({ key }) => key === "qc_override");
  const none =
    override !== undefined && protocol.settings.qc_policy.required === true
      ? `none: let through by --qc-override: ${override.reason}`
      : "none: not required in this mode";
  const isGood = outcome.status === "pass";
  return {
    outcome,
    block,
    status: isGood ? passed : notPassed,
    judged: typeof judged === "string" ? judged : Array.isArray(judged) ? judged.join(", ") : "",
    failed: Array.isArray(failed) ? failed.map((id) => nameOf(String(id), block)) : [],
    consequence: isGood ? "" : outcome.blocking ? "what descends from it was not run" : none,
  };
}

/** Of a check without criteria, such as one that is advice, the words of its id. */
const nameOf = (id: string, block: ReportBlock | null): string =>
  block?.criteria.find(({ check }) => check === id)?.name ?? id.replaceAll("_", " ");
