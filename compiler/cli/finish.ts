/** Finish: from executed blocks to a whole run folder — draw, digest, render, check the contract, write, rename. */

import { registry } from "../../blocks/registry.ts";
import { type Manifest, manifestSchema } from "../../schemas/manifest.ts";
import { doneSchema, errorSchema, runSummarySchema, stageStateSchema } from "../../schemas/run-files.ts";
import { finding, internalError } from "../diagnostics/build.ts";
import { decisive, exitCode } from "../diagnostics/exit-code.ts";
import type { Finding } from "../diagnostics/finding.ts";
import type { Protocol, ProtocolBlock } from "../document/protocol.ts";
import { drawFigures } from "../render/figures.ts";
import { render } from "../render/render.ts";
import { missingFiles } from "../run/contract.ts";
import type { Executed } from "../run/execute.ts";
import { placed } from "../run/layout.ts";
import { lockFileOf } from "../run/lock-file.ts";
import { contentDigest, draftManifest } from "../run/manifest.ts";
import { doneFile, errorFile, runSummary, stageState } from "../run/run-files.ts";
import type { Circumstances, GateOutcome, Run, RunBlock } from "../run/types.ts";
import { artifactSchema } from "../run/unit.ts";
import { digestOf, digestOfJson, hexOf } from "../store/digest.ts";
import { jsonText } from "../store/json-text.ts";
import { diskStore, type Store } from "../store/store.ts";
import { circumstancesOf, manifestInputs } from "./circumstances.ts";
import { isoTime, sourceDateEpoch, stamp } from "./effects.ts";
import { checkLockFile, writeLockFile } from "./lock-file.ts";
import { assets } from "./package-files.ts";
import type { DocumentResult, Session } from "./pipeline.ts";

interface Finishing extends Session {
  readonly executed: readonly Executed[];
  readonly blocks: readonly RunBlock[];
}

/** Writes the run folder and says what became of the document. */
export async function finishRun(finishing: Finishing): Promise<DocumentResult> {
  const { prepared, options, executed } = finishing;
  const found = [...prepared.findings, ...finishing.blocks.flatMap(({ findings }) => findings)];
  let composed = await compose(finishing, found);
  const late = [
    ...composed.late,
    ...checkLockFile(prepared, options, lockFileOf(composed.run, executed), composed.run),
  ];
  // What only the finished run shows changes its exit code, and the report must say so too: it is composed once more.
  if (late.length > 0) composed = await compose(finishing, [...found, ...late]);
  const name = writeFolder(finishing, composed);
  if (options.record === true && composed.run.exitCode === 0)
    writeLockFile(prepared, lockFileOf(composed.run, executed));
  return {
    document: prepared.shown,
    status: composed.run.status,
    runId: name,
    exitCode: composed.run.exitCode,
    folder: `${prepared.out}/${name}`,
    open: composed.run.exitCode === 0 ? "report/index.html" : "error.json",
    findings: composed.run.findings,
  };
}

interface Composed {
  readonly run: Run;
  /** Rendered files and figures, by path. */
  readonly files: { readonly [path: string]: string };
  /** Findings that only composing could have. */
  readonly late: readonly Finding[];
  readonly durationSeconds: number;
}

async function compose(finishing: Finishing, findings: readonly Finding[]): Promise<Composed> {
  const { prepared, options, blocks, effects, build } = finishing;
  const strict = options.strict === true ? findings.map(asError) : findings;
  const cancelled = blocks.some(({ execution }) => execution === "cancelled");
  const code = cancelled ? cancelCode(effects.signal) : exitCode(strict);
  const base = {
    protocol: prepared.protocol,
    status: cancelled ? "cancelled" : code === 0 ? "success" : "failed",
    exitCode: code,
    blocks,
    findings: strict,
    foodspecVersion: build.version,
  } as const;
  const late: Finding[] = [];
  const figures = await drawFigures(base, assets).catch((error) => {
    late.push(internalError("reporting", messageOf(error)));
    return { files: {}, findings: [] };
  });
  const durationSeconds = (effects.now() - finishing.started) / 1000;
  const content = {
    inputs: manifestInputs(prepared, blocks),
    overrides: overridesOf(finishing),
    gates: gatesOf(blocks),
  };
  const digest = contentDigest(draft(finishing, base, content, durationSeconds, digests(figures.files)));
  const run: Run = { ...base, content: { ...content, digest } };
  const runId = `${stamp(finishing.started)}_${hexOf(digest).slice(0, 6)}`;
  const circumstances: Circumstances = {
    ...circumstancesOf(finishing, durationSeconds),
    runId: finishing.folder.freeName(runId),
  };
  const rendered = await render(
    run,
    figures,
    sourceDateEpoch(effects.env) === null ? circumstances : null,
    assets,
  ).catch((error) => {
    late.push(internalError("reporting", messageOf(error)));
    return { files: {} as { [path: string]: string }, findings: [] };
  });
  late.push(...fresh(figures.findings, findings), ...fresh(rendered.findings, findings));
  const files = { ...figures.files, ...rendered.files };
  if (code === 0 && late.length === 0) late.push(...contractFindings(run, files), ...unsound(finishing));
  return { run, files, late, durationSeconds };
}

/** Findings of rendering come again when the run is composed again; only new ones count. */
const fresh = (found: readonly Finding[], known: readonly Finding[]): readonly Finding[] =>
  found.filter(
    (one) =>
      !known.some((other) => other.code === one.code && other.message === one.message && other.block === one.block),
  );

function contractFindings(run: Run, files: { readonly [path: string]: string }): readonly Finding[] {
  const present = new Set([
    ...Object.keys(files),
    ...alwaysWritten,
    ...run.blocks.flatMap(({ artifacts }) => Object.keys(artifacts)),
  ]);
  const missing = missingFiles(
    run.protocol.settings.mode,
    new Set(run.blocks.map(({ block }) => block.kind.kind)),
    present,
  );
  return missing.length === 0 ? [] : [finding("FS9001", null, { paths: missing })];
}

/** JSON artifacts that do not fit their schema as they are read back: stored by another program, or a mistake of ours. */
function unsound({ executed, prepared }: Finishing): readonly Finding[] {
  const store = diskStore(prepared.store);
  return executed.flatMap(({ node, record }) =>
    Object.entries(record?.artifacts ?? {})
      .filter(([short]) => short.endsWith(".json"))
      .flatMap(([short, digest]) => {
        const parsed = artifactSchema(node.block.kind, short).safeParse(
          JSON.parse(new TextDecoder().decode(store.get(digest) ?? undefined)),
        );
        if (parsed.success) return [];
        const [{ path, message }] = parsed.error.issues;
        const problem = `${path.join(".")}: ${message}`;
        return [
          finding(
            "FS9002",
            null,
            { path: placed(short, node.block, prepared.protocol.blocks), problem },
            { block: node.block.id },
          ),
        ];
      }),
  );
}

const alwaysWritten = ["manifest.json", "logs/run.log", "logs/run.jsonl", "run_summary.json", "state/stage_state.json"];

function writeFolder(finishing: Finishing, { run, files, durationSeconds }: Composed): string {
  const { prepared, folder, executed, log, effects, started } = finishing;
  const name = folder.freeName(`${stamp(started)}_${hexOf(run.content.digest).slice(0, 6)}`);
  const written: { [path: string]: string } = {};
  const write = (path: string, text: string) => {
    folder.write(path, text);
    written[path] = digestOf(text);
  };
  copyArtifacts(executed, prepared.protocol.blocks, diskStore(prepared.store), folder.write);
  for (const path of Object.keys(files)) write(path, files[path]);
  for (const block of run.blocks) {
    const one = executed.find(({ node }) => node.block.id === block.block.id);
    if (one !== undefined)
      write(`blocks/${block.block.id}/done.json`, jsonText(doneSchema.parse(doneFile(one, block, isoTime))));
  }
  const override = finishing.options.qcOverride ?? null;
  write("state/stage_state.json", jsonText(stageStateSchema.parse(stageState(run, executed, override))));
  write("run_summary.json", jsonText(runSummarySchema.parse(runSummary(run, name, durationSeconds))));
  const worst = decisive(run.findings);
  const code = run.exitCode;
  if (code !== 0) {
    const reason = run.status === "cancelled" || worst === null ? finding("FS1130", null, {}) : worst;
    write(
      "error.json",
      jsonText(errorSchema.parse(errorFile(reason, run.findings, code, name, isoTime(effects.now()), run.blocks))),
    );
  }
  log.add({
    level: code === 0 ? "INFO" : "ERROR",
    stage: "artifact",
    block: null,
    event: `run_${run.status}`,
    message: `run ${name} ended with exit code ${code}`,
  });
  write("logs/run.jsonl", log.jsonl());
  write("logs/run.log", log.text());
  if (finishing.options.verbose === true) write("logs/debug.log", log.debug());
  const ordered = Object.fromEntries(Object.entries(written).sort(([a], [b]) => (a < b ? -1 : 1)));
  const manifest = {
    run_id: name,
    ...draft(finishing, run, run.content, durationSeconds, ordered),
    content_digest: run.content.digest,
  };
  folder.write("manifest.json", jsonText(manifestSchema.parse(manifest)));
  return folder.finish(name);
}

/** Copies what blocks gave, by digest. Throws where one is missing or damaged. */
function copyArtifacts(
  executed: readonly Executed[],
  blocks: readonly ProtocolBlock[],
  store: Store,
  write: (path: string, bytes: Uint8Array) => void,
): void {
  for (const { node, record } of executed) {
    for (const [short, digest] of Object.entries(record?.artifacts ?? {})) {
      const path = placed(short, node.block, blocks);
      const bytes = store.get(digest);
      if (bytes === null) throw new Error(`${path} of ${node.block.id} is missing in the store or damaged`);
      if (short.endsWith(".json"))
        artifactSchema(node.block.kind, short).parse(JSON.parse(new TextDecoder().decode(bytes)));
      write(path, bytes);
    }
  }
}

function draft(
  finishing: Finishing,
  run: Omit<Run, "content">,
  content: Omit<Run["content"], "digest">,
  durationSeconds: number,
  files: { readonly [path: string]: string },
) {
  const { prepared, options, build } = finishing;
  return draftManifest(
    run,
    content,
    {
      ...circumstancesOf(finishing, durationSeconds),
      lockDigest: build.lock_digest,
      orchestratorMode: options.orchestratorMode ?? "two_lane_strict",
      protocolFile: prepared.file,
      protocolHash: prepared.digest,
      policy: policyOf(prepared.protocol),
    },
    files,
  );
}

/** The thresholds that held, and those the document chose looser than the default. */
function policyOf({ settings: { mode, qc_policy } }: Protocol): Manifest["policy"] {
  const effective = registry.policy.record(mode, qc_policy);
  return {
    effective,
    digest: digestOfJson(effective),
    loosened: registry.policy.loosened(qc_policy).map(({ field }) => field),
  };
}

function overridesOf({ prepared, options }: Session): Run["content"]["overrides"] {
  const typed = prepared.overrides.map(({ key, original, override }) => ({ key, original, override, reason: null }));
  if (options.qcOverride === undefined) return typed;
  return [...typed, { key: "qc_override", original: null, override: true, reason: options.qcOverride }];
}

function gatesOf(blocks: readonly RunBlock[]): readonly GateOutcome[] {
  return blocks.flatMap(({ block, results, artifacts, result }) => {
    const judged = results as {
      readonly gate?: string;
      readonly status?: "pass" | "fail";
      readonly checks?: object;
    } | null;
    const [report] = Object.keys(artifacts);
    if (block.kind.role !== "gate" || judged?.gate === undefined || judged.status === undefined || report === undefined)
      return [];
    const checks = Object.keys(judged.checks ?? {}).length;
    return [
      {
        block: block.id,
        gate: judged.gate,
        status: judged.status,
        blocking: result === "failed",
        report,
        digest: artifacts[report],
        checks,
      },
    ];
  });
}

const digests = (files: { readonly [path: string]: string }): { [path: string]: string } =>
  Object.fromEntries(Object.entries(files).map(([path, text]) => [path, digestOf(text)]));

const asError = (one: Finding): Finding => (one.severity === "warning" ? { ...one, severity: "error" } : one);
const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
const cancelCode = (signal: AbortSignal): number => (typeof signal.reason === "number" ? signal.reason : 130);
