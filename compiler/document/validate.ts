/** Validating: one walk down schema and value. Numbers become text where text is wanted, zod is asked once, its issues get places. */

import type { z } from "zod";
import type { OptionPath } from "../../blocks/contract/refusal.ts";
import { asked } from "../../schemas/asked.ts";
import { isRecord } from "../../schemas/is-record.ts";
import type { Json } from "../../schemas/plain-json.ts";
import { taggedBranches } from "../../schemas/tagged.ts";
import { pointer } from "../diagnostics/build.ts";
import type { Position } from "../diagnostics/finding.ts";
import { alternatives, below, belowAll, type Schema, unwrap, wantsText } from "./schema-walk.ts";

export interface Validated {
  /** The schema's output; null where there are issues. */
  readonly data: Json;
  readonly issues: readonly z.core.$ZodIssue[];
  /** The value with texts in place of numbers, which is what the issues are about. */
  readonly value: Json;
}

/** `texts` are source texts of numbers by JSON pointer; each is put in where the schema wants text and no number. */
export function validate(schema: Schema, written: Json, texts: ReadonlyMap<string, string>): Validated {
  const value = withTexts(alternatives(schema), written, texts, []);
  const answer = asked(schema as z.ZodType, value);
  return answer.success
    ? { data: answer.data as Json, issues: [], value }
    : { data: null, issues: answer.issues, value };
}

function withTexts(
  options: readonly Schema[],
  value: Json,
  texts: ReadonlyMap<string, string>,
  path: OptionPath,
): Json {
  if (options.length === 0) return value;
  const inside = (key: string | number, child: Json) =>
    withTexts(belowAll(options, key, value).flatMap(alternatives), child, texts, [...path, key]);
  if (Array.isArray(value)) return value.map((entry, i) => inside(i, entry));
  if (isRecord(value))
    return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, inside(key, child as Json)]));
  const text = typeof value === "number" ? texts.get(pointer(path)) : undefined;
  return text !== undefined && wantsText(options, text) ? text : value;
}

/** What was checked: by which schema, what it is called, where it stands. */
export interface Subject {
  readonly schema: Schema;
  readonly value: Json;
  /** In sentences: "block `prep`". */
  readonly owner: string;
  /** Under the caret: "`preprocess`". */
  readonly name: string;
  /** Where a part of it stands; the nearest thing above where it is not written. */
  at(path: OptionPath, part: "key" | "value"): Position;
  readonly block: string | null;
}

/** One place of the walk: what stands there, and what the schema wants there (null where it knows nothing of the place). */
export interface Place {
  readonly subject: Subject;
  readonly path: OptionPath;
  readonly schema: Schema | null;
  /** Undefined where nothing is written. */
  readonly value: Json | undefined;
  /** Null at the top. */
  readonly above: Place | null;
}

export const top = (subject: Subject): Place => ({
  subject,
  path: [],
  schema: unwrap(subject.schema),
  value: subject.value,
  above: null,
});

/** The place below a key or an index. */
export function down(above: Place, step: string | number): Place {
  const { subject, path, schema, value } = above;
  const wanted = schema === null ? null : below(schema, step, value);
  const written = typeof value === "object" && value !== null && Object.hasOwn(value, step);
  return {
    subject,
    path: [...path, step],
    schema: wanted === null ? null : unwrap(wanted),
    value: written ? (value as { readonly [key: string | number]: Json })[step] : undefined,
    above,
  };
}

/** `["steps", 1]` → step, `["estimator"]` → estimator. */
export function nounOf({ path }: Place): string {
  const last = path.findLast((step) => typeof step === "string") ?? "choice";
  return typeof path[path.length - 1] === "number" && last.endsWith("s") ? last.slice(0, -1) : last;
}

/** Who the keys at a place belong to: a branch of a tagged choice, a mapping, or the whole. */
export function ownerOf(place: Place): { readonly owner: string; readonly name: string } {
  const { subject, path, schema, value, above } = place;
  if (above === null) return { owner: subject.owner, name: subject.name };
  const last = path[path.length - 1];
  if (schema !== null && taggedBranches(schema) !== null && typeof value === "string")
    return { owner: `${nounOf(place)} \`${value}\``, name: `\`${value}\`` };
  if (isChoice(above)) return { owner: `${nounOf(above)} \`${last}\``, name: `\`${last}\`` };
  const name = typeof last === "number" ? whatIs(place) : `\`${last}\``;
  return { owner: name, name };
}

/** What a place is called: "`window` of step `savgol`", "entry 3 of `components`", "`seed`". */
export function whatIs(place: Place): string {
  const { subject, path, above } = place;
  if (above === null) return subject.owner;
  const last = path[path.length - 1];
  if (typeof last === "number") return `entry ${last + 1} of ${whatIs(above)}`;
  if (isChoice(above)) return ownerOf(place).owner;
  return above.above === null ? `\`${last}\`` : `\`${last}\` of ${ownerOf(above).owner}`;
}

const isChoice = ({ schema }: Place) =>
  schema !== null && alternatives(schema).some((option) => taggedBranches(option) !== null);
