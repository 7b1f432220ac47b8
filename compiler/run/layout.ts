/** Layout: where a block's files stand in the run folder. The first of a kind has the short path, each other a folder. */
import type { ProtocolBlock } from "../document/protocol.ts";

/** The path in the run folder of a block's short path: `model/metrics.json`, or `model/<id>/metrics.json` for a second model. */
export function placed(short: string, block: ProtocolBlock, blocks: readonly ProtocolBlock[]): string {
  const { variant } = block;
  if (variant !== undefined) {
    const own = blocks.find(({ id }) => id === variant.of) as ProtocolBlock;
    const families = blocks.filter(
      (other) => other.variant?.key === variant.key && other.kind.kind === block.kind.kind,
    );
    const [folder, ...rest] = short.split("/");
    if (rest.length === 0) return [block.kind.kind, variant.of, variant.key, short].join("/");
    const isAlone = families[0]?.variant?.of === variant.of && own.kind.kind !== block.kind.kind;
    return [folder, ...(isAlone ? [] : [variant.of]), variant.key, ...rest].join("/");
  }
  const first = blocks.find((other) => other.kind.kind === block.kind.kind && writesSame(other, block));
  if (first === undefined || first.id === block.id) return short;
  const [folder, ...rest] = short.split("/");
  return rest.length === 0 ? `${block.kind.kind}/${block.id}/${short}` : `${folder}/${block.id}/${rest.join("/")}`;
}

/** Gates of different names write different reports, so that each has the short path. */
function writesSame(one: ProtocolBlock, other: ProtocolBlock): boolean {
  if (one.kind.role !== "gate") return true;
  const gate = (block: ProtocolBlock) => (block.options as { readonly gate?: string }).gate;
  return gate(one) === gate(other);
}
