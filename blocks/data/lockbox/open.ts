/** Open: the sealed rows of a document, read as its external rows are read, and what seals them. Nothing is predicted here. */
import type { Json } from "../../../schemas/plain-json.ts";
import type { DatasetParts } from "../../contract/dataset.ts";
import { assemble, type Reading, tablesOf } from "../compute.ts";
import type { DocumentOptions } from "../options.ts";
import { type RowDigests, rowDigests } from "./digests.ts";
import { sealedApart } from "./lockbox.ts";

/** The sealed rows of a dataset. */
export interface OpenedRows extends RowDigests {
  /** All rows of the data block; those that were sealed are the external ones, and no other is. */
  readonly dataset: Pick<DatasetParts, "spectra" | "columns" | "rows" | "outcome">;
}

/**
 * @param options of the data block, as a protocol has them once its schema has read them
 * @param context its inputs, that of the lockbox with its bytes, and the settings of the run
 * @throws Refusal as a data block says, and where the rows do not fit those that were learnt from
 */
export function openedRows(options: Json, context: Reading): OpenedRows {
  const document = options as DocumentOptions;
  const { options: settled, sealedFile, ...read } = tablesOf(document, context);
  const { tables, sealed } = sealedApart(read.tables, sealedFile, settled, true);
  const table = sealed?.table ?? null;
  if (table === null) throw new Error("no lockbox, or one that nobody opened");
  // What is external otherwise stays among the others: none of it is sealed.
  const asked = { ...settled, lockbox: undefined, test: undefined };
  const { dataset } = assemble({ main: tables.main, outside: table, unknown: null }, asked, {
    ...context,
    remark: () => undefined,
  });
  return { ...rowDigests(table), dataset };
}
