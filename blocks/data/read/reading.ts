/** Reading: what is said of the way a text is a table of spectra. */
import type { Dialect } from "../csv/dialect.ts";
import type { Text } from "./text.ts";

export const layoutNames = ["wide", "transposed", "files", "long", "lists"] as const;
export type LayoutName = (typeof layoutNames)[number];

/** Where a table that runs down its columns has what. */
export interface Columns {
  /** Rows above the first axis value: names first, then units or metadata. */
  readonly top: readonly (readonly string[])[];
  /** Where the first axis value stands. */
  readonly at: number;
  readonly line: number;
  /** Fields, from 0. */
  readonly axis: number;
  readonly values: readonly number[];
  readonly width: number;
}

/** How a text is read. */
export interface Reading {
  readonly dialect: Dialect;
  readonly layout: LayoutName;
  readonly linesAbove: number;
  /** What no option said. */
  readonly found: readonly string[];
  /** Where what stands, where the axis runs down a column. */
  readonly columns: Columns | null;
  /** The lines above the table, as they stand. */
  readonly above: readonly string[];
}

export interface TextReading {
  readonly text: Text;
  readonly reading: Reading;
  /** Whether it fits: where it does not, it is the nearest, and is read to say what is wrong with it. */
  readonly isFit: boolean;
}
