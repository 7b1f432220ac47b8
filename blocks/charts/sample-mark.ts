/** Marks of samples: how a point of a chart says which sample it is, so that the report can name it and find it elsewhere. */

import type { Json } from "../../schemas/plain-json.ts";
import { significant } from "../contract/number-text.ts";

/** The field of a datum that holds its mark, and the encoding that hands it to the drawing. */
export const markEncoding: { readonly [channel: string]: Json } = { description: { field: "mark", type: "nominal" } };

/** Properties of a vega mark that has this encoding: descriptions reach the drawing only with `aria`. */
export const marked: { readonly [property: string]: Json } = { aria: true };

/**
 * A mark as text; `readMark` of the renderer takes it apart.
 *
 * @param id of the row, where a sample has several
 * @param words what is shown beside the name: "measured 12.3, predicted 11.9"
 */
export const sampleMark = (sample: string, id: string, words: string): string => JSON.stringify([sample, id, words]);

/** Text of a number in a mark: four significant digits. */
export const markNumber = (value: number): string => significant(value, 4);
