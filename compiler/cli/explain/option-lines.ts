/** Option lines: the options of a JSON Schema, a line each. */
import { isRecord } from "../../../schemas/is-record.ts";

export type Schemas = { readonly [keyword: string]: unknown };

/** A paragraph, or none where there are no options. */
export function optionLines({ properties }: Schemas): readonly string[] {
  if (!isRecord(properties)) return [];
  const lines = Object.entries(properties).map(([name, option]) => `  ${name}${defaultOf(option)}  ${saysOf(option)}`);
  return lines.length === 0 ? [] : [`Options\n\n${lines.join("\n")}`];
}

const saysOf = (option: unknown): string =>
  isRecord(option) && typeof option.description === "string" ? option.description : "";

const defaultOf = (option: unknown): string =>
  isRecord(option) && option.default !== undefined ? ` (default ${JSON.stringify(option.default)})` : "";

/** What one option is: its sentence, its default, what may stand there. */
export function aboutOption(option: unknown): readonly string[] {
  if (!isRecord(option)) return [];
  const values = [option, ...(Array.isArray(option.anyOf) ? option.anyOf.filter(isRecord) : [])].flatMap((one) =>
    Array.isArray(one.enum) ? one.enum.map(String) : one.const === undefined ? [] : [String(one.const)],
  );
  return [
    saysOf(option),
    ...(option.default === undefined ? [] : [`Default: ${JSON.stringify(option.default)}`]),
    ...(values.length === 0 ? [] : [`One of: ${values.join(", ")}`]),
  ].filter((one) => one !== "");
}
