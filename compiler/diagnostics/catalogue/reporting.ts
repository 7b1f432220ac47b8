/** FS8xxx: reporting. */
import type { Entries } from "./entry.ts";

export const reportingEntries: Entries = {};
