/** Infer: what is known of every value before anything runs, and what is wrong from the document alone. */
import type { Known, Shapes } from "../../blocks/contract/kind.ts";
import { readsOf } from "../../blocks/contract/kind.ts";
import type { Settings } from "../../blocks/contract/running.ts";
import type { ValueName } from "../../blocks/contract/values.ts";
import { fromRemark } from "../diagnostics/build.ts";
import { type Finding, isError } from "../diagnostics/finding.ts";
import { firstTelling } from "../diagnostics/first-telling.ts";
import type { Protocol, ProtocolBlock } from "../document/protocol.ts";
import { settingOf } from "../document/setting-of.ts";
import type { Graph } from "./graph.ts";
import type { Node } from "./node.ts";

export interface InferredShapes {
  /** By block id, as its kind says; null where nothing is known. */
  readonly shapes: ReadonlyMap<string, unknown>;
  readonly findings: readonly Finding[];
}

/** What the inputs of a block show; null where nobody looks, or they show nothing. */
export type Look = (block: ProtocolBlock) => { readonly shape: unknown; readonly findings: readonly Finding[] } | null;

/** Walks the graph in order and asks each kind what it would give; collects what it says is wrong. */
export function inferShapes(graph: Graph, protocol: Protocol, look: Look = () => null): InferredShapes {
  const shapes = new Map<string, unknown>();
  const findings: Finding[] = [];
  const isNew = firstTelling();
  for (const node of graph.nodes) {
    const { block } = node;
    const known = knownTo(node, protocol, shapes);
    const inferred = block.kind.infer(known, block.options, block.presentation);
    const forbidden = block.kind.forbids?.(known.shapes, protocol.settings, block.options) ?? [];
    const own = [...inferred.remarks, ...forbidden].map((remark) =>
      fromRemark(remark, block, undefined, protocol.frontMatterAt),
    );
    // Options that contradict themselves are mended first.
    const looked = own.some(isError) ? null : look(block);
    shapes.set(block.id, looked?.shape ?? inferred.shape);
    findings.push(...[...own, ...(looked?.findings ?? [])].filter((found) => isNew(found, block)));
  }
  return { shapes, findings };
}

function knownTo(node: Node, protocol: Protocol, shapes: ReadonlyMap<string, unknown>): Known {
  const { kind, options, id } = node.block;
  const given = node.inputs.map(({ value, block }) => ({ value, shape: shapes.get(block) ?? null }));
  const settings = readsOf(kind, options).map((field) => [field, settingOf(protocol, id, field)]);
  return {
    shapes: Object.fromEntries(given.map(({ value, shape }) => [value, shape])) as {
      readonly [N in ValueName]?: Shapes[N] | null;
    },
    given,
    settings: Object.fromEntries(settings) as Partial<Settings>,
  };
}
