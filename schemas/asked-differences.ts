/** Asked differences: what two runs were asked otherwise, field by field. Pure rules. */
import { own } from "./dictionary.ts";
import { isRecord } from "./is-record.ts";
import type { Json } from "./plain-json.ts";
import type { AskedOf } from "./register.ts";

export interface AskedDifference {
  /** `seed`, `version`, `policy.min_accuracy`, `blocks.lean.estimator`. */
  readonly field: string;
  /** Undefined where it was not there. */
  readonly before: Json | undefined;
  readonly now: Json | undefined;
}

/** In the order of the fields, names in code-unit order; the digest of the document apart. */
export function askedDifferences(before: AskedOf, now: AskedOf): readonly AskedDifference[] {
  const { protocol: older, ...first } = before;
  const { protocol: newer, ...second } = now;
  return differences({ version: older.version, ...first }, { version: newer.version, ...second }, []);
}

/** Blocks are compared option by option, what lies deeper as a whole. */
const deepest = 3;

function differences(
  before: Json | undefined,
  now: Json | undefined,
  path: readonly string[],
): readonly AskedDifference[] {
  if (isSame(before, now)) return [];
  const isEntered =
    path.length === 0 || (path.length < (path[0] === "blocks" ? deepest : 2) && isMapping(before) && isMapping(now));
  if (!isEntered) return [{ field: path.join("."), before, now }];
  const [first, second] = [before, now] as readonly { readonly [name: string]: Json }[];
  const names = [...new Set([...Object.keys(first), ...Object.keys(second)])].sort();
  return names.flatMap((name) => differences(own(first, name), own(second, name), [...path, name]));
}

const isMapping = (value: Json | undefined): boolean => isRecord(value);

function isSame(one: Json | undefined, other: Json | undefined): boolean {
  if (Array.isArray(one) && Array.isArray(other))
    return one.length === other.length && one.every((entry, i) => isSame(entry as Json, other[i] as Json));
  if (isRecord(one) && isRecord(other)) {
    const names = [...new Set([...Object.keys(one), ...Object.keys(other)])];
    return names.every((name) => isSame(own(one, name) as Json | undefined, own(other, name) as Json | undefined));
  }
  return Object.is(one, other) || one === other;
}
