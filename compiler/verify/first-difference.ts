/** First difference: where a file stops being the same as another one of its name. */
import { isRecord } from "../../schemas/is-record.ts";
import { digestOf } from "../store/digest.ts";
import { escaped, shown } from "./differ.ts";

export interface Difference {
  /** JSON pointer, or `/row/column` of a table; null where no place can be named. */
  readonly pointer: string | null;
  readonly found: string;
  readonly wanted: string;
}

/** Null where both are the same, byte for byte. */
export function firstDifference(path: string, found: Uint8Array, wanted: Uint8Array): Difference | null {
  if (digestOf(found) === digestOf(wanted)) return null;
  const [one, other] = [found, wanted].map((bytes) => new TextDecoder().decode(bytes));
  const inside = path.endsWith(".json") ? inJson(one, other) : path.endsWith(".csv") ? inTable(one, other) : null;
  return inside ?? { pointer: null, found: digestOf(found), wanted: digestOf(wanted) };
}

function inJson(one: string, other: string): Difference | null {
  try {
    return between(JSON.parse(one), JSON.parse(other));
  } catch {
    return null;
  }
}

/** The first place in which two JSON values differ, in the order of the first; null where they are the same. */
export function between(one: unknown, other: unknown, at = ""): Difference | null {
  const [own, others] = [membersOf(one), membersOf(other)];
  if (own === null || others === null || Array.isArray(one) !== Array.isArray(other))
    return Object.is(one, other) ? null : { pointer: at, found: shown(one), wanted: shown(other) };
  for (const name of new Set([...own.keys(), ...others.keys()])) {
    const inside = between(own.get(name), others.get(name), `${at}/${escaped(name)}`);
    if (inside !== null) return inside;
  }
  return null;
}

/** Null of what is no list and no mapping. */
function membersOf(value: unknown): ReadonlyMap<string, unknown> | null {
  if (Array.isArray(value)) return new Map(value.map((inside, i) => [String(i), inside]));
  return isRecord(value) ? new Map(Object.entries(value)) : null;
}

function inTable(one: string, other: string): Difference | null {
  const [lines, others] = [one.split("\n"), other.split("\n")];
  const row = lines.findIndex((line, i) => line !== others[i]);
  if (row < 0) return null;
  const [cells, again] = [lines[row].split(","), (others[row] ?? "").split(",")];
  const column = Math.max(
    0,
    cells.findIndex((cell, i) => cell !== again[i]),
  );
  const name = lines[0].split(",").at(column) ?? String(column);
  const place = row === 0 ? `/head/${column}` : `/${row - 1}/${escaped(name)}`;
  return { pointer: place, found: shown(cells.at(column)), wanted: shown(again.at(column)) };
}
