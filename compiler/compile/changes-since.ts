/** Changes since: what a regulatory run asks otherwise than the regulatory run before it, and why. */
import { askedDifferences } from "../../schemas/asked-differences.ts";
import { isRecord } from "../../schemas/is-record.ts";
import type { AskedOf } from "../../schemas/register.ts";
import type { Chain } from "../../schemas/register-chain.ts";
import type { Protocol } from "../document/protocol.ts";
import type { Changes } from "../run/types.ts";
import { excludedSamples } from "./asked-of.ts";
import type { CompileOptions } from "./options.ts";
import { regulatoryBefore } from "./register-lines.ts";

/** Null of a run of another mode, and of the first. */
export function changesSince(
  chain: Chain,
  now: AskedOf,
  protocol: Protocol,
  { reason = null, why }: { readonly reason?: CompileOptions["reason"] | null; readonly why?: string },
): Changes | null {
  const before = protocol.settings.mode === "regulatory" ? regulatoryBefore(chain) : null;
  if (before === null) return null;
  const samples = excludedSamples(protocol.blocks);
  const older = excludedThen(before.asked);
  return {
    time: before.time,
    differences: askedDifferences(before.asked, now),
    change: why ?? protocol.frontMatter.change ?? null,
    reason,
    excluded: {
      samples,
      added: older === null ? null : samples.filter((sample) => !older.includes(sample)),
      removed: older === null ? null : older.filter((sample) => !samples.includes(sample)),
    },
  };
}

/** The names that were left out, where the register holds them; null where it holds their digest only. */
function excludedThen({ blocks, excluded }: AskedOf): readonly string[] | null {
  if (excluded.samples === 0) return [];
  const named = Object.values(blocks).flatMap((block) =>
    isRecord(block) && Array.isArray(block.exclude) ? block.exclude.flatMap(sampleOf) : [],
  );
  return new Set(named).size === excluded.samples ? [...new Set(named)].sort() : null;
}

const sampleOf = (entry: unknown): readonly string[] =>
  isRecord(entry) && entry.sample !== undefined ? [String(entry.sample)] : [];
