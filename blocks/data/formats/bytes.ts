/** FS3120 at a byte of a file. */
import { Refusal } from "../../contract/refusal.ts";
import type { InputFile } from "../../contract/running.ts";

/** FS3120 at a byte, counted from 0, where there is one to point at: the file contradicts itself, or ends too early. */
export const inconsistent = ({ path }: InputFile, what: string, byte: number | null): Refusal =>
  new Refusal("FS3120", { path, what, byte }, { data: { input: path } });
