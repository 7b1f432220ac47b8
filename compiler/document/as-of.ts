/** As of: a time up to which reference values count is declared where a block reads it. */
import { readsOf } from "../../blocks/contract/kind.ts";
import type { OptionPath } from "../../blocks/contract/refusal.ts";
import type { FrontMatter } from "../../schemas/front-matter.ts";
import { finding } from "../diagnostics/build.ts";
import type { Finding, Position } from "../diagnostics/finding.ts";
import type { KindsById } from "./prose.ts";
import type { ProtocolBlock } from "./protocol.ts";

/**
 * FS2020: whoever reads `as_of` believes that later values are left out.
 *
 * @param kinds of every block: of those whose body has errors nobody knows whether they read it
 */
export function checkAsOf(
  { as_of }: FrontMatter,
  blocks: readonly ProtocolBlock[],
  kinds: KindsById,
  at: (path: OptionPath, part: "key" | "value") => Position,
): readonly Finding[] {
  if (as_of === undefined || blocks.length < kinds.size) return [];
  if (blocks.some(({ kind, options }) => readsOf(kind, options).includes("as_of"))) return [];
  return [finding("FS2020", at(["as_of"], "key"), { as_of }, { pointer: ["as_of"] })];
}
