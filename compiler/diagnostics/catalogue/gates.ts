/** FS70xx: gates that close. */
import { type Entries, entryMaker } from "../../../blocks/contract/finding.ts";

const wrong = entryMaker("error", "qc", 7);
const warning = entryMaker("warning", "qc", 7);

export const gateEntries: Entries = {
  FS7001: wrong("Gate failed", "the {gate} gate failed for {judged|and}", [
    "read the failed checks under block `{id}` in the report: each names what to do",
  ]),
  FS7002: warning("Advisory gate failed", "the {gate} gate failed for {judged|and}; it does not block in this run", [
    "read the failed checks under block `{id}` in the report: each names what to do",
  ]),
};
