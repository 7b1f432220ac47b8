/** Descriptor: what another process hands on through one that is open, as a passphrase that must stand in no argument and no file. */
import { readFileSync } from "node:fs";

/** The first line, without its end. Throws what the system throws. */
export const firstLine = (descriptor: number): string => /^[^\r\n]*/.exec(readFileSync(descriptor, "utf8"))?.[0] ?? "";
