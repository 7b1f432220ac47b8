/** Assemble: from what was executed to the run that render, print and the command line read. */
import type { DataPlace } from "../../blocks/contract/refusal.ts";
import type { ValueName } from "../../blocks/contract/values.ts";
import { own } from "../../schemas/dictionary.ts";
import type { BlockRecord } from "../../schemas/records.ts";
import { dataPosition, finding, fromRemark, internalError } from "../diagnostics/build.ts";
import type { Finding } from "../diagnostics/finding.ts";
import { firstTelling } from "../diagnostics/first-telling.ts";
import type { Protocol, ProtocolBlock } from "../document/protocol.ts";
import type { InputFiles } from "../plan/key.ts";
import { digestOfJson } from "../store/digest.ts";
import type { Executed } from "./execute.ts";
import { placed } from "./layout.ts";
import { ProductMismatch } from "./product.ts";
import { aimOf } from "./tried.ts";
import type { RunBlock, RunSource } from "./types.ts";

type Load = (value: string, part: string, digest: string) => unknown;

/** The blocks of the run, in document order, each with its findings and what its views look at. */
export function assembleBlocks(
  protocol: Protocol,
  executed: readonly Executed[],
  files: InputFiles,
  gatesBlock: boolean,
  load: Load,
  shapes: ReadonlyMap<string, unknown>,
): readonly RunBlock[] {
  const byId = new Map(executed.map((one) => [one.node.block.id, one]));
  const isNew = firstTelling();
  return protocol.blocks.flatMap((block) => {
    const one = byId.get(block.id);
    if (one === undefined) return [];
    const made = assembled(protocol, one, byId, files, gatesBlock, load);
    const findings = made.findings.filter((found) => isNew(found, block));
    return [{ ...made, findings, views: viewsOf(block, shapes.get(block.id) ?? null) }];
  });
}

type ById = ReadonlyMap<string, Executed>;

function assembled(
  protocol: Protocol,
  one: Executed,
  byId: ById,
  files: InputFiles,
  gatesBlock: boolean,
  load: Load,
): Omit<RunBlock, "views"> {
  const { block } = one.node;
  const findings = findingsOf(one, protocol, files, gatesBlock);
  const has = (severity: Finding["severity"]) => findings.some((one) => one.severity === severity);
  // A block may end and still say that what it found is an error (drift): its numbers stand, its result does not.
  const worst = has("error") ? "failed" : has("warning") ? "warn" : "ok";
  return {
    block,
    execution: one.execution,
    result: one.result === "ok" ? worst : one.result,
    reason: one.reason,
    key: one.key,
    results: one.record?.results ?? null,
    aim: aimOf(one.node, (id) => byId.get(id)?.record),
    from: [...new Set(one.node.inputs.map((input) => input.block))],
    artifacts: artifactsOf(one.record, block, protocol.blocks),
    findings,
    hasValue: one.record?.value != null,
    source: one.record === null ? null : sourceOf(one, one.record, byId, load),
    durationSeconds: (one.finished - one.started) / 1000,
  };
}

function artifactsOf(
  record: BlockRecord | null,
  block: ProtocolBlock,
  blocks: readonly ProtocolBlock[],
): RunBlock["artifacts"] {
  const entries = Object.entries(record?.artifacts ?? {}).map(([path, digest]) => [
    placed(path, block, blocks),
    digest,
  ]);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** What a block said, as findings with a place; a failed gate and a bug of ours speak here too. */
function findingsOf(one: Executed, protocol: Protocol, files: InputFiles, gatesBlock: boolean): readonly Finding[] {
  const { block } = one.node;
  const at = { block: block.id };
  const found = one.remarks.map((remark) =>
    fromRemark(remark, block, (place) => dataPosition(dataFile(place, protocol, files), place), protocol.frontMatterAt),
  );
  if (one.bug instanceof ProductMismatch)
    found.push(finding("FS9020", block.position, { id: block.id, path: one.bug.path, problem: one.bug.problem }, at));
  else if (one.bug !== null) found.push(internalError(block.kind.stage, one.bug.message, block.id));
  if (one.verdict?.passed === false && one.verdict.advice !== true) {
    const facts = { gate: one.verdict.gate, id: block.id, judged: one.verdict.judged };
    found.push(finding(gatesBlock ? "FS7001" : "FS7002", block.position, facts, at));
  }
  return found;
}

/** A data file under the name by which the document's readers know it: relative as the document itself is. @internal */
export function dataFile({ input }: DataPlace, protocol: Protocol, files: InputFiles): string {
  const path = own(files, input)?.[0]?.path ?? input;
  const folder = protocol.file.slice(0, protocol.file.lastIndexOf("/") + 1);
  return `${folder}${path}`;
}

/** The views a block has, each knowing whether it stands under it by default. @internal */
export function viewsOf({ kind, options }: Pick<ProtocolBlock, "kind" | "options">, shape: unknown): RunBlock["views"] {
  const known = { options, shape };
  const own = Object.entries(kind.views).filter(([, view]) => view.exists(known));
  const names = new Set(own.map(([name]) => name));
  return Object.fromEntries(
    own.map(([name, view]) => {
      const { byDefault, insteadOf } = view;
      const isFirst = byDefault && (view.isFirst?.(known) ?? true);
      return [name, { ...view, byDefault: isFirst && (insteadOf === undefined || !names.has(insteadOf)) }];
    }),
  );
}

/** What a block's views look at: its results and any part of its own value and of those it started from. */
function sourceOf({ node }: Executed, record: BlockRecord, byId: ById, load: Load): RunSource {
  const part = async (from: BlockRecord | null | undefined, name: string) => {
    const digest = from?.value?.parts[name];
    if (from?.value == null || digest === undefined)
      throw new Error(`no part ${name} for the views of ${node.block.id}`);
    return load(from.value.name, name, digest);
  };
  const { id, options } = node.block;
  const given = node.inputs.map(({ block }) => byId.get(block)?.record?.value ?? null);
  return {
    block: id,
    options,
    results: record.results,
    digest: digestOfJson({ block: id, options, results: record.results, own: record.value, given }),
    own: (name) => part(record, name),
    input(value: ValueName, name: string) {
      const edge = node.inputs.find((input) => input.value === value);
      return part(edge === undefined ? null : byId.get(edge.block)?.record, name);
    },
  };
}
