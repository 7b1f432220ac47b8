/** Inspect: how files would be read, what their columns hold, what there is to say of them, and a data block that reads them so. */
import { own } from "../../../schemas/dictionary.ts";
import type { Technique } from "../../contract/dataset.ts";
import { Refusal, type Remark } from "../../contract/refusal.ts";
import type { InputFile } from "../../contract/running.ts";
import { settledAxis } from "../axis/settled.ts";
import { settledTechnique } from "../axis/technique.ts";
import { runData } from "../compute.ts";
import { joinContext } from "../join/join-context.ts";
import { withJoined } from "../join/joined.ts";
import { readKeyTable } from "../join/key-table.ts";
import { settledOptions } from "../joined-names.ts";
import { dataOptions } from "../options.ts";
import { readSummary } from "../read/read-summary.ts";
import { inOrder, readTable } from "../read-table.ts";
import type { DataSummary } from "../results.ts";
import type { Table } from "../table.ts";
import { type InspectedColumn, inspectedColumns, measuredColumns } from "./columns.ts";

/** Options of a data block as they are written, `input` among them. */
export type Written = { readonly [option: string]: unknown };

export interface Inspected {
  /** Null where no reading fits, or more than one. */
  readonly table: Table | null;
  readonly readings: DataSummary["read"];
  readonly columns: readonly InspectedColumn[];
  /** Columns that were measured, by name: whatever they are, no sample is named by them. */
  readonly measured: readonly string[];
  /** How the spectra were measured, as declared or as the files say. */
  readonly technique: Technique | null;
  /** What keeps the files from being read, or from being used as they are: the first that a run would end with. */
  readonly refused: readonly Remark[];
  readonly remarks: readonly Remark[];
  /** The data block; null where there is no table. */
  readonly proposal: Written | null;
}

/**
 * @param written options that a data block takes, checked
 * @param joined files of the inputs under its `join`
 */
export function inspected(
  files: readonly InputFile[],
  written: Written,
  joined: { readonly [input: string]: readonly InputFile[] } = {},
): Inspected {
  const nothing = {
    table: null,
    readings: [],
    columns: [],
    measured: [],
    technique: null,
    remarks: [],
    proposal: null,
  };
  const given = inOrder(files);
  const document = dataOptions.parse(written);
  const read = refusable(() => {
    const options = settledOptions(document);
    const tables = Object.entries(options.join ?? {}).map(([input, entry]) =>
      readKeyTable(input, own(joined, input) ?? [], entry),
    );
    return withJoined(readTable(given, options), tables, joinContext(document, null));
  });
  if ("refused" in read) return { ...nothing, refused: read.refused };
  const table = read.done;
  const { range } = document.axis;
  // Points outside the range are columns like others, and nobody means them.
  const all = inspectedColumns(table);
  const columns = all.filter(({ name }) => range === undefined || !Number.isFinite(Number(name)));
  const proposal = proposed(written, columns, table);
  const remarks: Remark[] = [];
  const ran = refusable(() =>
    runData(dataOptions.parse(proposal), {
      settings: {},
      input: (name) => own(joined, name) ?? given,
      // What the design lacks can be said only of one that is declared.
      remark: (code, facts = {}, place = {}) => (code < "FS7" ? remarks.push({ code, facts, ...place }) : undefined),
    }),
  );
  return {
    table,
    readings: readSummary([table], settledAxis(dataOptions.parse(proposal), table)),
    columns,
    measured: measuredColumns(table, all),
    technique: settledTechnique(document.axis, table),
    refused: "refused" in ran ? ran.refused : [],
    remarks,
    proposal,
  };
}

/** What is written, and the column that names the spectra: of all that a block may say the one thing that values alone tell. */
function proposed(written: Written, columns: readonly InspectedColumn[], table: Table): Written {
  const id = columns.find(({ role }) => role === "id");
  if (written.id !== undefined || id === undefined || table.idColumn !== undefined || table.ids !== undefined)
    return written;
  const { input, ...rest } = written;
  return { input, id: id.name, ...rest };
}

function refusable<T>(run: () => T): { readonly done: T } | { readonly refused: readonly Remark[] } {
  try {
    return { done: run() };
  } catch (error) {
    if (error instanceof Refusal) return { refused: error.remarks };
    throw error;
  }
}
