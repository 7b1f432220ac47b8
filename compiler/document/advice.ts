/** Advice: slips that are common enough to be named, each with what to write instead. */
import type { z } from "zod";
import type { Facts } from "../../blocks/contract/refusal.ts";
import { isRecord } from "../../schemas/is-record.ts";
import { listed } from "../diagnostics/listed.ts";
import { found, shown } from "./expectation.ts";
import { below, fits, keysOf, outerTypes, type Schema } from "./schema-walk.ts";
import { nounOf, type Place } from "./validate.ts";

/** Where a value of another form stands than the schema wants. */
export function adviceFor({ schema, value }: Place): string | null {
  if (schema === null) return null;
  const wanted = outerTypes(schema);
  const entry = wanted?.has("list") === true ? below(schema, 0) : null;
  if (entry !== null && value !== undefined && value !== null && fits(entry, value))
    return `write it as a list: [${shown(value)}]`;
  if (typeof value !== "string") return null;
  if (wanted?.has("mapping")) return asMapping(value, schema);
  if (wanted?.has("number") && /^[+-]?\d+,\d+$/.test(value))
    return `write decimals with a point: ${value.replace(",", ".")}`;
  if (wanted?.has("boolean") && /^(yes|on|no|off)$/i.test(value)) return `write \`${/^(yes|on)$/i.test(value)}\``;
  if (wanted?.has("number") && /^[+-]?[\d.]+\s*%$/.test(value)) return "write a share as a number: 5 % is 0.05";
  return null;
}

/** Where a mapping is wanted, the text may be the value of one of its keys: `{path: d.csv}`. */
function asMapping(value: string, schema: Schema): string | null {
  const keys = keysOf(schema) ?? [];
  const takes = (key: string, tried: unknown) =>
    (below(schema, key) as z.ZodType | null)?.safeParse(tried).success === true;
  const key = keys.find((each) => takes(each, value));
  if (key === undefined) return null;
  const others = keys.filter((each) => each !== key && !takes(each, undefined)).map((each) => `${each}: …`);
  return `write it as a mapping: {${[`${key}: ${shown(value)}`, ...others].join(", ")}}`;
}

/** Where one name with its options is wanted and something else stands: two steps below one dash, options level with their name. */
export function shapeFacts(place: Place, allowed: readonly string[]): Facts {
  const { path, value } = place;
  const keys = isRecord(value) ? Object.keys(value) : [];
  const [head, ...rest] = keys;
  const names = keys.slice(0, 5).join(", ");
  const shape = keys.length > 1 ? `a mapping with ${keys.length} names (${names})` : found(value);
  const isFlat = allowed.includes(head) && isRecord(value) && value[head] === null && rest.length > 0;
  if (isFlat && rest.every((key) => !allowed.includes(key))) {
    const inner = rest.map((key) => `${key}: …`).join(", ");
    const moved = listed(
      rest.map((key) => `\`${key}\``),
      "and",
    );
    const advice = `put ${moved} inside \`${head}\`: \`${head}: {${inner}}\``;
    return { found: shape, allowed, example: head, advice };
  }
  const example = allowed[0] ?? "name";
  const isCrowded = typeof path[path.length - 1] === "number" && keys.length > 1;
  const advice = isCrowded ? `let each ${nounOf(place)} begin a line of its own with a dash: \`- ${example}\`` : null;
  return { found: shape, allowed, example, advice };
}
