/** Form: what is done to rows, one part after another, as graphs are made of it. */
import type { Json } from "../../../schemas/plain-json.ts";
import type { Columns } from "../../contract/dataset.ts";
import type { Matrix } from "../../contract/matrix.ts";
import type { AnyStep } from "../../contract/step.ts";
import type { Linear } from "./affine.ts";
import type { Made, Writer } from "./graph.ts";

/** A step as it stands in a pipeline. */
export interface Standing {
  readonly step: AnyStep;
  readonly options: Json;
  readonly state: Json;
  /** What the columns before it are. */
  readonly columns: Columns;
}

/** One thing that is done to rows: a linear map, or operations on n × p that leave n × `cols`. */
export type Part =
  | { readonly kind: "linear"; readonly linear: Linear }
  | { readonly kind: "operations"; write(w: Writer, x: Made): Made; readonly cols: number };

/** What is done to rows, one after another; null where a step with these options has no such form. */
export type StepForm = (standing: Standing) => readonly Part[] | null;

/** The whole step as a linear map about a centre. */
export const linear = (
  { step, options, state, columns }: Standing,
  centre: ArrayLike<number> | null = null,
): readonly Part[] => [
  { kind: "linear", linear: { centre, apply: (rows: Matrix) => step.apply(rows, options, columns, state) } },
];
