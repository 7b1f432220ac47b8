/** Predicted: whether a document has rows that are only to be predicted, and which input holds them. */
import type { DataOptions } from "./options.ts";

/** An input other than the main one. */
export type Other = Pick<NonNullable<DataOptions["test"]>, "input" | "read">;

/** The input of rows that are only to be predicted. */
export const unknownInput = (predict: DataOptions["predict"]): Other | undefined =>
  typeof predict === "object" ? predict : undefined;

/** Whether a document has rows that are only to be predicted. */
export const asksForUnknown = ({ predict, join = {} }: Pick<DataOptions, "predict" | "join">): boolean =>
  predict !== undefined || Object.values(join).some(({ unmatched }) => unmatched === "predict");
