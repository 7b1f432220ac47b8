/** Records: what run_summary.json, state/stage_state.json and the done.json of each block say of the run, beside its manifest. */
import { type Fields, fieldsOf } from "../../schemas/is-record.ts";
import type { Manifest } from "../../schemas/manifest.ts";
import { outcomeOf } from "../../schemas/register-chain.ts";
import type { Finding } from "../diagnostics/finding.ts";
import { digestOfJson } from "../store/digest.ts";
import { contradiction, differences } from "./differ.ts";
import { jsonOf, type RunFolder } from "./run-folder.ts";

type Block = Manifest["blocks"][number];

/** Every place where a record of the run tells another run than the manifest. */
export function recordFindings(folder: RunFolder, manifest: Manifest): readonly Finding[] {
  const [summary, state] = ["run_summary.json", "state/stage_state.json"].map((path) => fieldsOf(jsonOf(folder, path)));
  return [
    ...(isThere(summary) ? summaryFindings(summary as Summary, manifest) : []),
    ...(isThere(state) ? stateFindings(state as State, summary as Partial<Summary>, manifest) : []),
    ...manifest.blocks.flatMap((block) => doneFindings(folder, manifest, block)),
  ];
}

/** Of these files, which fit their schemas, only what is compared here. */
type Summary = Fields & {
  readonly stages: readonly {
    readonly stage: string;
    readonly status: string;
    readonly artifacts: readonly string[];
  }[];
  readonly lanes: { readonly [lane: string]: { readonly blocks: readonly string[] } };
};
type State = Fields & { readonly blocks: { readonly [id: string]: Fields } };

/** What is not there, or does not fit its schema, has been named for that. */
const isThere = (file: Fields): boolean => file.schema_version !== undefined;

function summaryFindings({ stages, lanes, ...said }: Summary, manifest: Manifest): readonly Finding[] {
  const { mode, exit_code: code, duration_seconds, blocks } = manifest;
  const found = {
    mode: said.mode,
    status: said.status,
    duration_seconds: said.duration_seconds,
    artifacts: stages.flatMap(({ artifacts }) => artifacts).sort(),
    lanes: Object.fromEntries(Object.entries(lanes).map(([lane, own]) => [lane, own.blocks])),
  };
  const of = (name: string) => blocks.flatMap(({ id, lane }) => (lane === name ? [id] : []));
  const wanted = {
    mode,
    status: outcomeOf(code),
    duration_seconds,
    artifacts: blocks.flatMap(({ artifacts }) => Object.keys(artifacts)).sort(),
    lanes: Object.fromEntries(Object.keys(lanes).map((lane) => [lane, of(lane)])),
  };
  return differences("run_summary.json", found, wanted);
}

function stateFindings(state: State, { stages }: Partial<Summary>, { blocks }: Manifest): readonly Finding[] {
  const told = ({ execution, result, reason, key }: Fields) => ({ execution, result, reason, key });
  const found = {
    stages: state.stages,
    blocks: Object.fromEntries(Object.entries(state.blocks).map(([id, one]) => [id, told(one)])),
  };
  const wanted = {
    stages: stages && Object.fromEntries(stages.map(({ stage, status }) => [stage, status])),
    blocks: Object.fromEntries(blocks.map((block) => [block.id, told(block)])),
  };
  return differences("state/stage_state.json", found, wanted);
}

/** How a block ended, its key, which is the digest of what it was made of, and its files. */
function doneFindings(folder: RunFolder, manifest: Manifest, block: Block): readonly Finding[] {
  const path = `blocks/${block.id}/done.json`;
  const { execution, result, reason, key, kind, artifacts } = block;
  const said = fieldsOf(jsonOf(folder, path));
  if (!isThere(said)) {
    const isMissing = !folder.paths.includes(path) && (execution === "ran" || execution === "reused");
    return isMissing
      ? [contradiction(path, "is not there, though the manifest says that the block came to an end")]
      : [];
  }
  const preimage = said.key_preimage;
  const found = {
    execution: said.execution,
    result: said.result,
    reason: said.reason,
    key: said.key,
    reference_context_id: said.reference_context_id,
    outputs_list: [...(said.outputs_list as readonly string[])].sort(),
    key_preimage: preimage === null ? null : { kind: fieldsOf(preimage).kind, digest: digestOfJson(preimage) },
  };
  const wanted = {
    execution,
    result,
    reason,
    key,
    reference_context_id: digestOfJson(manifest.reference_context),
    outputs_list: Object.keys(artifacts).sort(),
    key_preimage: preimage === null ? null : { kind, digest: key },
  };
  return differences(path, found, wanted);
}
