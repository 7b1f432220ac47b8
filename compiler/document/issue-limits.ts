/** Limits: what zod says of numbers, lengths and forms, as facts of the catalogue. */
import type { z } from "zod";
import type { Facts, OptionPath } from "../../blocks/contract/refusal.ts";
import type { Json } from "../../blocks/contract/values.ts";
import type { Finding } from "../diagnostics/finding.ts";
import { numberRange } from "./expectation.ts";
import { entries, shown } from "./subject.ts";

type Schema = z.core.$ZodType;
type Issue = z.core.$ZodIssue;

export type Build = (code: string, facts: Facts, part?: "key" | "value", at?: OptionPath) => Finding;

export function outOfRange(
  issue: z.core.$ZodIssueTooBig | z.core.$ZodIssueTooSmall,
  what: string,
  value: Json | undefined,
  schema: Schema | null,
  is: Build,
): Finding {
  const isSmall = issue.code === "too_small";
  const limit = Number(isSmall ? issue.minimum : issue.maximum);
  const bound = issue.exact === true ? `exactly ${limit}` : isSmall ? `at least ${limit}` : `at most ${limit}`;
  if (issue.origin === "string") {
    const count = value === "" ? "no text" : `${String(value).length} characters`;
    return is("FS2105", { what, count, range: limit === 1 && isSmall ? "some text" : `${bound} characters` });
  }
  if (Array.isArray(value)) {
    const fixed = schema === null ? null : fixedLength(schema);
    if (fixed !== null) return is("FS2105", { what, count: entries(value.length), range: `exactly ${entries(fixed)}` });
    return is("FS2105", { what, count: entries(value.length), range: `${bound} ${limit === 1 ? "entry" : "entries"}` });
  }
  const open = issue.inclusive === false ? (isSmall ? `above ${limit}` : `below ${limit}`) : bound;
  return is("FS2102", {
    what,
    value: shown(value),
    range: (schema === null ? null : numberRange(schema)?.replace(/^of /, "")) ?? open,
  });
}

function fixedLength(schema: Schema): number | null {
  const def = (schema as z.core.$ZodTypes)._zod.def;
  return def.type === "tuple" && def.rest === null ? def.items.length : null;
}

export const ownWords = (issue: Issue): string | null =>
  /^(Invalid|Too |Unrecognized|Expected)/.test(issue.message) ? null : issue.message;

const forms: { readonly [format: string]: string } = {
  email: "an e-mail address",
  url: "an address beginning with https:",
  date: "a date such as 2026-01-31",
  datetime: "a date with time",
  uuid: "a UUID",
};

export function formOf(issue: z.core.$ZodIssueInvalidStringFormat): string {
  if (issue.code !== "invalid_format") return "another form";
  const { prefix, suffix, includes } = issue as { prefix?: string; suffix?: string; includes?: string };
  if (prefix !== undefined) return `it begins with ${prefix}`;
  if (suffix !== undefined) return `it ends with ${suffix}`;
  if (includes !== undefined) return `it contains ${includes}`;
  return ownWords(issue) ?? forms[issue.format] ?? `it matches ${issue.pattern ?? issue.format}`;
}

export function keyFacts(issue: z.core.$ZodIssueInvalidKey, path: OptionPath): Facts {
  const inner = issue.issues[0];
  const form =
    inner?.code === "invalid_format"
      ? formOf(inner)
      : inner?.code === "invalid_value"
        ? inner.values.join(", ")
        : "a plain name";
  return {
    what: `a name below \`${String(path[path.length - 2] ?? "")}\``,
    value: String(path[path.length - 1]),
    form,
  };
}
