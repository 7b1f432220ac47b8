/** Axis: which columns of a header are its points, in which order they run. */

import type { AxisUnit } from "../contract/dataset.ts";
import { Refusal, type Remark } from "../contract/refusal.ts";
import { parseDecimal, type Signs } from "./csv/decimal.ts";
import type { DataOptions } from "./options.ts";

export interface AxisColumns {
  /** Field indexes of the points, from 0, in the order of `values`. */
  readonly fields: readonly number[];
  /** Ascending. */
  readonly values: readonly number[];
  /** True where the file has them descending. */
  readonly reversed: boolean;
}

/** The unit that holds: as declared, else what the technique is measured in, else cm-1 (of which FS2362 warns). */
export function axisUnit({ unit, technique }: DataOptions["axis"]): AxisUnit {
  return unit ?? (technique === "NIR" ? "nm" : "cm-1");
}

/**
 * The columns whose headers are finite numbers inside `range`.
 * @param place file and line of the header
 * @throws Refusal FS3010 none, FS3011 repeated, FS3012 neither ascending nor descending
 */
export function axisColumns(
  header: readonly string[],
  signs: Signs,
  range: readonly [number, number] | undefined,
  place: { readonly path: string; readonly line: number },
): AxisColumns {
  const points = header.flatMap((name, field) => {
    const value = headerValue(name, signs);
    const inside = range === undefined || (value >= range[0] && value <= range[1]);
    return Number.isFinite(value) && inside ? [{ field, value }] : [];
  });
  const at = (field: number) => ({ data: { input: place.path, line: place.line, field: field + 1 } });
  if (points.length === 0) throw noAxis(header, signs, range, place);
  const seen = new Map<number, number>();
  const remarks: Remark[] = [];
  for (const { field, value } of points) {
    const first = seen.get(value);
    if (first === undefined) seen.set(value, field);
    else
      remarks.push({
        code: "FS3011",
        facts: { path: place.path, value, first: first + 1, field: field + 1 },
        ...at(field),
      });
  }
  if (remarks.length > 0) throw new Refusal(remarks[0].code, remarks[0].facts, remarks[0], remarks.slice(1, 20));
  const reversed = points.length > 1 && points[1].value < points[0].value;
  const turn = points.findIndex(({ value }, i) => i > 0 && value < points[i - 1].value !== reversed);
  if (turn > 0) {
    const { field, value } = points[turn];
    // One column out of place turns twice; where it goes to and fro, these are no axis values but a spectrum.
    const turns = points.filter(({ value }, i) => i > 0 && value < points[i - 1].value !== reversed).length;
    const facts = { path: place.path, value, before: points[turn - 1].value, unheaded: turns > 2 ? place.line : null };
    throw new Refusal("FS3012", facts, at(field));
  }
  if (reversed) points.reverse();
  return { fields: points.map(({ field }) => field), values: points.map(({ value }) => value), reversed };
}

/** Headers keep a decimal point in many files whose numbers have decimal commas. */
function headerValue(name: string, signs: Signs): number {
  const value = parseDecimal(name, signs);
  return Number.isNaN(value) ? parseDecimal(name, ".") : value;
}

function noAxis(
  header: readonly string[],
  signs: Signs,
  range: readonly [number, number] | undefined,
  { path, line }: { readonly path: string; readonly line: number },
): Refusal {
  const outside = header.filter((name) => Number.isFinite(headerValue(name, signs)));
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
