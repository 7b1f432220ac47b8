/** Columns of a table as `inspect` lists them: what they hold, and what they may be. Their names decide nothing. */

import { isIsoTime } from "../../../schemas/instant.ts";
import { bare, isMissing } from "../csv/cell.ts";
import { parseDecimal } from "../csv/decimal.ts";

import type { MetaColumn, Table } from "../table.ts";

/** What a column may be, by its values alone. */
export const columnRoles = ["id", "sample", "label", "target", "time", "test"] as const;
export type ColumnRole = (typeof columnRoles)[number];

export interface InspectedColumn {
  readonly name: string;
  readonly type: "number" | "text" | "time";
  readonly distinct: number;
  readonly missing: number;
  /** Its first value; null where it has none. */
  readonly first: string | null;
  readonly role: ColumnRole | null;
  /** The value that marks rows of an external test set; only where `role` is `test`. */
  readonly test?: string;
}

/** Words by which a table says which rows a model learns from, and which it is tested on. */
const learning = new Set(["train", "training", "cal", "calib", "calibration"]);
const testing = new Set(["test", "testing", "val", "valid", "validation", "pred", "prediction", "external"]);

/** Classes that somebody means by a column: no more than so many. */
const mostClasses = 20;

/** What columns are looked at by. */
type Columns = Pick<Table, "meta" | "rows" | "signs">;

export function inspectedColumns(table: Columns): InspectedColumn[] {
  const columns = table.meta.map((column) => described(column, table));
  const id = columns.findIndex(({ role }) => role === "id");
  const samples = table.meta.filter((_, i) => columns[i].role === "sample");
  // One name of a spectrum is enough; another column that tells them all apart may be anything.
  const isNone = ({ role, type }: InspectedColumn, i: number) =>
    (role === "id" && i !== id) ||
    (role === "label" && type === "number" && samples.some((of) => numbersRepeats(table.meta[i], of)));
  return columns.map((column, i) => (isNone(column, i) ? { ...column, role: null } : column));
}

/** Names of columns of numbers that some row lacks, or of which some are no whole ones: they were measured, and name nothing. */
export const measuredColumns = (table: Table, columns: readonly InspectedColumn[]): readonly string[] =>
  table.meta.flatMap(({ name, texts }, i) => {
    const { type, missing } = columns[i];
    const isWhole = (text: string, row: number) => Number.isInteger(parseDecimal(text, table.signs(row)));
    return type === "number" && (missing > 0 || !texts.every(isWhole)) ? [name] : [];
  });

/** `1, 2, 1, 2`: each spectrum of a sample has another value, so that it is a class of none. */
function numbersRepeats({ texts }: MetaColumn, sample: MetaColumn): boolean {
  const seen = new Map<string, Set<string>>();
  for (const [row, text] of texts.entries()) {
    const own = seen.get(bare(sample.texts[row])) ?? new Set();
    if (own.has(bare(text))) return false;
    seen.set(bare(sample.texts[row]), own.add(bare(text)));
  }
  return true;
}

function described({ name, texts }: MetaColumn, table: Columns): InspectedColumn {
  const rows = [...texts.keys()].filter((row) => !isMissing(texts[row]));
  const there = rows.map((row) => bare(texts[row]));
  const numbers = rows.map((row) => parseDecimal(texts[row], table.signs(row)));
  const isNumber = rows.length > 0 && numbers.every((value) => Number.isFinite(value));
  const isTime = !isNumber && rows.length > 0 && there.every(isIsoTime);
  const about = {
    name,
    type: isNumber ? ("number" as const) : isTime ? ("time" as const) : ("text" as const),
    distinct: new Set(there).size,
    missing: texts.length - rows.length,
    first: there[0] ?? null,
  };
  const test = testWord(there);
  if (test !== null && name !== "" && rows.length === texts.length) return { ...about, role: "test", test };
  const isWhole = isNumber && numbers.every(Number.isInteger);
  return { ...about, role: name === "" ? null : roleOf(about, isWhole, counts(there), table.rows) };
}

/** The word of the tested rows, where each value is one of a split into two and both parts are there; null elsewhere. */
function testWord(texts: readonly string[]): string | null {
  const words = [...new Set(texts)];
  const tested = words.filter((word) => testing.has(word.toLowerCase()));
  const learnt = words.filter((word) => learning.has(word.toLowerCase()));
  return words.length === 2 && tested.length === 1 && learnt.length === 1 ? tested[0] : null;
}

function roleOf(
  { type, distinct, missing }: Pick<InspectedColumn, "type" | "distinct" | "missing">,
  isWhole: boolean,
  times: readonly number[],
  rows: number,
): ColumnRole | null {
  if (distinct < 2) return null;
  if (type === "time") return "time";
  const isName = missing === 0 && (type === "text" || isWhole);
  if (isName && distinct === rows) return "id";
  // Replicates of a sample are few; there are more samples than classes, or most samples have replicates.
  const several = times.filter((n) => n > 1).length;
  const isMany = type === "text" && distinct > mostClasses;
  if (isName && distinct > 4 && Math.max(...times) <= mostClasses && (isMany || 2 * several > distinct))
    return "sample";
  if (isName && distinct <= mostClasses && Math.min(...times) > 1) return "label";
  return type === "number" && distinct > 2 ? "target" : null;
}

function counts(texts: readonly string[]): readonly number[] {
  const times = new Map<string, number>();
  for (const text of texts) times.set(text, (times.get(text) ?? 0) + 1);
  return [...times.values()];
}
