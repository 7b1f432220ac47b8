/** Sources: the lines findings point at, so that formats can quote them. */

export interface Sources {
  /** Every file it knows, in the order given. */
  readonly files: readonly string[];
  /** A line by file and number from 1, without its end; null where it is not known, or longer than anybody reads. */
  line(file: string, number: number): string | null;
  /** Delimiter of a data file, whose positions count fields rather than characters; null for text. */
  delimiter(file: string): string | null;
}

export const noSources: Sources = { files: [], line: () => null, delimiter: () => null };

/**
 * Sources of texts or bytes by file as findings name it. Bytes are decoded a line at a time: a data file of many
 * megabytes costs only the scan down to the line asked for.
 * `delimiters` names the data files among them.
 */
export function withSources(
  files: { readonly [file: string]: string | Uint8Array },
  delimiters: { readonly [file: string]: string } = {},
): Sources {
  const scans = new Map<string, Scan>();
  return {
    files: Object.keys(files),
    delimiter: (file) => (Object.hasOwn(delimiters, file) ? delimiters[file] : null),
    line(file, number) {
      if (!Object.hasOwn(files, file)) return null;
      let scan = scans.get(file);
      if (scan === undefined) {
        const content = files[file];
        scan = { bytes: typeof content === "string" ? Buffer.from(content, "utf8") : content, starts: [0], end: 0 };
        scans.set(file, scan);
      }
      return lineOf(scan, number);
    },
  };
}

interface Scan {
  readonly bytes: Uint8Array;
  /** Offsets of the lines found so far. */
  readonly starts: number[];
  end: number;
}

const carriageReturn = 13;
const lineFeed = 10;
/** Bytes: a line of 200,000 columns has a few million, and no text may be as long as the longest file. */
const longestLine = 1 << 24;

function lineOf(scan: Scan, number: number): string | null {
  const { bytes, starts } = scan;
  while (starts.length <= number && scan.end < bytes.length) {
    const byte = bytes[scan.end];
    scan.end += byte === carriageReturn && bytes[scan.end + 1] === lineFeed ? 2 : 1;
    if (byte === carriageReturn || byte === lineFeed) starts.push(scan.end);
  }
  if (number < 1 || number > starts.length) return null;
  const end = number < starts.length ? starts[number] : scan.end;
  if (end - starts[number - 1] > longestLine) return null;
  const line = new TextDecoder("utf-8").decode(bytes.subarray(starts[number - 1], end));
  return line.replace(/[\r\n]+$/, "");
}

/** Where field `number` (from 1) of a delimited line stands: 1-based columns, the end exclusive; the last where there are fewer. */
export function fieldColumns(line: string, number: number, delimiter: string): { column: number; end: number } {
  let start = 0;
  let field = 1;
  let isQuoted = false;
  for (let i = 0; i < line.length; i++) {
    if (line[i] === '"') isQuoted = !isQuoted;
    if (isQuoted || !line.startsWith(delimiter, i)) continue;
    if (field === number) return { column: start + 1, end: i + 1 };
    field += 1;
    start = i + delimiter.length;
  }
  return { column: start + 1, end: line.length + 1 };
}
