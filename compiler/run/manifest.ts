/** Manifest: builds it from a run, and says what its content digest is over. */
import { digestedContent, type Manifest, circumstances as outside } from "../../schemas/manifest.ts";
import { digestOfJson } from "../store/digest.ts";
import { affectedBy } from "./affects.ts";
import { referenceContext } from "./reference-context.ts";
import { headOf, triedOf } from "./tried.ts";
import type { Circumstances, Run } from "./types.ts";

/** Digest over the content of a manifest, SHA-256 of its canonical JSON (RFC 8785). */
export const contentDigest = (manifest: Omit<Manifest, "content_digest" | "run_id">): string =>
  digestOfJson(digestedContent(manifest));

/** How often was tried, in the document and by what the store keeps. */
function triedFields({ protocol, blocks }: Omit<Run, "content">, inStore: Circumstances["triedInStore"]) {
  const head = headOf(protocol, blocks);
  const tried = head === null ? null : triedOf(head, blocks);
  return {
    ...(tried === null ? {} : { tried: { models: tried.models, tuning_values: tried.tuningValues } }),
    ...(inStore === null ? {} : { tried_in_store: inStore.atLeast }),
  };
}

/** The manifest of a run without the two names that follow from it. */
export function draftManifest(
  run: Omit<Run, "content">,
  content: Omit<Run["content"], "digest">,
  where: Omit<Circumstances, "runId"> & {
    readonly lockDigest: string;
    readonly orchestratorMode: string;
    readonly protocolFile: string;
    readonly protocolHash: string;
    readonly policy: Manifest["policy"];
    /** Null of a run that is no sequel. */
    readonly sequelOf?: string | null;
  },
  files: { readonly [path: string]: string },
): Omit<Manifest, "content_digest" | "run_id"> {
  const { protocol } = run;
  return {
    schema_version: 1,
    timestamp: where.timestamp,
    duration_seconds: where.durationSeconds,
    exit_code: run.exitCode,
    success: run.exitCode === 0,
    foodspec_version: where.foodspecVersion,
    node_version: where.nodeVersion,
    packages: where.packages,
    lock_digest: where.lockDigest,
    program: where.program,
    browser_version: where.browserVersion,
    browser_sandbox: where.browserSandbox,
    os: where.os,
    git_hash: where.git?.hash ?? null,
    git_branch: where.git?.branch ?? null,
    git_dirty: where.git?.dirty ?? null,
    command: where.command,
    protocol_file: where.protocolFile,
    protocol_hash: where.protocolHash,
    protocol_version: protocol.frontMatter.version,
    mode: protocol.settings.mode,
    scheme: protocol.settings.scheme as Manifest["scheme"],
    seed: protocol.seed,
    orchestrator_mode: where.orchestratorMode,
    policy: where.policy,
    cli_overrides: content.overrides as Manifest["cli_overrides"],
    inputs: [...content.inputs],
    ...(content.sources.length === 0 ? {} : { sources: [...content.sources] }),
    blocks: run.blocks.map((one) => ({
      id: one.block.id,
      kind: one.block.kind.kind,
      ...(one.block.added === null ? {} : { added: one.block.added }),
      lane: one.block.kind.lane,
      key: one.key,
      execution: one.execution,
      result: one.result,
      reason: one.reason?.code ?? null,
      ...(one.result === "na" ? { affects: [...affectedBy(one.block.id, run.blocks)] } : {}),
      results: one.results === null ? null : digestOfJson(one.results),
      duration: one.durationSeconds,
      artifacts: one.artifacts,
    })),
    gates: content.gates.map((gate) => ({ ...gate })),
    ...triedFields(run, where.triedInStore),
    ...(where.register === null ? {} : { register: where.register }),
    ...(where.lockboxes.length === 0 ? {} : { lockbox: [...where.lockboxes] }),
    ...(where.sequelOf == null ? {} : { sequel_of: where.sequelOf }),
    ...(where.config === null ? {} : { config: { ...where.config, used: [...where.config.used] } }),
    reference_context: referenceContext(run.blocks, where.policy.digest),
    files,
    circumstances: [...outside],
  };
}
