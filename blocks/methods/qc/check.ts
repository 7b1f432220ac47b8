/** A check declares itself in one file: what it measures of its gate's material, by which thresholds, and beside it its words. */
import type { Excuse, Gate, NaReason, Worst } from "../../../schemas/gate-report.ts";
import type { QuantityName } from "../../contract/quantity.ts";
import type { DataMaterial } from "./data/material.ts";
import type { ModelMaterial } from "./model/material.ts";
import type { SpectralMaterial } from "./spectral/material.ts";

/** What the checks of a gate are handed: what several of them need is worked out once, when the first one asks. */
export interface Materials {
  readonly data: DataMaterial;
  readonly spectral: SpectralMaterial;
  readonly model: ModelMaterial;
}

/** A threshold that `qc_policy` may move, by the name of its field. */
export interface Movable {
  readonly field: string;
  /** Null: there is none that would suit every product; a required gate needs it to be given. */
  readonly default: number | null;
  /** The loosest value a document may choose; null where there is none. */
  readonly floor: number | null;
  /** What the number can be at all. */
  readonly bounds: readonly [number, number];
  /** The field whose value holds where a document says nothing of this one; `default` is then that field's. */
  readonly follows?: string;
  /** True where the check may stand without a threshold: it is then reported and not judged, and nobody is told. */
  readonly isOptional?: true;
  /** True where a document says true or false: what the measured value must meet the check says itself. */
  readonly isSwitch?: true;
}

export interface CheckDeclaration<G extends Gate> {
  readonly id: string;
  readonly gate: G;
  /** The finding of a failure. */
  readonly code: string;
  /** `min`: the measured value must be at least the threshold; `max`: at most. Limits are inclusive. */
  readonly limit: "min" | "max";
  /** Null for numbers without one. */
  readonly unit: string | null;
  /** Advice warns and never fails a gate: in every mode, or in research mode alone. */
  readonly isAdvice?: true | "research";
  /** True where the check has a place only beside a threshold: what it measures stands elsewhere too. */
  readonly isAsked?: true;
  /** True where it asks what a model says of the rows it was fitted on: trust, which predicts left-out rows alone, cannot be held to it. */
  readonly isOfFit?: true;
  /** A number is a threshold that no document can move. */
  readonly threshold: number | Movable;
  /** The threshold of the lower confidence limit, which must be at least this; absent where the check has none. */
  readonly lower?: Movable;
  /** What was measured, why nothing can be, or null where the check has no place among these. */
  measure(material: Materials[G]): Measured | NotMeasured | null;
}
export type AnyCheck = { readonly [G in Gate]: CheckDeclaration<G> }[Gate];

/** What a check was measured to be. NaN and infinities are told as null, and fail. */
export interface Measured {
  readonly value: number;
  /** The lower confidence limit, where the policy has a threshold for it. */
  readonly lower?: number;
  /** Where it hangs on the data: else that of the declaration. */
  readonly unit?: string;
  /** Why it passes though it does not meet its threshold. */
  readonly despite?: Excuse;
  /** Where it hangs on the task, or of a switch: else that of the declaration, which no document can move. */
  readonly threshold?: number;
  /** What a value at its threshold or beyond must be beside: it fails only where chance does so less often than this. */
  readonly chance?: { readonly p: number; readonly below: number };
  /** Worst first; the first five are told. */
  readonly worst?: readonly Worst[];
}

export interface NotMeasured {
  readonly na: NaReason;
}

/** Words of a check, for people only: nothing that is computed hangs on them. */
export interface CheckWords {
  /** In a table and in a sentence. */
  readonly title: string;
  /** What its value, its criterion and their limits are numbers of. */
  readonly quantity: QuantityName;
  /** What to do where it failed. */
  readonly action: string;
  /** Of each of its policy fields. */
  readonly fields?: { readonly [field: string]: FieldWords };
}

export interface FieldWords {
  /** What the threshold is of. Why its default is what it is, the check's page says. */
  readonly meaning: string;
}

/** Declares a check of a gate. */
export const check = <G extends Gate>(declaration: CheckDeclaration<G>): CheckDeclaration<G> => declaration;
