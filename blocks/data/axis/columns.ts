/** Axis columns: which columns of a header are points of the axis, in which order they run. */

import type { AxisUnit } from "../../contract/dataset.ts";
import { Refusal, type Remark } from "../../contract/refusal.ts";
import { words } from "../../contract/words.ts";
import { missingColumn } from "../columns.ts";
import type { Signs } from "../csv/decimal.ts";
import type { DataOptions } from "../options.ts";
import { isCounter } from "./counter.ts";
import { bare, type Dressing, declaredDressing, foundDressing, unitOfDressing, valueIn } from "./dressing.ts";
import { type Disorder, isDisorder, ordered } from "./order.ts";

export interface AxisColumns {
  /** Field indexes of the points, from 0, in the order of `values`. */
  readonly fields: readonly number[];
  /** Ascending. */
  readonly values: readonly number[];
  /** True where the file has them descending. */
  readonly reversed: boolean;
  /** What the headers say. */
  readonly unit: AxisUnit | null;
}

type Place = { readonly path: string; readonly line: number };
type AxisOptions = DataOptions["axis"];

interface Point {
  readonly field: number;
  readonly value: number;
}

/**
 * The columns whose headers are finite numbers inside `range`: plain ones, or where fewer than three are plain those that stand in
 * the one text that is equal around all of them, declared or found.
 * @param place file and line of the header
 * @throws Refusal FS3010 none, FS3011 repeated, FS3012 neither ascending nor descending, FS3016 excluded and not there
 */
export function axisColumns(header: readonly string[], signs: Signs, rules: AxisOptions, place: Place): AxisColumns {
  const dressing = dressingOf(header, signs, rules);
  const points = header.flatMap((name, field): Point[] => {
    const value = valueIn(name, dressing, signs);
    return Number.isFinite(value) && !isExcluded(name, value, rules) ? [{ field, value }] : [];
  });
  refuseAbsent(header, dressing, signs, rules, place);
  const axis = ordered(
    points.map(({ value }) => value),
    { range: rules.range, overlap: rules.overlap },
  );
  if (isDisorder(axis)) throw disorderly(points, axis, place);
  if (axis.values.length === 0) throw noAxis(header, signs, rules.range, place);
  return {
    fields: axis.order.map((k) => points[k].field),
    values: axis.values,
    reversed: axis.reversed,
    unit: unitOfDressing(dressing),
  };
}

/** Fields that may be points, whatever the signs of numbers are. */
export function pointFields(header: readonly string[], rules: AxisOptions): readonly number[] {
  const fieldsBy = (signs: Signs) => {
    const dressing = dressingOf(header, signs, rules);
    return [...header.keys()].filter((field) => Number.isFinite(valueIn(header[field], dressing, signs)));
  };
  const [pointed, commaed] = [fieldsBy("."), fieldsBy(",")];
  return commaed.length > pointed.length ? commaed : pointed;
}

function dressingOf(header: readonly string[], signs: Signs, { header: declared }: AxisOptions): Dressing {
  if (declared !== undefined) return declaredDressing(declared);
  const plain = header.map((name) => valueIn(name, bare, signs)).filter(Number.isFinite);
  return (plain.length < 3 || isCounter(plain) ? foundDressing(header, signs) : null) ?? bare;
}

const isExcluded = (name: string, value: number, { exclude = [] }: AxisOptions): boolean =>
  exclude.some((each) => String(each) === name || Number(each) === value);

/** Throws FS3016 where a header that is to be no point is not there: a slip of the pen would leave the point in. */
function refuseAbsent(
  header: readonly string[],
  dressing: Dressing,
  signs: Signs,
  { exclude = [] }: AxisOptions,
  { path }: Place,
): void {
  const at = exclude.findIndex(
    (each) => !header.some((name) => name === String(each) || valueIn(name, dressing, signs) === Number(each)),
  );
  if (at === -1) return;
  const facts = missingColumn(path, "axis.exclude", String(exclude[at]), header);
  throw new Refusal("FS3016", facts, { option: ["axis", "exclude", at] });
}

function disorderly(points: readonly Point[], disorder: Disorder, { path, line }: Place): Refusal {
  const at = (field: number) => ({ data: { input: path, line, field: field + 1 } });
  if (disorder.kind === "repeated") {
    const [first, ...more] = disorder.pairs.map(([one, again]): Remark => {
      const { field, value } = points[again];
      return { code: "FS3011", facts: { path, value, first: points[one].field + 1, field: field + 1 }, ...at(field) };
    });
    return new Refusal(first.code, first.facts, first, more.slice(0, 19));
  }
  const { field, value } = points[disorder.at];
  const before = points[disorder.before].value;
  // One column out of place turns twice; where it goes to and fro, these are no axis values but a spectrum.
  const facts = { path, value, before, unheaded: disorder.turns > 2 ? line : null, ...pieceFacts(disorder) };
  return new Refusal("FS3012", facts, at(field));
}

/** Facts of FS3012 about two pieces; none where there are none. */
export const pieceFacts = ({ pieces }: Extract<Disorder, { kind: "turn" }>): { readonly [fact: string]: string } =>
  pieces === null ? {} : { piece: fromTo(pieces[0]), other: fromTo(pieces[1]) };

const fromTo = ([from, to]: readonly [number, number]): string => words(`${from} to ${to}`);

function noAxis(
  header: readonly string[],
  signs: Signs,
  range: readonly [number, number] | undefined,
  { path, line }: Place,
): Refusal {
  const outside = header.filter((name) => Number.isFinite(valueIn(name, bare, signs)));
  // R writes X850.5 for a column named 850.5, people write 850 nm.
  const dressed =
    header.find((name) => /^X\d+(?:[.,]\d+)?$|^\d+(?:[.,]\d+)?\s*(?:nm|um|µm|cm-1|cm\^-1|1\/cm)$/i.test(name)) ?? null;
  const other = header.length === 1 ? (["\t", ";", "|", ","].find((sign) => header[0].includes(sign)) ?? null) : null;
  return new Refusal(
    "FS3010",
    {
      path,
      other: other === "\t" ? "tab" : other,
      columns: header.length,
      numbers: outside.length,
      range: outside.length > 0 && range ? [...range] : null,
      dressed,
    },
    { data: { input: path, line } },
  );
}
