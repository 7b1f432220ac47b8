/** Dialect: which delimiter and decimal sign a file has, found from its first records. */
import type { DecimalSign } from "./decimal.ts";
import { BrokenQuote, behindLineBreak, carriageReturn, lineFeed, readRecord, type TextRecord } from "./record.ts";

export type Delimiter = "," | ";" | "\t" | "|";

export interface Dialect {
  readonly delimiter: Delimiter;
  readonly decimal: DecimalSign;
  /** Where the header begins; not 0 only below a line `sep=;`. */
  readonly header: number;
  /** Line of the header, from 1. */
  readonly headerLine: number;
}

/** Comma last: in a file with decimal commas it is found as often as the delimiter. */
const candidates: readonly Delimiter[] = ["\t", ";", "|", ","];

/**
 * The dialect of a file. A delimiter is the first of tab, semicolon, bar, comma that the header has and that cuts each of
 * the first records into as many fields; failing that, the first that the header has. The decimal sign is the one that
 * more numbers of the rows have, or of the header where the rows have none; a point where none has any.
 *
 * @param declared what the author wrote is not sniffed
 */
export function findDialect(bytes: Uint8Array, declared: { delimiter?: Delimiter; decimal?: DecimalSign }): Dialect {
  const first = separatorLine(bytes);
  const header = first?.next ?? behindBlankLines(bytes, 0);
  const headerLine = first === null ? countBreaks(bytes, header) + 1 : 2;
  const delimiter = declared.delimiter ?? first?.delimiter ?? sniffDelimiter(bytes, header);
  const decimal = declared.decimal ?? sniffDecimal(firstRecords(bytes, header, delimiter));
  return { delimiter, decimal, header, headerLine };
}

function sniffDelimiter(bytes: Uint8Array, header: number): Delimiter {
  const present = candidates.filter((candidate) => {
    const [head] = firstRecords(bytes, header, candidate, 1);
    return head !== undefined && head.fields.length > 1;
  });
  const even = present.find((candidate) => {
    const [head, ...rest] = firstRecords(bytes, header, candidate);
    return rest.every(({ fields }) => fields.length === head.fields.length);
  });
  return even ?? present[0] ?? ",";
}

function sniffDecimal([header, ...body]: readonly TextRecord[]): DecimalSign {
  // Headers keep their points in many files whose numbers have commas: they only decide where the rows do not.
  return mostly(body) ?? mostly(header === undefined ? [] : [header]) ?? ".";
}

function mostly(records: readonly TextRecord[]): DecimalSign | null {
  let points = 0;
  let commas = 0;
  for (const { fields } of records) {
    for (const { text } of fields) {
      if (/^\s*[+-]?\d*\.\d+(?:[eE][+-]?\d+)?\s*$/.test(text)) points++;
      else if (/^\s*[+-]?\d*,\d+(?:[eE][+-]?\d+)?\s*$/.test(text)) commas++;
    }
  }
  if (points === 0 && commas === 0) return null;
  return commas > points ? "," : ".";
}

/** At most `most` records that are not blank; fewer where a quote is broken, which the reader will say with its place. */
function firstRecords(bytes: Uint8Array, header: number, delimiter: Delimiter, most = 12): TextRecord[] {
  const records: TextRecord[] = [];
  try {
    for (let at = header; at < bytes.length && records.length < most; ) {
      const record = readRecord(bytes, at, delimiter.charCodeAt(0));
      if (record.fields.length > 1 || record.fields[0].text.trim() !== "") records.push(record);
      at = record.next;
    }
  } catch (error) {
    if (!(error instanceof BrokenQuote)) throw error;
  }
  return records;
}

/** The line `sep=;` that Excel writes and reads above a header. */
function separatorLine(bytes: Uint8Array): { delimiter: Delimiter; next: number } | null {
  const sign = String.fromCharCode(...bytes.subarray(0, 5));
  const end = bytes[5];
  if (!/^sep=[,;\t|]$/i.test(sign) || (end !== lineFeed && end !== carriageReturn)) return null;
  return { delimiter: sign[4] as Delimiter, next: behindLineBreak(bytes, 5) };
}

function behindBlankLines(bytes: Uint8Array, at: number): number {
  let next = at;
  while (bytes[next] === lineFeed || bytes[next] === carriageReturn) next = behindLineBreak(bytes, next);
  return next;
}

function countBreaks(bytes: Uint8Array, to: number): number {
  let breaks = 0;
  for (let at = 0; at < to; at = behindLineBreak(bytes, at)) breaks++;
  return breaks;
}
