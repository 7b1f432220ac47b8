/** Unpack: the bytes in a file compressed with gzip, as long as they stay within the limit of a file. */
import { constants, gunzipSync } from "node:zlib";
import { dataLimits } from "../../../schemas/limits.ts";
import { Refusal } from "../../contract/refusal.ts";
import type { InputFile } from "../../contract/running.ts";
import { words } from "../../contract/words.ts";
import { remembered } from "./remembered.ts";
import { tooMuch } from "./too-much.ts";

/** A file, and what it holds once it is unpacked: the file itself where nothing packed it. */
export interface Unpacked {
  readonly file: InputFile;
  readonly content: InputFile;
  readonly isPacked: boolean;
}

/**
 * The file's bytes, unpacked where they are gzip (RFC 1952).
 * @throws Refusal FS3140 beyond the limit of a file, FS3120 cut short or damaged
 */
export function unpack(file: InputFile): Unpacked {
  const { path, bytes } = file;
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return { file, content: file, isPacked: false };
  const { fileBytes: limit } = dataLimits;
  try {
    const unpacked = remembered(
      bytes,
      ["gzip"],
      ({ length }) => length,
      () =>
        gunzipSync(bytes, { maxOutputLength: limit, finishFlush: constants.Z_FINISH, chunkSize: likelySize(bytes) }),
    );
    return { file, content: { ...file, bytes: unpacked }, isPacked: true };
  } catch (error) {
    const code = (error as { code?: string }).code ?? "";
    const data = { input: path };
    if (code === "ERR_BUFFER_TOO_LARGE") throw tooMuch(path, words("bytes once unpacked"), limit);
    if (!code.startsWith("Z_")) throw error;
    throw new Refusal("FS3120", { path, what: words("what gzip packed breaks off"), byte: null }, { data });
  }
}

/** What the file says that it holds, as far as that can be: memory for one piece, since pieces are copied into one at the end. */
function likelySize(bytes: Uint8Array): number {
  const { length } = bytes;
  const said = length < 18 ? 0 : new DataView(bytes.buffer, bytes.byteOffset + length - 4, 4).getUint32(0, true);
  // No deflated byte gives more than 1,032, and what is said of several members one behind the other is said of the last.
  const isPossible = said <= Math.min(dataLimits.fileBytes, 1032 * length);
  return Math.max(1 << 14, isPossible ? said + 1 : 0);
}
