/** Cells of a Parquet file as text and as numbers. */
import type { ParquetParsers } from "hyparquet";
import { isoTime } from "../../../methods/numeric/civil-date.ts";
import { shortest } from "../single.ts";

const utf8 = new TextDecoder();
const text = (bytes: Uint8Array): string => utf8.decode(bytes);
const time = (milliseconds: number): string => isoTime(milliseconds).replace(/(?:\.000)?Z$/, "");

/** Times are text as a workbook's are; what would be nested is left as its text. */
export const parsers: Partial<ParquetParsers> = {
  timestampFromMilliseconds: (millis: bigint) => time(Number(millis)),
  timestampFromMicroseconds: (micros: bigint) => time(Number(micros / 1000n)),
  timestampFromNanoseconds: (nanos: bigint) => time(Number(nanos / 1_000_000n)),
  dateFromDays: (days: number) => isoTime(days * 86_400_000).slice(0, 10),
  stringFromBytes: text,
  jsonFromBytes: text,
  geometryFromBytes: text,
  geographyFromBytes: text,
};

/** How the numbers of a column are stored. */
export interface Written {
  /** Single precision: 0.1 is stored as 0.10000000149011612. */
  readonly isSingle: boolean;
  /** Digits behind the point of a decimal; null of everything else. */
  readonly scale: number | null;
}

/** What would stand in a cell of a text: the shortest number that is this one, nothing for nothing. */
export function textOf(value: unknown, { isSingle, scale }: Written): string {
  if (value === null || value === undefined) return "";
  if (typeof value !== "number") return value instanceof Uint8Array ? text(value) : String(value);
  if (Number.isNaN(value)) return "";
  if (scale !== null) return String(asDecimal(value, scale));
  return isSingle ? shortest(value) : String(value);
}

/** NaN where the cell holds no number. */
export function numberOf(value: unknown, { scale }: Written): number {
  if (typeof value === "bigint") return Number(value);
  if (typeof value !== "number") return Number.NaN;
  return scale === null ? value : asDecimal(value, scale);
}

/** A decimal is stored as a whole number and multiplied by a power of ten: 3 times 0.1 is 0.30000000000000004. */
const asDecimal = (value: number, scale: number): number =>
  Number.isFinite(value) && scale >= 0 && scale <= 20 ? Number(value.toFixed(scale)) : value;
