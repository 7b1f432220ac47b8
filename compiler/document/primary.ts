/** Primary: the model that gates, trust and statement judge must be a block, and be named where several could be meant. */

import { closest } from "../../blocks/contract/closest.ts";
import type { OptionPath } from "../../blocks/contract/refusal.ts";
import type { FrontMatter } from "../../schemas/front-matter.ts";
import { finding } from "../diagnostics/build.ts";
import type { Finding, Position } from "../diagnostics/finding.ts";
import type { KindsById } from "./prose.ts";
import type { Protocol } from "./protocol.ts";

/** The model that is judged: the one that is named, else the only one; null where several could be meant, or there is none. */
export function primaryOf({ frontMatter, blocks }: Pick<Protocol, "frontMatter" | "blocks">): string | null {
  const models = blocks.filter(({ kind }) => kind.gives === "model");
  return frontMatter.primary ?? (models.length === 1 ? models[0].id : null);
}

/** At most one finding. A block of an unknown kind may be a model: then nothing is said twice. */
export function checkPrimary(
  { primary, mode }: FrontMatter,
  kinds: KindsById,
  at: (path: OptionPath, part: "key" | "value") => Position,
): Finding[] {
  const models = [...kinds].flatMap(([id, kind]) => (kind === null || kind.gives === "model" ? [id] : []));
  if (primary !== undefined) {
    if (models.includes(primary)) return [];
    const facts = { name: primary, allowed: models, suggestion: closest(primary, models) };
    return [finding("FS2018", at(["primary"], "value"), facts, { pointer: ["primary"] })];
  }
  if (mode !== "regulatory" || models.length < 2) return [];
  return [finding("FS2019", at(["mode"], "value"), { models, first: models[0] }, { pointer: ["mode"] })];
}
