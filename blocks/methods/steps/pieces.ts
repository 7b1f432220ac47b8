/** Pieces: the stretches of an axis between its gaps. What looks at neighbours is done on each of them by itself. */
import type { Columns } from "../../contract/dataset.ts";
import { type Matrix, matrix, row, takeColumns } from "../../contract/matrix.ts";
import { Refusal } from "../../contract/refusal.ts";
import type { Doubt } from "../../contract/step.ts";
import { words } from "../../contract/words.ts";
import { gapsOf } from "../numeric/gaps.ts";
import { countOf, demandPoints } from "./demands.ts";

/** Indexes from `from` up to and without `to`. */
export interface Piece {
  readonly from: number;
  readonly to: number;
  readonly columns: Columns;
}

/** The pieces of an axis; named variables are one. */
export function piecesOf(columns: Columns): readonly Piece[] {
  if (columns.kind !== "axis") return [{ from: 0, to: columns.names.length, columns }];
  const { values } = columns;
  const ends = [...gapsOf(values).map((j) => j + 1), values.length];
  if (ends.length === 1) return [{ from: 0, to: values.length, columns }];
  return ends.map((to, k) => {
    const from = k === 0 ? 0 : ends[k - 1];
    return { from, to, columns: { ...columns, values: values.slice(from, to) } };
  });
}

/** Throws FS3312 where a piece, or the whole where there is but one, has fewer points than `need`. */
export function demandPieces(step: string, columns: Columns, need: number, cause: string): void {
  const pieces = piecesOf(columns);
  if (pieces.length === 1) demandPoints(step, columns, need, cause);
  for (const { columns: piece } of pieces) {
    const points = countOf(piece);
    if (points >= need || piece.kind !== "axis") continue;
    const { values } = piece;
    const between = words(`${values[0]} to ${values[values.length - 1]}`);
    throw new Refusal("FS3312", { step, cause, need, points, between });
  }
}

/** What a treatment of each piece by itself makes of the whole; it leaves as many columns as it is given. */
export function onPieces(rows: Matrix, columns: Columns, treat: (rows: Matrix, columns: Columns) => Matrix): Matrix {
  const pieces = piecesOf(columns);
  if (pieces.length === 1) return treat(rows, columns);
  const result = matrix(rows.rows, rows.cols);
  for (const { from, to, columns: own } of pieces) {
    const indexes = Array.from({ length: to - from }, (_, j) => from + j);
    const treated = treat(takeColumns(rows, indexes), own);
    for (let i = 0; i < rows.rows; i++) row(result, i).set(row(treated, i), from);
  }
  return result;
}

/** FS3316: a curve over the numbers of the points knows nothing of a gap between them. */
export function acrossGaps(step: string, columns: Columns): Doubt[] {
  const [first, ...others] = piecesOf(columns);
  if (others.length === 0 || first.columns.kind !== "axis" || columns.kind !== "axis") return [];
  const { from } = others[0];
  return [
    { code: "FS3316", facts: { step, gaps: others.length, from: columns.values[from - 1], to: columns.values[from] } },
  ];
}
