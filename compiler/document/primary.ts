/** Primary: the model that gates, trust and statement judge must be a block, and be named where several could be meant. */

import { closest } from "../../blocks/contract/closest.ts";
import type { OptionPath } from "../../blocks/contract/refusal.ts";
import type { FrontMatter } from "../../schemas/front-matter.ts";
import { finding } from "../diagnostics/build.ts";
import type { Finding, Position } from "../diagnostics/finding.ts";
import type { KindsById } from "./prose.ts";
import type { Protocol } from "./protocol.ts";

/**
 * The model that is judged: the one that is named, else the only one; null where several could be meant, or there is none. A block
 * with a model a target is one, and `fat` of it may be named alone.
 */
export function primaryOf({ frontMatter, blocks }: Pick<Protocol, "frontMatter" | "blocks">): string | null {
  const models = blocks.filter(({ kind }) => kind.gives === "model").map(({ id, variant }) => variant?.of ?? id);
  return frontMatter.primary ?? (new Set(models).size === 1 ? models[0] : null);
}

/** Ids of the models that are judged: of several targets each, unless one alone is named. */
export function primariesOf(protocol: Pick<Protocol, "frontMatter" | "blocks">): readonly string[] {
  const primary = primaryOf(protocol);
  return protocol.blocks
    .filter(({ id, kind, variant }) => kind.gives === "model" && (id === primary || variant?.of === primary))
    .map(({ id }) => id);
}

/** At most one finding. A block of an unknown kind may be a model: then nothing is said twice. */
export function checkPrimary(
  { primary, mode }: FrontMatter,
  kinds: KindsById,
  at: (path: OptionPath, part: "key" | "value") => Position,
): Finding[] {
  const all = [...kinds].flatMap(([id, kind]) => (kind === null || kind.gives === "model" ? [id] : []));
  // `pls.fat` is of the block `pls`, which has a model a target.
  const owner = (id: string) => {
    const [block] = id.split(".");
    return kinds.has(block) ? block : id;
  };
  const models = [...new Set(all.map(owner))];
  if (primary !== undefined) {
    if (models.includes(primary) || all.includes(primary)) return [];
    const allowed = [...models, ...all.filter((id) => !models.includes(id))];
    const facts = { name: primary, allowed, suggestion: closest(primary, allowed) };
    return [finding("FS2018", at(["primary"], "value"), facts, { pointer: ["primary"] })];
  }
  if (mode !== "regulatory" || models.length < 2) return [];
  return [finding("FS2019", at(["mode"], "value"), { models, first: models[0] }, { pointer: ["mode"] })];
}
