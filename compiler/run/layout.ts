/** Layout: where a block's files stand in the run folder. The first of a kind has the short path, each other a folder. */
import type { ProtocolBlock } from "../document/protocol.ts";

/** The path in the run folder of a block's short path: `model/metrics.json`, or `model/<id>/metrics.json` for a second model. */
export function placed(short: string, block: ProtocolBlock, blocks: readonly ProtocolBlock[]): string {
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
