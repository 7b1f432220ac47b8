/** Inline values: what `= plsda.accuracy : .1%` says after a run, and where the number came from. */
import { quotedInterval } from "../../blocks/contract/number-text.ts";
import { estimateForm, type Form, predictionForm } from "../../blocks/contract/quantity.ts";
import type { Json } from "../../schemas/plain-json.ts";
import { finding } from "../diagnostics/build.ts";
import type { Finding } from "../diagnostics/finding.ts";
import type { InlineValue } from "../document/protocol.ts";
import type { Language } from "../language/language.ts";
import type { Run, RunBlock } from "../run/types.ts";
import { field, textField } from "./arrange.ts";
import { isInterval, proseValue } from "./numbers.ts";
import { exactText, type Place, resultOrigin } from "./origin.ts";

export type Filled =
  | {
      readonly type: "value";
      readonly text: string;
      /** It is a number, or the ends of an interval: written in the signs of the language. */
      readonly isNumber: boolean;
      readonly place: Place;
      /** What must be said beside it: a note. */
      readonly caveat: string | null;
    }
  | { readonly type: "na"; readonly reason: string };

/** What stands at the path of an inline value. A finished block without it is a finding: the check let it through. */
export function fill(run: Run, value: InlineValue, findings: Finding[]): Filled {
  const [id, ...path] = value.path;
  const block = run.blocks.find((one) => one.block.id === id);
  if (block === undefined) return { type: "na", reason: `There is no block ${id}.` };
  if (block.results === null) return { type: "na", reason: block.reason?.sentence ?? `Block ${id} did not finish.` };
  const found = path.reduce<Json | undefined>(inside, block.results);
  const format = value.format ?? formIn(block.block.kind, block.results, path, found);
  const bare = proseValue(found, format);
  const text = bare === null ? null : bare + intervalOfOne(found, value, block.results, format, run);
  if (text !== null && found !== undefined) {
    const place = { ...resultOrigin(block, path), exact: exactText(found), rounding: format };
    const isNumber = typeof found === "number" || isInterval(found);
    return { type: "value", text, isNumber, place, caveat: caveatOf(block, path, run) };
  }
  const reason =
    reasonIn(found) ?? block.block.kind.lacking?.(block.results, path) ?? block.reason?.sentence ?? undefined;
  if (reason === undefined && found !== null) {
    findings.push(finding("FS8102", value.position, { path: value.path.join("."), block: id }, { block: id }));
  }
  return { type: "na", reason: reason ?? `Block ${id} gave no value for ${path.join(".")}.` };
}

/** As a text prints it: numbers in the signs of the language, names as they are. */
export function valueText(
  { text, isNumber, place }: Extract<Filled, { type: "value" }>,
  { known, number, say }: Language,
): string {
  if (isNumber) return known(text) ?? number(text);
  return place.exact === "true" || place.exact === "false" ? say(text) : text;
}

/** What of a kind says how its numbers are read. */
type Quantified = Pick<RunBlock["block"]["kind"], "quantity">;

/** A value of a finished run as a text would print it. */
export interface ReadValue {
  /** Null of what is not available, or is a record. */
  readonly text: string | null;
  /** Its 95 % interval, where the results hold one beside it. */
  readonly interval: string | null;
  /** What it was counted over, where the results say so. */
  readonly n: number | null;
}

/** The value at a path below a block's results, as `fill` reads it, with its interval and n. @param format the author's own, or null */
export function readValue(kind: Quantified, results: Json, path: readonly string[], format: string | null): ReadValue {
  const at = (own: readonly string[]) => own.reduce<Json | undefined>(inside, results);
  const found = at(path);
  const form = format ?? formIn(kind, results, path, found);
  const beside = (end: string) => at([...path.slice(0, -1), `${path.at(-1)}_${end}`]);
  const [interval, n] = [beside("ci"), beside("n")];
  return {
    text: proseValue(found, form),
    interval: isInterval(interval) ? proseValue(interval, form) : null,
    n: typeof n === "number" ? n : null,
  };
}

/** With how many digits a value is read for which the author wrote no format: by its quantity, an estimate by its interval. */
function formIn(kind: Quantified, results: Json | null, path: readonly string[], found: Json | undefined): Form {
  const quantity = kind.quantity?.(path) ?? (Number.isInteger(found) ? "count" : "number");
  const at = (own: readonly string[]) => own.reduce<Json | undefined>(inside, results ?? undefined);
  if (quantity === "prediction") {
    const rmse = at(["rmsecv"]);
    return predictionForm(typeof rmse === "number" ? rmse : null);
  }
  if (quantity !== "estimate") return quantity;
  const field = path.findLastIndex((step) => !/^\d+$/.test(step));
  const [name, above] = [path[field] ?? "", path.slice(0, field)];
  const interval = at([...above, `${name.replace(/_(?:ci|ci_sample|ci_unit|sd|repeats)$/, "")}_ci`]);
  return estimateForm(isInterval(interval) ? interval : null);
}

/**
 * What must be said beside a value: by its own kind, else by those it rests on, as a gate, a table or trust rest on a model.
 * Those are asked without a path, since nobody knows which of their numbers went into this one.
 */
function caveatOf({ block, results, from }: RunBlock, path: readonly string[], run: Run): string | null {
  if (block.kind.caveat !== undefined) return block.kind.caveat(results, path);
  const said = from.map((id) => {
    const below = run.blocks.find((one) => one.block.id === id);
    return below === undefined || below.results === null
      ? null
      : (below.block.kind.caveat?.(below.results, []) ?? null);
  });
  const distinct = [...new Set(said.filter((words) => words !== null))];
  return distinct.length === 0 ? null : distinct.join(" ");
}

/**
 * A share of exactly 1 never stands alone: from finitely many samples nobody knows that it is 1. Empty for any other value,
 * and where the author quotes the interval in the same sentence or row of a table.
 */
function intervalOfOne(
  found: Json | undefined,
  { path: [id, ...path], offset }: InlineValue,
  results: Json,
  format: string,
  { protocol: { inlineValues, text } }: Run,
): string {
  if (found !== 1) return "";
  const beside = [...path.slice(0, -1), `${path.at(-1)}_ci`];
  const interval = beside.reduce<Json | undefined>(inside, results);
  const isQuoted = inlineValues.some(
    (other) =>
      other.path.join("\n") === [id, ...beside].join("\n") &&
      !apart.test(text.slice(Math.min(offset, other.offset), Math.max(offset, other.offset))),
  );
  if (interval === undefined || isQuoted) return "";
  return quotedInterval((isInterval(interval) ? proseValue(interval, format) : null) ?? "not available");
}

/** Between them a sentence, a paragraph or a row of a table ends. */
const apart = /[.!?]["”’»)\]]{0,3}\s+[^\s\p{Ll}]|\n\s*[\n|]/u;

function inside(value: Json | undefined, step: string): Json | undefined {
  // What was not measured has nothing below it either.
  if (value === null) return null;
  if (Array.isArray(value)) return /^\d+$/.test(step) ? value[Number(step)] : undefined;
  return field(value, step);
}

/** Results say "not available" as a record with the reason. */
function reasonIn(found: Json | undefined): string | undefined {
  if (found === undefined) return undefined;
  return textField(found, "sentence") ?? textField(found, "na") ?? textField(found, "reason") ?? undefined;
}
