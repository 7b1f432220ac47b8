/** Options of a model block that loads a saved predictor. */

import { z } from "zod";
import { words } from "../contract/words.ts";

export const monitorOptions = z.strictObject({
  saved: z
    .strictObject({
      path: z
        .string()
        .min(1)
        .describe("file that `export --predictor` wrote, relative to the document, inside the root"),
      sha256: z
        .string()
        .regex(/^(sha256:)?[0-9a-f]{64}$/, words("a SHA-256 is 64 hexadecimal digits"))
        .describe("digest the file must have: the one `export --predictor` printed"),
    })
    .describe("predictor of an earlier run that scores new spectra; monitoring mode only"),
});
export type MonitorOptions = z.output<typeof monitorOptions>;

/** The input under which the block is handed the file. */
export const savedInput = ({ saved }: MonitorOptions): string => `saved:${saved.path}`;
