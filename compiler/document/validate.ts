/** Validating: a schema on values from YAML, where a number stands for the text as it was written if text is wanted. */
import type { z } from "zod";
import type { Json } from "../../blocks/contract/values.ts";

export interface Validated {
  /** The schema's output; null where there are issues. */
  readonly data: Json;
  readonly issues: readonly z.core.$ZodIssue[];
  /** The value with texts in place of numbers, which is what the issues are about. */
  readonly value: Json;
}

/** `texts` are source texts of numbers by JSON pointer; each is put in where it, and not the number, is accepted. */
export function validate(schema: z.core.$ZodType, value: Json, texts: ReadonlyMap<string, string>): Validated {
  let now = value;
  let result = parse(schema, now);
  for (const [pointer, text] of texts) {
    if (result.issues.length === 0) break;
    const path = steps(pointer);
    const isPlain = result.issues.some((issue) => isWant(issue, "string") && is(issue.path, path));
    if (!isPlain && !result.issues.some((issue) => touches(issue.path, path))) continue;
    const trial = withText(now, path, text);
    if (trial === null) continue;
    const retried = parse(schema, trial);
    // A list whose entries are all numbers is accepted only when the last has become text; so no worse is good enough.
    if (!isPlain && retried.issues.length > 0 && weight(retried.issues) >= weight(result.issues)) continue;
    // There a number was wanted, and only its size is wrong.
    if (retried.issues.some((issue) => is(issue.path, path) && isWant(issue, "number"))) continue;
    now = trial;
    result = retried;
  }
  return { data: result.data, issues: result.issues, value: now };
}

function parse(schema: z.core.$ZodType, value: Json): { data: Json; issues: readonly z.core.$ZodIssue[] } {
  const result = (schema as z.ZodType).safeParse(value);
  return result.success ? { data: result.data as Json, issues: [] } : { data: null, issues: result.error.issues };
}

/** The way back from a JSON pointer. */
const steps = (pointer: string): readonly string[] =>
  pointer
    .slice(1)
    .split("/")
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));

const isWant = (issue: z.core.$ZodIssue, type: "string" | "number") =>
  issue.code === "invalid_type" && issue.expected === type;
const is = (issue: readonly PropertyKey[], path: readonly string[]) =>
  issue.length === path.length && touches(issue, path);
const touches = (issue: readonly PropertyKey[], path: readonly string[]) =>
  issue.every((step, i) => String(step) === path[i]);

/** All issues, those of alternatives included: fewer is nearer. */
function weight(issues: readonly z.core.$ZodIssue[]): number {
  return issues.reduce(
    (sum, issue) => sum + 1 + (issue.code === "invalid_union" ? issue.errors.reduce((s, e) => s + weight(e), 0) : 0),
    0,
  );
}

/** A copy in which a number is replaced by its text; null where no number stands there (any more). */
function withText(value: Json, path: readonly string[], text: string): Json {
  const copy = structuredClone(value) as Json;
  let parent: unknown = copy;
  for (const step of path.slice(0, -1)) parent = (parent as { [key: string]: unknown } | null)?.[step];
  const last = path[path.length - 1];
  const holder = parent as { [key: string]: unknown } | null | undefined;
  if (holder === null || typeof holder !== "object" || typeof holder[last] !== "number") return null;
  holder[last] = text;
  return copy;
}
