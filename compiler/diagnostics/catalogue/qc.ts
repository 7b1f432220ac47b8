/** FS7xxx: QC gates. */
import type { Entries } from "./entry.ts";

export const qcEntries: Entries = {
  FS7001: {
    title: "Gate failed",
    severity: "error",
    stage: "qc",
    exit: 7,
    sentence: "the {gate} gate failed for {judged|and}",
    help: ["read the failed checks under block `{id}` in the report: each names what to do"],
  },
  FS7002: {
    title: "Advisory gate failed",
    severity: "warning",
    stage: "qc",
    exit: 7,
    sentence: "the {gate} gate failed for {judged|and}; it does not block in this run",
    help: ["read the failed checks under block `{id}` in the report: each names what to do"],
  },
};
