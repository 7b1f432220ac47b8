/** Run to open: a run whose lockbox is opened. */

import type { Manifest } from "../../../schemas/manifest.ts";
import type { FilesOfRun, Near } from "../../compile/inputs-of-run.ts";
import type { RunFolder } from "../../verify/run-folder.ts";

/** A run by its folder, that was verified. */
export interface RunToOpen {
  readonly folder: RunFolder;
  readonly manifest: Manifest;
  /** Absolute. */
  readonly path: string;
  /** Where the files that it read are found, where that is known better than by looking beside its document. */
  readonly files?: FilesOfRun;
  /** Where it belongs, of a run that does not stand near its document. */
  readonly at?: PlaceOfRun;
}

/** Where a run belongs whose document and inputs are found otherwise than near it. */
export interface PlaceOfRun {
  /** Of the project, at which the ledger stands. */
  readonly root: string;
  /** Where the registers of documents stand, by their paths below the root. */
  readonly registers: string;
  readonly near: Near;
}
