/** Compose: everything a run folder will say, in memory — figures, digest, report — and whether it keeps the contract. */

import { registry } from "../../blocks/registry.ts";
import { approvalSchema } from "../../schemas/approval.ts";
import { parsed } from "../../schemas/asked.ts";
import { openingPath, openingSchema } from "../../schemas/lockbox.ts";
import { digestedContent } from "../../schemas/manifest.ts";
import { candidatesPath, candidatesSchema } from "../../schemas/study.ts";
import { internalError } from "../diagnostics/build.ts";
import { exitCode } from "../diagnostics/exit-code.ts";
import { asError, type Finding } from "../diagnostics/finding.ts";
import { primariesOf } from "../document/primary.ts";
import type { SourceFile } from "../document/sources.ts";
import { acceptedIn } from "../render/beside.ts";
import { protocolName, statementName } from "../render/evidence.ts";
import { drawFigures, type Figures } from "../render/figures.ts";
import { figuresIn } from "../render/made-figure.ts";
import { render } from "../render/render.ts";
import { type Report, reportOf } from "../render/report.ts";
import type { ReportJson } from "../render/report-json.ts";
import { statement } from "../render/statement.ts";
import { approvalOf, isApproved } from "../run/approval.ts";
import { contentDigest } from "../run/manifest.ts";
import type { Summing } from "../run/run-files.ts";
import { silentFailures } from "../run/silent-failures.ts";
import type { Circumstances, Run } from "../run/types.ts";
import { digestOf, digestOfJson, hexOf } from "../store/digest.ts";
import { jsonText } from "../store/json-text.ts";
import { circumstancesOf, manifestInputs, manifestSources } from "./circumstances.ts";
import { isoTime, sourceDateEpoch, stamp } from "./clock.ts";
import { draft, gatesOf } from "./content.ts";
import { contractFindings, silentFindings } from "./contract-findings.ts";
import { otherContent } from "./lockbox/sequel.ts";
import { recordedOverrides } from "./overrides.ts";
import { assetsOn } from "./package-files.ts";
import { noBrowser } from "./printing.ts";
import type { Composing, Finishing } from "./session.ts";

export interface Composed {
  readonly run: Run;
  /** Rendered files and figures, by path. */
  readonly files: { readonly [path: string]: string };
  /** Findings that only composing could have. */
  readonly late: readonly Finding[];
  readonly durationSeconds: number;
  /** What a printed report for an auditor is made from. */
  readonly printable: Printable;
  /** What run_summary.json counts. */
  readonly told: Pick<Summing, "shown" | "silent" | "isTracked">;
  /** Digest of what every block of the run is held against. */
  readonly reference: string;
}

export interface Printable {
  /** Null where it could not be made. */
  readonly report: Report | null;
  /** Files of the content that no block gave, by path. */
  readonly made: { readonly [path: string]: string };
  /** What the content digest is over. */
  readonly content: { readonly [field: string]: unknown };
  /** Null where they are left out of what is rendered. */
  readonly circumstances: Circumstances | null;
}

/** Draws, digests and renders a run with these findings; says what only that could find. */
export async function compose(finishing: Finishing, findings: readonly Finding[]): Promise<Composed> {
  const { run, figures, made, manifest, late, durationSeconds } = await content(finishing, findings);
  const { world } = finishing;
  const { digest } = run.content;
  const runId = `${stamp(finishing.started)}_${hexOf(digest).slice(0, 6)}`;
  const all: Circumstances = {
    ...circumstancesOf(finishing, run.status, durationSeconds, noBrowser),
    runId: finishing.folder.freeName(runId),
  };
  const circumstances = sourceDateEpoch(world.env) === null ? all : null;
  const told = await tell(run, figures, circumstances, finishing).catch((error) => {
    late.push(internalError("reporting", messageOf(error)));
    return { report: null, files: {}, findings: [] } as const;
  });
  late.push(...fresh(figures.findings, findings), ...fresh(told.findings, findings));
  const files = { ...made, ...told.files };
  if (run.exitCode === 0 && late.length === 0) late.push(...contractFindings(run, files, finishing));
  const report = toldIn(files);
  const silent = silentFailures(run, report?.results ?? null, finishing.missing);
  if (run.exitCode === 0 && late.length === 0) late.push(...silentFindings(silent));
  const printable = { report: told.report, made, content: digestedContent(manifest), circumstances };
  const reference = digestOfJson(manifest.reference_context);
  const { protocol, config } = finishing.prepared;
  const isTracked = (protocol.frontMatter.tracking ?? config.tracking) !== undefined;
  const counted = { shown: shownIn(run, report), silent, isTracked };
  return { run, files, late, durationSeconds, printable, told: counted, reference };
}

/** A run with its content and its figures, and nothing yet of its report. */
export interface Content {
  readonly run: Run;
  readonly figures: Figures;
  /** Files of the content that no block gave, by path. */
  readonly made: { readonly [path: string]: string };
  readonly manifest: ReturnType<typeof draft>;
  /** Findings that only making it could have; more come as it is told. */
  readonly late: Finding[];
  readonly durationSeconds: number;
}

/** Draws what a run shows, and digests what it came to. */
export async function content(composing: Composing, findings: readonly Finding[]): Promise<Content> {
  const { prepared, options, blocks, world, build } = composing;
  const strict = options.strict === true ? findings.map(asError) : findings;
  // Who cancels while the report is made has a whole folder, too, that says so.
  const cancelled = world.signal.aborted || blocks.some(({ execution }) => execution === "cancelled");
  const code = cancelled ? cancelCode(world.signal) : exitCode(strict);
  const base = {
    protocol: prepared.protocol,
    status: cancelled ? "cancelled" : code === 0 ? "success" : "failed",
    exitCode: code,
    blocks,
    findings: strict,
    opening: openingOf(composing),
    choice: choiceOf(composing),
    foodspecVersion: build.version,
  } as const;
  const late: Finding[] = [];
  const figures = await drawFigures(base, drawersOf(composing)).catch((error) => {
    late.push(internalError("reporting", messageOf(error)));
    return { files: {}, findings: [] };
  });
  const drawn = Object.keys(figures.files).length;
  composing.log.add({
    level: "INFO",
    stage: "reporting",
    block: null,
    event: "figures_complete",
    message: `${drawn} files drawn`,
  });
  const durationSeconds = (world.now() - composing.started) / 1000;
  const content = {
    inputs: manifestInputs(prepared, blocks),
    sources: manifestSources(prepared.sources),
    overrides: recordedOverrides(prepared, options),
    gates: gatesOf(blocks),
  };
  const own = { ...figures.files, ...approvalFile(base, content.gates) };
  const { sequel } = composing;
  const made = { ...own, ...sequel?.files };
  const drafted = (of: Composing, files: { readonly [path: string]: string }) =>
    draft(of, base, content, durationSeconds, {
      ...digests(files),
      [protocolName]: prepared.digest,
      ...sourceDigests(prepared.sources),
    });
  const manifest = drafted(composing, made);
  if (sequel !== null && code === 0) {
    const again = contentDigest(drafted({ ...composing, sequel: null }, own));
    if (again !== sequel.of) late.push(otherContent(sequel.of, again));
  }
  const run: Run = { ...base, content: { ...content, digest: contentDigest(manifest) } };
  return { run, figures, made, manifest, late, durationSeconds };
}

/** What the lockbox of a sequel said. */
function openingOf({ sequel }: Pick<Composing, "sequel">): Run["opening"] {
  const text = sequel?.files[openingPath];
  return text === undefined ? null : parsed(openingSchema, JSON.parse(text));
}

/** Of a sequel that tells what the run was chosen among. */
function choiceOf({ sequel }: Pick<Composing, "sequel">): Run["choice"] {
  const text = sequel?.files[candidatesPath];
  return text === undefined ? null : parsed(candidatesSchema, JSON.parse(text));
}

async function tell(run: Run, figures: Figures, circumstances: Circumstances | null, finishing: Finishing) {
  const report = reportOf(run, figures, circumstances);
  const stated = statementOf(run, report, finishing);
  const { files, findings } = await render(report, assetsOn(finishing.world.disk), stated);
  return { report, files: stated === null ? files : { ...files, [statementName]: stated }, findings };
}

/** What report.json says, as far as it is counted; null where there is no report. */
function toldIn({ "report.json": text }: { readonly [path: string]: string | undefined }): ReportJson | null {
  return text === undefined ? null : (JSON.parse(text) as ReportJson);
}

/** Ids of the blocks of which the document shows something: a figure or table that stands, or a value in its text. */
function shownIn({ protocol }: Pick<Run, "protocol">, report: ReportJson | null): ReadonlySet<string> {
  const exhibits = (report?.exhibits ?? []).filter(({ label }) => label !== null);
  return new Set([
    ...exhibits.flatMap(({ address, under }) => [address.split(".")[0], under]),
    ...protocol.inlineValues.map(({ path: [block] }) => block),
  ]);
}

/** `--force` draws anew, too. */
const drawersOf = ({ prepared, options, world, build }: Composing) => ({
  draw: world.draw,
  kept: figuresIn(prepared.objects, options.force === true || options.resume === false),
  digest: build.drawing,
});

/** Only of a regulatory run that ended with 0; null of any other. */
function statementOf(run: Run, report: Report, { started, world }: Finishing): string | null {
  const { protocol } = run;
  const primaries = primariesOf(protocol);
  if (!isApproved(run) || primaries.length === 0) return null;
  return statement(
    report,
    {
      time: isoTime(started),
      primaries,
      loosened: registry.policy.loosened(protocol.settings.qc_policy),
      accepted: acceptedIn(protocol.blocks),
    },
    assetsOn(world.disk),
  );
}

function approvalFile(run: Omit<Run, "content">, gates: Run["content"]["gates"]): { readonly [path: string]: string } {
  const approval = approvalOf(run, gates);
  return approval === null ? {} : { "model/approval.json": jsonText(parsed(approvalSchema, approval)) };
}

/** Findings of rendering come again when the run is composed again; only new ones count. */
export const fresh = (found: readonly Finding[], known: readonly Finding[]): readonly Finding[] =>
  found.filter(
    (one) =>
      !known.some((other) => other.code === one.code && other.message === one.message && other.block === one.block),
  );

/** Of the files that the text takes in, by their path in the run folder. */
const sourceDigests = (sources: readonly SourceFile[]): { [path: string]: string } =>
  Object.fromEntries(sources.map(({ path, bytes }) => [`sources/${path}`, digestOf(bytes)]));

const digests = (files: { readonly [path: string]: string }): { [path: string]: string } =>
  Object.fromEntries(Object.entries(files).map(([path, text]) => [path, digestOf(text)]));

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
const cancelCode = (signal: AbortSignal): number => (typeof signal.reason === "number" ? signal.reason : 130);
