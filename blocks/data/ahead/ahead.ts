/** Ahead: by its beginning a large file is no table, or of a form that needs less room; what may be one is counted through. */
import { dataLimits } from "../../../schemas/limits.ts";
import type { LookAhead } from "../../contract/ahead.ts";
import { Refusal, type Remark } from "../../contract/refusal.ts";
import { words } from "../../contract/words.ts";
import { formatOf } from "../formats/formats.ts";
import { isParquet } from "../formats/parquet/columns.ts";
import { isZip } from "../formats/xlsx/zip.ts";
import { refuseBinary, wideIn } from "../read/encoding.ts";
import { refuseForeign } from "../read/text.ts";
import { tooMuch } from "../read/too-much.ts";
import { TextCounter } from "./text-counter.ts";

/** Says FS3003 by the beginning, FS3001 and FS3140 by what is counted; what it lets pass is for the readers to judge. */
export const lookAhead: LookAhead = (path, beginning, size) => {
  const isFormat = formatOf(beginning) !== null || isZip(beginning) || isParquet(beginning);
  const foreign = isFormat ? null : remarkOf(() => refuseForeign(path, beginning));
  if (foreign !== null) return { take: () => foreign, end: () => foreign };
  const wide = wideIn(beginning);
  // Formats that are known by sizes that fit are not known by a beginning: for all that is no text there is the same room.
  const isBinary = isFormat || (wide === null && remarkOf(() => refuseBinary(path, beginning)) !== null);
  const bytes = byteCounter(path, isBinary, size);
  if (isBinary) return { take: bytes, end: () => null };
  const text = new TextCounter(path, beginning);
  const recoded = wide === null ? (piece: Uint8Array) => piece : recoder(wide);
  return { take: (piece) => bytes(piece) ?? text.take(recoded(piece)), end: () => text.end() };
};

/** UTF-16 as UTF-8, piece by piece. */
function recoder(from: "utf-16le" | "utf-16be"): (piece: Uint8Array) => Uint8Array {
  const decoder = new TextDecoder(from);
  const encoder = new TextEncoder();
  return (piece) => encoder.encode(decoder.decode(piece, { stream: true }));
}

/** FS3140 where bytes are more than are read: at once where the size of the file is known, else when so many were met. */
function byteCounter(path: string, isBinary: boolean, size: number | null): (piece: Uint8Array) => Remark | null {
  const limit = isBinary ? dataLimits.formatBytes : dataLimits.fileBytes;
  const form = isBinary ? words("bytes in a form that is no delimited text") : words("bytes");
  const things = size === null ? words(`${form} once unpacked`) : form;
  let met = 0;
  return ({ length }) => {
    met += length;
    const found = size ?? met;
    return found <= limit
      ? null
      : remarkOf(() => {
          throw tooMuch(path, things, limit);
        });
  };
}

function remarkOf(refuse: () => void): Remark | null {
  try {
    refuse();
    return null;
  } catch (error) {
    if (error instanceof Refusal) return error.remarks[0];
    throw error;
  }
}
