/** Tables: those of all inputs with spectra, one below the other. */
import type { Context } from "../contract/running.ts";
import { sayEncoding, sayJoinedEncoding, sayStrayColumns } from "./asides-of-files.ts";
import { techniqueRemarks } from "./axis/technique.ts";
import { requireColumns } from "./columns.ts";
import type { DataOptions } from "./options.ts";
import { onAxisOf, refuseOtherUnit } from "./read-table.ts";
import { stack, type Table } from "./table.ts";

export interface Tables {
  readonly main: Table;
  /** Of `test: {input}`. */
  readonly outside: Table | null;
  /** Of `predict: {input}`. */
  readonly unknown: Table | null;
}

export const allOf = ({ main, outside, unknown }: Tables): readonly Table[] =>
  [main, outside, unknown].filter((table) => table !== null);

/**
 * One table of all of them: main, external, only to be predicted. Says FS3013, FS3053, FS3018, FS3104 and what the files remarked.
 * @throws Refusal FS3016, FS3017 (columns), FS3043 (another axis)
 */
export function stacked(tables: Tables, options: DataOptions, say: Context["remark"]): Table {
  const { main, outside, unknown } = tables;
  requireColumns(main, options);
  if (outside !== null) requireColumns(outside, options);
  // Of what is only predicted nothing is asked but what it is called, and whether it is of the scope.
  if (unknown !== null) requireColumns(unknown, options, ["id", "sample", "where"]);
  const onAxis = (other: Table, option: "test" | "predict") => {
    refuseOtherUnit(main, other, options);
    return onAxisOf(main, other, options.axis, option);
  };
  const below = [
    ...(outside === null ? [] : [onAxis(outside, "test")]),
    ...(unknown === null ? [] : [onAxis(unknown, "predict")]),
  ];
  const table = below.reduce(stack, main);
  if (main.reversed)
    say("FS3013", { from: main.axis[main.axis.length - 1], to: main.axis[0] }, { data: { input: main.files[0].path } });
  if (main.leftOut.length > 0) say("FS3053", { columns: main.leftOut }, { data: { input: main.files[0].path } });
  sayStrayColumns(main, options, say);
  for (const { code, facts, ...place } of techniqueRemarks(options.axis, allOf(tables))) say(code, facts, place);
  for (const one of allOf(tables)) {
    for (const { code, facts, data } of one.remarks ?? []) say(code, facts, { data });
    sayEncoding(one, say);
  }
  sayJoinedEncoding(table, say);
  return table;
}
