/** Flat column: the pages of a column without lists. Where nothing is missing in a page its values stay the array they were stored as. */

import { assembleLists } from "hyparquet/src/assemble.js";
import { parquetHeader, readPage } from "hyparquet/src/column.js";
import { convert, convertWithDictionary } from "hyparquet/src/convert.js";
import { decompressPage, readDataPage } from "hyparquet/src/datapage.js";
import type { ColumnDecoder, DecodedArray } from "hyparquet/src/types.js";

/**
 * What `readColumn` of hyparquet gives, page by page; it would make a list of the values of each page first, which takes as long as
 * to unpack them.
 *
 * @param bytes all pages of the column in one part of the file
 * @param rows of that part: pages behind are not read
 */
export function flatPages(bytes: Uint8Array, rows: number, decoder: ColumnDecoder): DecodedArray[] {
  const reader = { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.length), offset: 0 };
  const pages: DecodedArray[] = [];
  let dictionary: DecodedArray | undefined;
  for (let count = 0; count < rows && reader.offset < bytes.length - 1; ) {
    const header = parquetHeader(reader);
    const { type, data_page_header: plain, compressed_page_size: size, uncompressed_page_size: whole } = header;
    let values: DecodedArray | undefined;
    if (type === "DATA_PAGE" && plain !== undefined) {
      const packed = bytes.subarray(reader.offset, reader.offset + size);
      const page = decompressPage(packed, Number(whole), decoder.codec, decoder.compressors);
      reader.offset += size;
      const { definitionLevels, repetitionLevels, dataPage } = readDataPage(page, plain, decoder);
      values = convertWithDictionary(dataPage, dictionary, plain.encoding, decoder);
      // Levels are left only where a value is missing.
      if ((definitionLevels?.length ?? 0) > 0)
        values = assembleLists([], definitionLevels, repetitionLevels, values, decoder.schemaPath);
    } else values = readPage(reader, header, decoder, dictionary, undefined, 0).data;
    if (type === "DICTIONARY_PAGE") dictionary = values && convert(values, decoder);
    else if (values !== undefined && values.length > 0) {
      pages.push(values);
      count += values.length;
    }
  }
  return pages;
}
