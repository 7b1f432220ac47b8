/** Run to open: a run whose lockbox is opened. */
import type { Manifest } from "../../../schemas/manifest.ts";
import type { RunFolder } from "../../verify/run-folder.ts";

/** A run by its folder, that was verified. */
export interface RunToOpen {
  readonly folder: RunFolder;
  readonly manifest: Manifest;
  /** Absolute. */
  readonly path: string;
}
