/** Whole: what an archive is described from. */
import type { Manifest } from "../../../schemas/manifest.ts";
import type { Entries } from "../../verify/zip.ts";
import type { Named } from "./named.ts";

/** What an archive takes from the program. */
export interface FromProgram {
  readonly version: string;
  readonly verifier: Uint8Array;
  readonly bom: Uint8Array;
  readonly thirdParty: Uint8Array;
}

export interface Whole {
  readonly manifest: Manifest;
  readonly named: Named;
  /** All that was put in so far. */
  readonly entries: Entries;
  readonly program: FromProgram;
  /** ISO 8601: when the run ended. */
  readonly ended: string;
}
