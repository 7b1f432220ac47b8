/** Read texts: each file of an input as text, and how it is read; all of them in the same layout. */
import type { InputFile } from "../../contract/running.ts";
import type { ReadOptions } from "./draft.ts";
import { findReading, nearestReading, type Reading } from "./find-reading.ts";
import { type Text, textOf } from "./text.ts";

export interface TextReading {
  readonly text: Text;
  readonly reading: Reading;
  /** Whether it fits: where it does not, it is the nearest, and is read to say what is wrong with it. */
  readonly isFit: boolean;
}

/**
 * The files as texts with their readings, in their order.
 * @throws Refusal as the stages say: FS3001–FS3006, FS3101, FS3102, FS3120, FS3121, FS3140
 */
export function readTexts(files: readonly InputFile[], options: ReadOptions): TextReading[] {
  return files.map((file) => {
    const text = textOf(file, options.encoding);
    const reading = findReading(text, options);
    return { text, reading: reading ?? nearestReading(text, options), isFit: reading !== null };
  });
}
