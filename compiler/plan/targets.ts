/** Targets: of a block that predicts one thing of several, a block for each, from the data down; and one in its place that sums up. */
import { isGate, type Kind, type Variant } from "../../blocks/contract/kind.ts";
import type { Json } from "../../schemas/plain-json.ts";
import type { ProtocolBlock } from "../document/protocol.ts";
import { addAncestors } from "./ends-above.ts";
import type { Graph } from "./graph.ts";
import type { Node } from "./node.ts";

/**
 * The blocks of a document with one a target of each block that predicts one, behind the block they are of. What stands between the data and
 * such a block has one a target too: another target has other samples. Every block names what it starts from, since what is added is
 * above others now.
 *
 * @param graph of these blocks; unchanged blocks are returned where it has findings, for then nothing is certain
 * @param summary the kind that takes the place of the block
 */
export function withTargets(blocks: readonly ProtocolBlock[], graph: Graph, summary: Kind): readonly ProtocolBlock[] {
  const origins = blocks.flatMap((block) => {
    const variants = block.kind.variants?.(block.options) ?? [];
    return variants.length === 0 ? [] : [{ block, variants }];
  });
  if (origins.length === 0 || graph.findings.length > 0) return blocks;
  const nodes = new Map(graph.nodes.map((node) => [node.block.id, node]));
  const inputs = new Map(graph.nodes.map((node) => [node.block.id, node.inputs]));
  const variantsOf = new Map<string, readonly Variant[]>();
  for (const { block, variants } of origins) {
    const below = blocks.filter(({ id }) => ancestorsOf(id, inputs).has(block.id));
    for (const one of below) {
      const asked = variantsFor(one, variants);
      const isSpread = one.kind.varies?.(one.options) === true;
      if (asked.length === 0) continue;
      for (const above of [...ancestorsOf(one.id, inputs), ...(isSpread ? [one.id] : [])]) {
        const isBetween = above === block.id || ancestorsOf(above, inputs).has(block.id);
        const there = variantsOf.get(above) ?? [];
        if (isBetween)
          variantsOf.set(
            above,
            variants.filter((own) => there.includes(own) || asked.includes(own)),
          );
      }
    }
  }
  for (const { id, kind } of blocks) {
    const start = startsOf(nodes.get(id)).find((one) => variantsOf.has(one));
    const variants = start === undefined ? undefined : variantsOf.get(start);
    if (kind.follows === true && variants !== undefined) variantsOf.set(id, variants);
  }
  return numbered(blocks.flatMap((block) => spread(block, nodes, variantsOf, summary)));
}

/** Targets for which a block wants what it starts from: all, where there is one of it each, or the one that it is about. */
function variantsFor({ kind, options }: ProtocolBlock, variants: readonly Variant[]): readonly Variant[] {
  if (kind.varies?.(options) === true) return variants;
  const picked = kind.picks?.(options) ?? null;
  return variants.filter(({ name }) => name === picked);
}

function ancestorsOf(id: string, inputs: ReadonlyMap<string, Node["inputs"]>): ReadonlySet<string> {
  const found = new Set<string>();
  addAncestors(id, inputs, found);
  return found;
}

const numbered = (blocks: readonly ProtocolBlock[]): readonly ProtocolBlock[] =>
  blocks.map((block, index) => ({ ...block, index }));

function spread(
  block: ProtocolBlock,
  nodes: ReadonlyMap<string, Node>,
  variantsOf: ReadonlyMap<string, readonly Variant[]>,
  summary: Kind,
): readonly ProtocolBlock[] {
  const variants = variantsOf.get(block.id) ?? [];
  const starts = startsOf(nodes.get(block.id));
  const isSummed = isSummedUp(block) && variants.length > 0;
  const children = variants.map((variant): ProtocolBlock => {
    const from = starts.map((id) => (variantsOf.has(id) ? childId(id, variant) : id));
    return {
      ...block,
      id: childId(block.id, variant),
      options: block.kind.variants === undefined ? block.options : variant.options,
      presentation: isSummed ? block.presentation : ({ ...(block.presentation as object), show: false } as Json),
      from: from.length === 0 ? null : from,
      source: "",
      added: `\`targets\` asks for one for \`${variant.name}\``,
      variant: { of: block.id, key: variant.key, name: variant.name, isShown: isSummed },
    };
  });
  if (!isSummed) return [{ ...block, from: namedStarts(block, starts, variantsOf, nodes) }, ...children];
  const named = children.map(({ id }) => id);
  const sum: ProtocolBlock = {
    ...block,
    kind: summary,
    options: { targets: named } as Json,
    from: null,
  };
  return [sum, ...children];
}

/** What a block starts from: the first need is met by these. */
function startsOf(node: Node | undefined): readonly string[] {
  if (node === undefined || node.inputs.length === 0) return [];
  const [first] = node.inputs;
  return node.inputs.filter(({ value }) => value === first.value).map(({ block }) => block);
}

/** In place of a block that was spread out all of its blocks; a gate judges what is computed for each target, not what only describes the whole. */
function namedStarts(
  block: ProtocolBlock,
  starts: readonly string[],
  variantsOf: ReadonlyMap<string, readonly Variant[]>,
  nodes: ReadonlyMap<string, Node>,
): readonly string[] | null {
  if (starts.length === 0) return block.from;
  const picked = block.kind.picks?.(block.options) ?? null;
  if (picked !== null)
    return starts.map((id) => {
      const variant = variantsOf.get(id)?.find(({ name }) => name === picked);
      return variant === undefined ? id : childId(id, variant);
    });
  return starts.flatMap((id) => {
    const variants = variantsOf.get(id);
    const { block: start } = nodes.get(id) as Node;
    return variants !== undefined && (isGate(block) || isSummedUp(start))
      ? variants.map((variant) => childId(id, variant))
      : [id];
  });
}

/** Whether one block sums up those of each target, rather than standing beside them. */
const isSummedUp = ({ kind, options }: ProtocolBlock): boolean =>
  kind.follows === true || kind.varies?.(options) === true;

const childId = (id: string, { key }: Variant): string => `${id}.${key}`;
