/** The formats of instruments' files, and which of them a file is in: its bytes say so, never its name. */
import { jcamp } from "./jcamp/jcamp.ts";
import { opus } from "./opus/opus.ts";
import { spa } from "./spa.ts";
import { spc } from "./spc/spc.ts";
import type { Format } from "./spectra-file.ts";
import { wdf } from "./wdf.ts";

export const formats: readonly Format[] = [jcamp, spc, opus, spa, wdf];

/** Null where the file is in none of them: it may be text. */
export const formatOf = (bytes: Uint8Array): Format | null => formats.find((format) => format.isIn(bytes)) ?? null;
