/** Looked: the components again, from the spectra themselves, for a figure of them. */
import { variableBars } from "../charts/variable-bars.ts";
import { type VariableLine, variableLines } from "../charts/variable-lines.ts";
import type { Columns, Outcome, Rows } from "../contract/dataset.ts";
import type { Matrix } from "../contract/matrix.ts";
import type { DisplayMatrix, Pipeline } from "../contract/variables.ts";
import type { View, ViewSource } from "../contract/view.ts";
import { type Explored, explored } from "./explored.ts";
import type { PcaResults } from "./results.ts";

interface Options {
  readonly components: number;
  readonly autoscale: boolean;
}
export type PcaView = View<PcaResults, Options>;
type PcaSource = ViewSource<PcaResults, Options>;

export interface Looked {
  readonly found: Explored;
  readonly rows: Rows;
  readonly outcome: Outcome;
  readonly columns: Columns;
}

export async function looked(source: PcaSource): Promise<Looked> {
  const rows = (await source.input("dataset", "rows")) as Rows;
  const outcome = (await source.input("dataset", "outcome")) as Outcome;
  const { x, columns } = await variables(source);
  const found = explored(x, rows.external, source.options);
  if (found === null) throw new Error("there were components when the block ran");
  return { found, rows, outcome, columns };
}

async function variables(source: PcaSource): Promise<{ readonly x: Matrix; readonly columns: Columns }> {
  try {
    const { display } = (await source.input("variables", "display")) as DisplayMatrix;
    return { x: display, columns: ((await source.input("variables", "pipeline")) as Pipeline).columns };
  } catch {
    // It started from the spectra as they were read.
    const x = (await source.input("dataset", "spectra")) as Matrix;
    return { x, columns: (await source.input("dataset", "columns")) as Columns };
  }
}

/** Over the axis where there is one, else a bar a variable. */
export function linesOf(columns: Columns, measure: string, lines: readonly VariableLine[], mean: ArrayLike<number>) {
  return columns.kind === "names"
    ? variableBars({ names: columns.names, measure, lines, level: 0 })
    : variableLines({ axis: columns, measure, lines, level: 0, shaded: false, mean });
}
