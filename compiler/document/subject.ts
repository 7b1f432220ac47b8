/** Subject: what was checked, and what its parts are called in sentences. */
import type { z } from "zod";
import type { OptionPath } from "../../blocks/contract/refusal.ts";
import type { Json } from "../../blocks/contract/values.ts";
import { taggedBranches } from "../../schemas/tagged.ts";
import type { Position } from "../diagnostics/finding.ts";
import { alternatives, below, outerOfValue, unwrap } from "./schema-walk.ts";

type Schema = z.core.$ZodType;

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
  /** Alternatives of unions that were found to be meant, by where they stand. */
  readonly meant?: readonly { readonly path: OptionPath; readonly schema: Schema }[];
}

/** The schema and the value at a path; a value that is not there is undefined. */
export function resolve(subject: Subject, path: OptionPath): { schema: Schema | null; value: Json | undefined } {
  const meantAt = (depth: number) =>
    subject.meant?.findLast((meant) => meant.path.length === depth && meant.path.every((step, i) => step === path[i]))
      ?.schema;
  let here: Schema | null = meantAt(0) ?? subject.schema;
  let now: Json | undefined = subject.value;
  for (const [depth, step] of path.entries()) {
    here = meantAt(depth + 1) ?? (here === null ? null : below(here, step, now));
    now = child(now, step);
  }
  return { schema: here === null ? null : unwrap(here), value: now };
}

function child(value: Json | undefined, step: string | number): Json | undefined {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, step)) return undefined;
  return (value as { readonly [key: string | number]: Json })[step];
}

export const entries = (count: number) => (count === 0 ? "no entries" : count === 1 ? "1 entry" : `${count} entries`);

/** `["steps", 1]` → step, `["estimator"]` → estimator. */
export function nounOf(path: OptionPath): string {
  const last = path.findLast((step) => typeof step === "string");
  if (last === undefined) return "choice";
  return typeof path[path.length - 1] === "number" && String(last).endsWith("s")
    ? String(last).slice(0, -1)
    : String(last);
}

/** Who the keys at a path belong to: a branch of a tagged choice, a mapping, or the whole. */
export function ownerOf(path: OptionPath, subject: Subject): { owner: string; name: string } {
  const { schema, value } = resolve(subject, path);
  if (path.length === 0) return { owner: subject.owner, name: subject.name };
  const bare = schema !== null && taggedBranches(schema) !== null && typeof value === "string" ? value : null;
  if (bare !== null) return { owner: `${nounOf(path)} \`${bare}\``, name: `\`${bare}\`` };
  const above = resolve(subject, path.slice(0, -1)).schema;
  const last = path[path.length - 1];
  const isBranch = above !== null && alternatives(above).some((option) => taggedBranches(option) !== null);
  if (isBranch) return { owner: `${nounOf(path.slice(0, -1))} \`${last}\``, name: `\`${last}\`` };
  const name = typeof last === "number" ? whatIs(path, subject) : `\`${last}\``;
  return { owner: name, name };
}

/** What a path is called: "`window` of step `savgol`", "entry 3 of `components`", "`seed`". */
export function whatIs(path: OptionPath, subject: Subject): string {
  if (path.length === 0) return subject.owner;
  const last = path[path.length - 1];
  const above = path.slice(0, -1);
  if (typeof last === "number") return `entry ${last + 1} of ${whatIs(above, subject)}`;
  const container = resolve(subject, above).schema;
  if (container !== null && alternatives(container).some((option) => taggedBranches(option) !== null))
    return ownerOf(path, subject).owner;
  return above.length === 0 ? `\`${last}\`` : `\`${last}\` of ${ownerOf(above, subject).owner}`;
}

/** "the text `abc`", "the number 3", "a list". */
export function found(value: Json | undefined): string {
  switch (outerOfValue(value)) {
    case "text":
      return `the text \`${shown(value)}\``;
    case "number":
      return `the number ${shown(value)}`;
    case "boolean":
      return `\`${value}\``;
    case "list":
      return "a list";
    case "mapping":
      return "a mapping";
    case "nothing":
      return "empty";
  }
}

const longest = 60;

/** A value as a sentence may quote it. */
export function shown(value: Json | undefined): string {
  const text =
    typeof value === "string"
      ? value
      : typeof value === "number"
        ? String(value)
        : (JSON.stringify(value) ?? "nothing");
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
