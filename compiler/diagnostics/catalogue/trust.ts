/** FS6xxx: trust. */
import type { Entries } from "./entry.ts";

export const trustEntries: Entries = {};
