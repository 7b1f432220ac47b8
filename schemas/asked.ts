/** Asked: a schema's answer about a value that may hold the one name which zod passes over, `__proto__`. */
import type { z } from "zod";
import { isRecord } from "./is-record.ts";

const passedOver = "__proto__";

export type Answer<T> =
  | { readonly success: true; readonly data: T }
  | { readonly success: false; readonly issues: readonly z.core.$ZodIssue[] };

/** As `safeParse`; a key `__proto__` goes by a name that nothing else in the value bears while the schema is asked. */
export function asked<T>(schema: z.ZodType<T>, value: unknown): Answer<T> {
  const names = new Set<string>();
  collect(value, names);
  if (!names.has(passedOver)) return answer(schema.safeParse(value));
  let standIn = "proto_";
  while (names.has(standIn)) standIn += "_";
  const found = answer(schema.safeParse(renamed(value, passedOver, standIn)));
  if (found.success) return { success: true, data: renamed(found.data, standIn, passedOver) as T };
  const name = (step: PropertyKey): PropertyKey => (step === standIn ? passedOver : step);
  return { success: false, issues: found.issues.map((issue) => issueNamed(issue, name)) };
}

/** As `parse`. @throws Error with the first issue: a mistake of whoever made the value */
export function parsed<T>(schema: z.ZodType<T>, value: unknown): T {
  const found = asked(schema, value);
  if (found.success) return found.data;
  const [{ path, message }] = found.issues;
  throw new Error(`${path.join(".")}: ${message}`);
}

const answer = <T>(result: z.ZodSafeParseResult<T>): Answer<T> =>
  result.success ? { success: true, data: result.data } : { success: false, issues: result.error.issues };

function issueNamed(issue: z.core.$ZodIssue, name: (step: PropertyKey) => PropertyKey): z.core.$ZodIssue {
  const path = issue.path.map(name);
  if (issue.code === "unrecognized_keys") return { ...issue, path, keys: issue.keys.map((key) => String(name(key))) };
  if (issue.code === "invalid_union")
    return Object.assign({}, issue, {
      path,
      errors: issue.errors.map((all) => all.map((one) => issueNamed(one, name))),
    });
  return { ...issue, path };
}

function collect(value: unknown, names: Set<string>): void {
  if (Array.isArray(value)) for (const entry of value) collect(entry, names);
  else if (isPlain(value))
    for (const [name, inside] of Object.entries(value)) {
      if (name.startsWith("proto_") || name === passedOver) names.add(name);
      collect(inside, names);
    }
}

function renamed(value: unknown, from: string, to: string): unknown {
  if (Array.isArray(value)) return value.map((entry) => renamed(entry, from, to));
  if (!isPlain(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inside]) => [name === from ? to : name, renamed(inside, from, to)]),
  );
}

/** A mapping, and no typed array or the like. */
const isPlain = (value: unknown): value is { readonly [name: string]: unknown } =>
  isRecord(value) && !ArrayBuffer.isView(value);
