/** Advice: slips that are common enough to be named, each with what to write instead. */
import type { z } from "zod";
import type { Facts } from "../../blocks/contract/refusal.ts";
import { own } from "../../schemas/dictionary.ts";
import { isRecord } from "../../schemas/is-record.ts";
import type { Json } from "../../schemas/plain-json.ts";
import { listed } from "../diagnostics/listed.ts";
import { found, shown } from "./expectation.ts";
import { below, fits, keysOf, outerTypes, type Schema } from "./schema-walk.ts";
import { nounOf, type Place } from "./validate.ts";

/** What to write instead, as a sentence; `text` where nothing else could be meant. */
export interface Advice {
  readonly says: string;
  readonly text?: string;
}

/** Where a value of another form stands than the schema wants. */
export function adviceFor({ schema, value }: Place): Advice | null {
  if (schema === null) return null;
  const wanted = outerTypes(schema);
  const entry = wanted?.has("list") === true ? below(schema, 0) : null;
  if (entry !== null && value !== undefined && value !== null && fits(entry, value))
    return { says: `write it as a list: [${shown(value)}]`, ...asList(value) };
  if (typeof value !== "string") return null;
  if (wanted?.has("mapping")) {
    const says = asMapping(value, schema);
    return says === null ? null : { says };
  }
  const pair = /^([+-]?[\d.]+)\s*(?:-|–|—|to|\.\.|:|,|;)\s*([+-]?[\d.]+)$/.exec(value.trim());
  if (wanted?.has("list") && pair !== null) return writing(`[${pair[1]}, ${pair[2]}]`);
  if (wanted?.has("number") && /^[+-]?\d+(?:\.\d+)?$/.test(value))
    return { says: `write it without quotation marks: ${value}`, text: value };
  if (wanted?.has("number") && /^[+-]?\d+,\d+$/.test(value))
    return { says: `write decimals with a point: ${value.replace(",", ".")}` };
  if (wanted?.has("boolean") && /^(yes|on|no|off)$/i.test(value)) return writing(String(/^(yes|on)$/i.test(value)));
  if (wanted?.has("number") && /^[+-]?[\d.]+\s*%$/.test(value))
    return { says: "write a share as a number: 5 % is 0.05" };
  return null;
}

const writing = (text: string): Advice => ({ says: `write \`${text}\``, text });

/** A number or a plain name between brackets; another text would need its quotation marks. */
const asList = (value: Json): Pick<Advice, "text"> =>
  typeof value === "number" || (typeof value === "string" && /^[A-Za-z][\w.-]*$/.test(value))
    ? { text: `[${value}]` }
    : {};

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

/** What to write where a sentence of a schema does not hold: the odd numbers beside an even one. */
export function adviceOnRule(reason: string | null, value: Json | undefined): string | null {
  if (reason?.includes("odd number") !== true || typeof value !== "number") return null;
  return value > 3 ? `write ${value - 1} or ${value + 1}` : "write 3 or more";
}

/** `savgol(window=11)`: a name with its options as programs call it; null where the text is no call of one of these names. */
export function adviceOnCall(text: string, allowed: readonly string[]): Advice | null {
  const call = /^([A-Za-z][\w.-]*)\((.*)\)$/.exec(text.trim());
  if (call === null || !allowed.includes(call[1])) return null;
  const options = call[2].split(",").map((one) => one.replace(/\s*=\s*/, ": ").trim());
  const isNamed = options.every((one) => /^\w+: \S/.test(one));
  if (call[2].trim() === "") return writing(call[1]);
  return isNamed ? writing(`${call[1]}: {${options.join(", ")}}`) : { says: `write \`${call[1]}: {name: value}\`` };
}

/** `{components: 2,5}` holds a name `5` without a value: a decimal comma, or a list without its brackets. */
export function adviceOnComma(key: string, beside: Json | undefined): string | null {
  if (!/^\d+$/.test(key) || !isRecord(beside) || own(beside, key) !== null) return null;
  const before = Object.entries(beside).filter(([, value]) => typeof value === "number" && Number.isInteger(value));
  const [name, value] = before.length === 1 ? before[0] : ["name", "2"];
  return `a comma parts entries: a list stands in brackets, \`${name}: [${value}, ${key}]\`; a decimal sign is a point, ${value}.${key}`;
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
