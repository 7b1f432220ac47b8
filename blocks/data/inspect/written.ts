/** Written: options of a block as lines of YAML, read back as they are. */
import type { InspectedColumn } from "./columns.ts";

/** A value in flow style; texts are quoted where YAML would take them for something else. @internal */
export function flow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flow).join(", ")}]`;
  if (typeof value === "object" && value !== null)
    return `{${Object.entries(value)
      .map(([key, one]) => `${flow(key)}: ${flow(one)}`)
      .join(", ")}}`;
  if (typeof value !== "string") return String(value);
  return isPlain(value) ? value : JSON.stringify(value);
}

/** Letters first, and no word that YAML, in whichever version, takes for a truth value or for nothing. */
const isPlain = (text: string): boolean =>
  /^\p{L}[\p{L}\p{N}_.-]*(?: [\p{L}\p{N}_.-]+)*$/u.test(text) &&
  !/^(?:true|false|yes|no|on|off|y|n|null|inf|nan)$/i.test(text);

export const line = (option: string, value: unknown): string => `${option}: ${flow(value)}`;

/** `5 values`, `24 numbers, 2 missing`: what is said of a column beside what it may be. */
export function columnWords({ type, distinct, missing, first }: InspectedColumn): string {
  const things = { number: "number", text: "value", time: "time" }[type];
  return [
    `${distinct} ${distinct === 1 ? things : `${things}s`}`,
    ...(missing === 0 ? [] : [`${missing} missing`]),
    ...(first === null ? [] : [`the first is ${first.length > 30 ? `${first.slice(0, 30)}…` : first}`]),
  ].join(", ");
}
