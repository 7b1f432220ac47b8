/** Words: a JSON Schema as a table of fields a person can read. */
import { isRecord } from "../../schemas/is-record.ts";
import type { JsonSchema } from "../../schemas/json.ts";

/** One field: where it stands, what may stand there, what it is when nobody writes it, and what it says. */
export interface Field {
  readonly path: string;
  readonly type: string;
  readonly required: boolean;
  /** As JSON; null where there is none. */
  readonly preset: string | null;
  readonly says: string;
}

/** Fields of a mapping, nested ones below their parents: `axis.unit`, `files[].path`, `blocks.‹id›.key`. */
export function fields(schema: JsonSchema, prefix = ""): readonly Field[] {
  const properties = (schema.properties ?? {}) as Record<string, JsonSchema>;
  const required = (schema.required ?? []) as readonly string[];
  const names = Object.keys(properties).filter((name) => !isBeside(name, properties));
  return names.flatMap((name) => {
    const property = properties[name];
    const path = prefix + name;
    const beside = companions(name, properties);
    const own: Field = {
      path,
      type: beside.length === 0 ? typeWords(property) : `${typeWords(property)}; beside it ${list(beside)}`,
      required: required.includes(name) && property.default === undefined,
      preset: presetOf(property),
      says: String(property.description ?? ""),
    };
    return [own, ...fieldsBelow(property, path)];
  });
}

/** A default; none where it is an empty mapping or list, which says nothing. */
function presetOf({ default: preset }: JsonSchema): string | null {
  const text = preset === undefined ? null : JSON.stringify(preset);
  return text === "{}" || text === "[]" ? null : text;
}

/** Fields of what stands inside a field, whichever of its forms holds any. */
function fieldsBelow(schema: JsonSchema, path: string): readonly Field[] {
  const forms = branches(schema);
  const names = choiceNames(schema);
  // Long lists (steps, estimators, schemes) have pages of their own.
  if (names !== null && names.length > 3) return [];
  if (forms !== null) return forms.flatMap((form) => fieldsBelow(form, path));
  if (schema.properties !== undefined) return fields(schema, `${path}.`);
  if (isRecord(schema.items)) return fieldsBelow(schema.items as JsonSchema, `${path}[]`);
  if (isRecord(schema.additionalProperties) && Object.keys(schema.additionalProperties as object).length > 0) {
    return fieldsBelow(schema.additionalProperties as JsonSchema, `${path}.‹name›`);
  }
  return [];
}

/** The alternatives of a schema; null where it has one form only. */
export const branches = (schema: JsonSchema): readonly JsonSchema[] | null =>
  (schema.anyOf ?? schema.oneOf ?? null) as readonly JsonSchema[] | null;

/** Names of a tagged choice: a bare name, or one name with its options below it. Null for every other schema. */
function choiceNames(schema: JsonSchema): readonly string[] | null {
  const forms = branches(schema);
  if (forms === null) return null;
  const names = forms.flatMap((form) => {
    if (form.type === "string" && Array.isArray(form.enum)) return [];
    const keys = Object.keys((form.properties ?? {}) as object);
    return keys.length === 1 && form.additionalProperties === false && Array.isArray(form.required) ? keys : [""];
  });
  return names.length > 0 && !names.includes("") ? names : null;
}

/** What may stand in a place, in words. */
export function typeWords(schema: JsonSchema): string {
  const names = choiceNames(schema);
  if (names !== null) return `one of ${list(names)}, by itself or with its options`;
  const forms = branches(schema);
  if (forms !== null) return oneOrList(forms) ?? [...new Set(forms.map(typeWords))].join(" or ");
  if (schema.const !== undefined) return code(schema.const);
  if (Array.isArray(schema.enum)) return schema.enum.map(code).join(", ");
  if (schema.$ref !== undefined) return "any JSON value";
  if (Array.isArray(schema.type)) {
    return [...new Set(schema.type.map((type: unknown) => typeWords({ ...schema, type })))].join(" or ");
  }
  switch (schema.type) {
    case "integer":
      return `whole number${range(schema)}`;
    case "number":
      return `number${range(schema)}`;
    case "boolean":
      return "`true` or `false`";
    case "string":
      return String(schema.pattern ?? "").includes("sha256:[0-9a-f]") ? "digest, `sha256:…`" : "text";
    case "null":
      return "`null`";
    case "array":
      return arrayWords(schema);
    case "object":
      return schema.properties === undefined ? recordWords(schema) : "mapping";
    default:
      return "any JSON value";
  }
}

/** `whole number, or a list of them` for a value or a list of such values; null for other alternatives. */
function oneOrList(forms: readonly JsonSchema[]): string | null {
  const [one, many] = forms;
  const isList = forms.length === 2 && many.type === "array" && isRecord(many.items);
  return isList && typeWords(many.items as JsonSchema) === typeWords(one)
    ? `${typeWords(one)}; or a list of them`
    : null;
}

function arrayWords(schema: JsonSchema): string {
  if (Array.isArray(schema.prefixItems)) return `[${(schema.prefixItems as JsonSchema[]).map(typeWords).join(", ")}]`;
  const least = typeof schema.minItems === "number" ? ` (at least ${schema.minItems} of them)` : "";
  return `list of ${typeWords((schema.items ?? {}) as JsonSchema)}${least}`;
}

function recordWords({ additionalProperties }: JsonSchema): string {
  const isKnown = isRecord(additionalProperties) && Object.keys(additionalProperties as object).length > 0;
  return isKnown ? `mapping of names to ${typeWords(additionalProperties as JsonSchema)}` : "mapping";
}

function range({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }: JsonSchema): string {
  const low =
    minimum !== undefined ? `at least ${minimum}` : exclusiveMinimum !== undefined ? `above ${exclusiveMinimum}` : "";
  const high =
    maximum !== undefined ? `at most ${maximum}` : exclusiveMaximum !== undefined ? `below ${exclusiveMaximum}` : "";
  const both = [low, high].filter((part) => part !== "");
  if (minimum !== undefined && maximum !== undefined) return `, ${minimum} to ${maximum}`;
  return both.length === 0 ? "" : `, ${both.join(" and ")}`;
}

/** Beside a metric x stand x_ci, how it was made, x_n and x_over: one line for all. Those of repeats need not be there. */
const suffixes = ["_ci", "_ci_sample", "_ci_unit", "_method", "_unit", "_na", "_n", "_over", "_repeats", "_sd"];
const companions = (name: string, properties: object): readonly string[] => {
  const all = suffixes.map((suffix) => name + suffix);
  return all.every((other) => other in properties) ? all : [];
};
const isBeside = (name: string, properties: object): boolean => {
  const suffix = suffixes.find((one) => name.endsWith(one));
  return suffix !== undefined && companions(name.slice(0, -suffix.length), properties).length > 0;
};

const code = (value: unknown): string =>
  `\`${typeof value === "string" ? value.replaceAll("\t", "\\t") : JSON.stringify(value)}\``;
const list = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(", ");
