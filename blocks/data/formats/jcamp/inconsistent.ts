/** FS3120 at a line of a JCAMP-DX file: it contradicts itself, or ends before its end. */
import { Refusal } from "../../../contract/refusal.ts";
import type { InputFile } from "../../../contract/running.ts";

export const inconsistentLine = ({ path }: InputFile, what: string, line: number): Refusal =>
  new Refusal("FS3120", { path, what, byte: null }, { data: { input: path, line } });
