/** Splits: the folds of one dataset under one scheme, and the inner folds of one set of training rows. */

import type { Json } from "../../../schemas/plain-json.ts";
import type { Outcome, Rows } from "../../contract/dataset.ts";
import type { Fold, SchemeSpec, Split } from "../../contract/model.ts";
import { Refusal } from "../../contract/refusal.ts";
import { type Stream, stream } from "../../contract/stream.ts";
import { words } from "../../contract/words.ts";
import { commonest, groupedInOrder } from "../numeric/grouped.ts";
import { type AnyScheme, type LeftOut, type Part, schemes, type Unit } from "./schemes.ts";

/**
 * Folds of all rows that are not external. The stream is named by the seed and the scheme with its options, so every model
 * of a document that uses the scheme has the same folds; the order of the rows has no influence on who is in which fold.
 *
 * @param rows roles of the n rows; `id` names the spectra of `kfold`
 * @param outcome classes where the scheme is stratified
 * @returns folds with ascending indexes into the rows; external rows are in none
 * @throws Refusal FS2401 lobo without batches, FS2402 stratified without classes, FS2403 and FS3462 walk_forward without times, FS3401 fewer units than folds,
 *         FS3402 a single unit
 */
export function split(rows: Rows, outcome: Outcome, scheme: SchemeSpec, seed: number): Split {
  const spec = withDefaults(scheme);
  return foldsWithin(everyRow(rows), rows, outcome, spec, stream(seed, "split", canonical(spec)));
}

/**
 * The same machinery inside a set of training rows, for tuning: nothing outside the set is looked at.
 *
 * @param training indexes into the rows; external ones are passed over
 * @param name name of the stream, beginning with the seed: one a (purpose, outer fold)
 * @returns folds with indexes into the full matrix, every one within `training`
 * @throws Refusal as `split`
 */
export function innerSplit(
  training: ArrayLike<number>,
  rows: Rows,
  outcome: Outcome,
  scheme: SchemeSpec,
  name: readonly (string | number)[],
): Split {
  const inside = Array.from(training).filter((i) => !rows.external[i]);
  const spec = withDefaults(scheme);
  return foldsWithin(inside.sort(ascending), rows, outcome, spec, stream(...name, canonical(spec)));
}

/** The declaration of a scheme and its options with defaults. Throws RangeError for a name or options `check` lets not pass. */
export function resolveScheme(scheme: SchemeSpec): { readonly declaration: AnyScheme; readonly options: Json } {
  const declaration = Object.hasOwn(schemes, scheme.name) ? schemes[scheme.name] : undefined;
  if (declaration === undefined) throw new RangeError(`no scheme \`${scheme.name}\``);
  const parsed = declaration.options.safeParse(scheme.options);
  if (!parsed.success) throw new RangeError(`options of \`${scheme.name}\`: ${parsed.error.message}`);
  return { declaration, options: parsed.data };
}

function withDefaults(scheme: SchemeSpec): SchemeSpec {
  return { name: scheme.name, options: resolveScheme(scheme).options as SchemeSpec["options"] };
}

/**
 * The same machinery with a stream of the caller's own name: for what has folds of its own beside a model's.
 *
 * @param inside indexes into the rows, ascending; nothing else is looked at
 * @throws Refusal as `split`
 */
export function foldsWithin(
  inside: readonly number[],
  rows: Rows,
  outcome: Outcome,
  scheme: SchemeSpec,
  draw: Stream,
): Split {
  const { declaration, options } = resolveScheme(scheme);
  const unit = declaration.unit(options);
  if (declaration.needsClasses && outcome.label === null) throw new Refusal("FS2402", { scheme: scheme.name });
  if (declaration.walk !== undefined) {
    const batches = unit === "batch" ? unitNames(unit, rows, scheme.name) : [];
    return { scheme, unit, folds: declaration.walk(inside, rows, options, (i) => batches[i]) };
  }
  const parts = partsOf(inside, unitNames(unit, rows, scheme.name), outcome);
  const leftOut = declaration.folds(parts, options, draw);
  if ("need" in leftOut) {
    const facts = {
      scheme: scheme.name,
      unit: plural[unit],
      have: leftOut.have,
      need: leftOut.need,
      among: words("in the data"),
    };
    throw new Refusal(leftOut.have < 2 ? "FS3402" : "FS3401", facts);
  }
  return { scheme, unit, folds: leftOut.map((left) => toFold(left, inside)) };
}

const plural: Readonly<Record<Unit, string>> = {
  batch: "batches",
  sample: "samples",
  group: "groups",
  spectrum: "spectra",
  segment: "segments",
  none: "rows",
};

/** For every row the name of the unit it belongs to. */
function unitNames(unit: Unit, rows: Rows, scheme: string): readonly string[] {
  if (unit === "sample") return rows.sample;
  if (unit === "group") return rows.group;
  if (unit === "spectrum" || unit === "none") return rows.id;
  if (rows.batch !== null) return rows.batch;
  // A group that is nothing but the sample was never declared: leaving it out would be loso under another name.
  if (rows.group.every((group, i) => group === rows.sample[i])) throw new Refusal("FS2401", { scheme });
  return rows.group;
}

/** The units among these rows, in code-unit order of their names. */
function partsOf(inside: readonly number[], names: readonly string[], outcome: Outcome): Part[] {
  const { label } = outcome;
  return groupedInOrder(inside, (i) => names[i]).map(([name, rows]) => ({
    name,
    rows,
    code: label === null ? null : commonest(rows.map((i) => label.codes[i])),
  }));
}

function toFold(left: LeftOut, inside: readonly number[]): Fold {
  const test = new Set(left.parts.flatMap((part) => part.rows));
  return {
    name: left.name,
    left: left.parts.map((part) => part.name).sort(),
    training: inside.filter((i) => !test.has(i)),
    test: inside.filter((i) => test.has(i)),
  };
}

function everyRow(rows: Rows): number[] {
  return rows.id.map((_, i) => i).filter((i) => !rows.external[i]);
}

/** A scheme as one line of text; its schema has put the options into the order of their declaration. */
function canonical(scheme: SchemeSpec): string {
  return JSON.stringify([scheme.name, scheme.options]);
}

function ascending(a: number, b: number): number {
  return a - b;
}
