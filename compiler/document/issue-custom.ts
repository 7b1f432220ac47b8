/** Custom issues: those of tagged choices, and refinements with a code or a sentence of their own. */
import type { z } from "zod";
import { closest } from "../../blocks/contract/closest.ts";
import type { Facts, OptionPath } from "../../blocks/contract/refusal.ts";
import type { Json } from "../../blocks/contract/values.ts";
import { type TaggedParams, taggedBranches } from "../../schemas/tagged.ts";
import type { Finding } from "../diagnostics/finding.ts";
import { listed } from "../diagnostics/listed.ts";
import { expectation } from "./expectation.ts";
import { type Build, ownWords } from "./issue-limits.ts";
import { outerOfValue } from "./schema-walk.ts";
import { found, nounOf, resolve, type Subject, shown } from "./subject.ts";

export function custom(
  issue: z.core.$ZodIssueCustom,
  path: OptionPath,
  what: string,
  value: Json | undefined,
  subject: Subject,
  is: Build,
): Finding[] {
  const params = issue.params as
    | TaggedParams
    | { readonly finding?: { readonly code: string; readonly facts?: Facts } }
    | undefined;
  if (params !== undefined && "tagged" in params) return [taggedFinding(params, path, what, value, subject, is)];
  if (params?.finding !== undefined)
    return [is(params.finding.code, { what, value: shown(value), ...params.finding.facts })];
  return [is("FS2110", { what, reason: ownWords(issue) ?? "the value is not possible here" })];
}

function taggedFinding(
  params: TaggedParams,
  path: OptionPath,
  what: string,
  value: Json | undefined,
  subject: Subject,
  is: Build,
): Finding {
  const noun = nounOf(path);
  switch (params.tagged) {
    case "unknown": {
      const { name, allowed } = params;
      const part = typeof value === "string" ? path : [...path, name];
      return is(
        "FS2108",
        { noun, name, allowed, suggestion: closest(name, allowed) },
        typeof value === "string" ? "value" : "key",
        part,
      );
    }
    case "shape":
      return is("FS2109", shapeFacts(what, value, path, params.allowed));
    case "bare": {
      const { schema } = resolve(subject, path);
      const branch = schema === null ? null : (taggedBranches(schema)?.[params.name] ?? null);
      const expected = branch === null ? "its options" : expectation(branch);
      return is("FS2115", { noun, name: params.name, expected });
    }
  }
}

function shapeFacts(what: string, value: Json | undefined, path: OptionPath, allowed: readonly string[]): Facts {
  const keys = outerOfValue(value) === "mapping" ? Object.keys(value as object) : [];
  const [head, ...rest] = keys;
  const isFlat = allowed.includes(head) && (value as { [key: string]: Json })[head] === null;
  if (isFlat && rest.length > 0 && rest.every((key) => !allowed.includes(key))) {
    const inner = rest.map((key) => `${key}: …`).join(", ");
    const advice = `put ${listed(
      rest.map((key) => `\`${key}\``),
      "and",
    )} inside \`${head}\`: \`${head}: {${inner}}\``;
    return { what, found: shape(value), allowed, example: head, advice };
  }
  const isCrowded =
    typeof path[path.length - 1] === "number" &&
    outerOfValue(value) === "mapping" &&
    Object.keys(value as object).length > 1;
  const advice = isCrowded
    ? `let each ${nounOf(path)} begin a line of its own with a dash: \`- ${allowed[0] ?? "name"}\``
    : null;
  return { what, found: shape(value), allowed, example: allowed[0] ?? "name", advice };
}

function shape(value: Json | undefined): string {
  const keys = outerOfValue(value) === "mapping" ? Object.keys(value as object) : [];
  return keys.length > 1 ? `a mapping with ${keys.length} names (${keys.slice(0, 5).join(", ")})` : found(value);
}
