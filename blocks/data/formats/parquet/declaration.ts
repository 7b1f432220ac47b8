/** What is said of Parquet files: how one is known, what of it is read, and what it was tried on. */
import { words } from "../../../contract/words.ts";
import type { Described } from "../spectra-file.ts";

const reader = words("files that pyarrow 26 writes, value by value");

export const parquetFiles: Described = {
  name: "Parquet",
  knownBy: words("PAR1 at its beginning and its end"),
  gives: words(
    "the table that it holds, as if saved as text with its names on line 1: numbers as they are stored, times as ISO 8601; columns of lists under `layout: {lists: …}`",
  ),
  refuses: words("columns within columns (structs, maps, lists of lists), encrypted files, codec LZO"),
  forms: {
    flat: { title: "numbers, texts, truth values, dates, times, decimals; dictionaries", tried: reader },
    lists: { title: "lists of numbers", tried: reader },
    codecs: { title: "no compression, snappy, gzip, zstd, brotli, lz4", tried: reader },
  },
  sources: [words("Apache Parquet, file format 2.11; read by hyparquet 1.33.0 and hyparquet-compressors 1.1.2")],
};
