/** What a reader of an instrument's file gives, and how a format is declared. */
import type { Quantity, Technique } from "../../contract/dataset.ts";
import type { Remark } from "../../contract/refusal.ts";
import type { InputFile } from "../../contract/running.ts";

export type AxisUnit = "cm-1" | "nm" | "um";

export interface Spectrum {
  /** As the file has it: rising or falling. */
  readonly axis: Float64Array;
  /** NaN where the file marks a value as missing. */
  readonly values: Float64Array;
  /** Text columns of its row: `title`, `z`, `time` … */
  readonly columns: { readonly [name: string]: string };
  /** What else the file says of it, in the file's own order; a key may repeat. */
  readonly parameters: Parameters;
}

export type Parameters = readonly (readonly [key: string, value: string])[];

export interface SpectraFile {
  /** Keys of the format's forms that the file makes use of. */
  readonly forms: readonly string[];
  readonly spectra: readonly Spectrum[];
  /** As the file says; null where it says none. */
  readonly unit: AxisUnit | null;
  readonly quantity: Quantity | null;
  /** How it was measured: what the file says, in its own spelling, and the techniques that this leaves; null where it says none. */
  readonly technique: { readonly said: string; readonly techniques: readonly Technique[] } | null;
  /** What has to be said of a file that is read all the same. */
  readonly remarks: readonly Remark[];
}

/** A spectrum of several, by its name or its number from 1; null where the document names none. */
export type Choice = string | number | null;

/** A form of a format: a version, a coding, a type of block. */
export interface Form {
  readonly title: string;
  /** What it was tried on: files no test wrote, and who else reads the same from them; null: experimental. */
  readonly tried: string | null;
}

/** What is said of a format: how it is known, what of it is read, and what it was tried on. */
export interface Described {
  readonly name: string;
  /** By what in its bytes it is known. */
  readonly knownBy: string;
  /** What a file becomes. */
  readonly gives: string;
  /** What of it is refused. */
  readonly refuses: string;
  readonly forms: { readonly [key: string]: Form };
  /** Where the description stands that the reader follows. */
  readonly sources: readonly string[];
}

/** A format of instruments, with its reader. */
export interface Format extends Described {
  isIn(bytes: Uint8Array): boolean;
  /** @throws Refusal FS3110, FS3111, FS3113, FS3120 */
  read(file: InputFile, choice: Choice): SpectraFile;
}
