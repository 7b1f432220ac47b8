/** Seal findings: what is said of a file of a seal. */
import { finding } from "../diagnostics/build.ts";
import type { Finding } from "../diagnostics/finding.ts";

/** A signature cut off, dropped, or something behind the last. */
export const cut = (path: string, problem: string): Finding => finding("FS9710", null, { path, problem });
/** Of another run. */
export const foreign = (path: string, problem: string): Finding => finding("FS9711", null, { path, problem });
/** Of somebody who is not known, or not in this role. */
export const untrusted = (path: string, problem: string): Finding => finding("FS9712", null, { path, problem });
/** More between two revisions than a signature. */
export const changed = (path: string, problem: string): Finding => finding("FS9714", null, { path, problem });
/** A time stamp that is not one of this signature, or of nobody who is trusted. */
export const wrongStamp = (path: string, problem: string): Finding => finding("FS9713", null, { path, problem });
