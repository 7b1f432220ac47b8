/** Compressors of Parquet pages: none gives more bytes than its page says it has. */
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { type Compressors, snappyUncompress } from "hyparquet";
import { decompressLz4, decompressLz4Raw, decompressZstd } from "hyparquet-compressors";

const packed = (input: Uint8Array, length: number) => ({ input, options: { maxOutputLength: Math.max(1, length) } });

export const compressors: Compressors = {
  // The quicker one of hyparquet-compressors starts a WebAssembly module anew for every page.
  SNAPPY(input, length) {
    const output = new Uint8Array(length);
    snappyUncompress(input, output);
    return output;
  },
  GZIP(page, length) {
    const { input, options } = packed(page, length);
    return gunzipSync(input, options);
  },
  BROTLI(page, length) {
    const { input, options } = packed(page, length);
    return brotliDecompressSync(input, options);
  },
  ZSTD: (input, length) => decompressZstd(input, new Uint8Array(length)),
  LZ4: decompressLz4,
  LZ4_RAW: decompressLz4Raw,
};
