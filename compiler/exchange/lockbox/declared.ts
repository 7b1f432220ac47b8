/** Declared: the lockbox that the data of a predictor have, as the run's document and its summary say. */
import { isRecord } from "../../../schemas/is-record.ts";
import type { Manifest } from "../../../schemas/manifest.ts";
import type { Json } from "../../../schemas/plain-json.ts";
import type { Session } from "../../compile/session.ts";
import { jsonOf, type RunFolder } from "../../verify/run-folder.ts";

export interface DeclaredLockbox {
  /** Options of the data block. */
  readonly options: Json;
  readonly sealed: string;
  /** The input that holds the sealed rows alone; null where they lie among others. */
  readonly input: string | null;
}

/**
 * Null where the data that a block descends from have none.
 *
 * @param block id of the block whose predictor is meant
 */
export function declaredLockbox(
  folder: RunFolder,
  { blocks }: Manifest,
  { graph }: Pick<Session["prepared"], "graph">,
  block: string,
): DeclaredLockbox | null {
  const waiting = [block];
  for (const id of waiting) {
    const node = graph.nodes.find((one) => one.block.id === id);
    if (node?.block.kind.gives === "dataset") {
      const paths = Object.keys(blocks.find((one) => one.id === id)?.artifacts ?? {});
      const path = paths.find((one) => one.endsWith("data_summary.json")) ?? "";
      const summary = jsonOf(folder, path);
      const lockbox = isRecord(summary) ? summary.lockbox : undefined;
      const { kind, options } = node.block;
      return isRecord(lockbox)
        ? { options, sealed: String(lockbox.sealed), input: kind.seals?.(options) ?? null }
        : null;
    }
    waiting.push(...(node?.inputs ?? []).map((edge) => edge.block).filter((one) => !waiting.includes(one)));
  }
  return null;
}
