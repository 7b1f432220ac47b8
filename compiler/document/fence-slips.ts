/** Fence slips: the first line of a block as other programs write it, and which block was meant. */
import { closest } from "../../blocks/contract/closest.ts";

export interface Meant {
  /** Null where it is not to be seen. */
  readonly kind: string | null;
  readonly id: string | null;
}

/**
 * `FoodSpec data`, `{foodspec data}`, `foodspec-data`, `foodspec:data #meat`, `{.foodspec .data #meat}`, or `data` over a body of
 * options. Null where no block was meant.
 *
 * @param info what stands behind the marks of the fence
 */
export function blockMeant(info: string, body: string, kinds: readonly string[]): Meant | null {
  const id = /#([A-Za-z_][A-Za-z0-9_-]*)/.exec(info)?.[1] ?? null;
  const words = info
    .toLowerCase()
    .replaceAll(/#\S*/g, " ")
    .split(/[^a-z]+/)
    .filter((word) => word !== "");
  const [first] = words;
  if (first === undefined) return null;
  const kind = words.find((word) => kinds.includes(word)) ?? null;
  if (closest(first, ["foodspec"]) !== null) return { kind, id };
  const isAlone = words.length === 1 && kinds.includes(first);
  return isAlone && /^[ ]{0,3}[a-z_]+:(?:[ \t]|$)/.test(body) ? { kind: first, id } : null;
}
