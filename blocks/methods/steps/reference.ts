/** The reference spectrum that MSC, EMSC, PQN and alignment learn from the training rows. */
import { z } from "zod";
import { columnMeans, type Matrix } from "../../contract/matrix.ts";
import { Refusal } from "../../contract/refusal.ts";
import { columnMedians } from "../numeric/order-statistics.ts";
import { plain } from "../numeric/vectors.ts";

export const referenceKind = z
  .enum(["mean", "median"])
  .default("mean")
  .describe("The reference: the mean or the point-wise median of the training spectra.");

export interface ReferenceState {
  /** Length p. */
  readonly reference: readonly number[];
}

/** Mean or median spectrum of the training rows (n × p). Throws FS3302 where there is none. */
export function learnReference(step: string, training: Matrix, kind: "mean" | "median"): ReferenceState {
  demandRows(step, training, 1);
  const values = kind === "mean" ? columnMeans(training) : columnMedians(training.rows, training.cols, training.data);
  return { reference: plain(values) };
}

/** Throws FS3302 where a step is to learn from fewer than `need` training rows. */
export function demandRows(step: string, training: Matrix, need: number): void {
  if (training.rows < need) throw new Refusal("FS3302", { step, need, have: training.rows });
}
