/** Criteria: what a run is judged by — policy, mode, scheme, primary model, approved models, options of trust — and when they were frozen. */
import { registry } from "../../blocks/registry.ts";
import { askedDifferences } from "../../schemas/asked-differences.ts";
import { own } from "../../schemas/dictionary.ts";
import { isRecord } from "../../schemas/is-record.ts";
import type { AskedOf, ManifestRegister } from "../../schemas/register.ts";
import { type Chain, type ChainLine, startedIn, upTo } from "../../schemas/register-chain.ts";
import { primaryOf } from "../document/primary.ts";
import type { Protocol } from "../document/protocol.ts";
import { digestOfJson } from "../store/digest.ts";
import { askedIn, lastOf } from "./register-lines.ts";

/** Digest of the criteria that hold, defaults filled in. */
export function criteriaOf(protocol: Protocol): string {
  const { mode, scheme, qc_policy, approved_models } = protocol.settings;
  const trust = protocol.blocks.filter(({ kind }) => kind.gives === "trust");
  return digestOfJson({
    policy: registry.policy.record(mode, qc_policy),
    mode,
    scheme,
    primary: primaryOf(protocol),
    approved_models,
    trust: Object.fromEntries(trust.map(({ id, options }) => [id, options])),
  });
}

/** The line that froze the criteria of a run last; null where none of the lines does that the run comes after. */
export const frozenLine = (chain: Chain, lines: readonly ChainLine[]): ChainLine | null =>
  lines.some(({ event }) => event === "frozen") ? lastOf(chain, ({ event }) => event === "frozen") : null;

/**
 * When the criteria were last frozen, before how many runs, and what of them was asked otherwise since.
 *
 * @param line that froze them; null: none did
 */
export function frozenBy(
  line: ChainLine | null,
  chain: Chain,
  now: AskedOf,
  protocol: Protocol,
): ManifestRegister["frozen"] {
  const asked = line === null ? null : askedIn(chain)(line);
  if (line === null || asked === null) return null;
  const criteria = String(line.value.criteria);
  const before = upTo(chain, line.previous);
  const changed = criteria === criteriaOf(protocol) ? [] : changedCriteria(asked, now);
  return { time: String(line.value.time), runs_before: startedIn(before), criteria, changed };
}

/** Where nobody asked for it, a default became another with a version of the program. */
function changedCriteria(before: AskedOf, now: AskedOf): string[] {
  const changed = askedDifferences(before, now)
    .map(({ field }) => field)
    .filter((field) => isCriterion(field, before, now));
  return changed.length > 0 ? changed : ["defaults of the program"];
}

function isCriterion(field: string, before: AskedOf, now: AskedOf): boolean {
  const [first, name = ""] = field.split(".");
  if (first === "blocks") return [before, now].some(({ blocks }) => givesTrust(own(blocks, name)));
  return ["policy", "mode", "scheme", "primary", "approved_models"].includes(first);
}

const givesTrust = (block: unknown): boolean =>
  isRecord(block) && typeof block.kind === "string" && own(registry.kinds, block.kind)?.gives === "trust";
