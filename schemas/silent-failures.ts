/** Silent failures: what a run counts of its own record, so that nothing ends well that gave nothing or says nothing. */
import { z } from "zod";

/** What is counted; each must be 0. */
export const silentCounters = [
  "analysis_ok_without_findings_count",
  "unexplained_block_count",
  "blank_kind_findings_count",
  "skipped_count",
  "artifacts_missing_count",
] as const;
export type SilentCounter = (typeof silentCounters)[number];

/** Of each counter what it is in words, for a sentence and for the reference. */
export const silentWords: { readonly [counter in SilentCounter]: string } = {
  analysis_ok_without_findings_count: "ended well and gave no result, file or value",
  unexplained_block_count: "ended well, and report.json does not say what its kind must explain",
  blank_kind_findings_count: "findings without a known code, a sentence or a next action",
  skipped_count: "did not end, ended in a way that does not exist, or are not available without a reason",
  artifacts_missing_count: "files that a block lists and that are absent or have another digest",
};

const count = (counter: SilentCounter) =>
  z.int().min(0).describe(`must be 0: blocks or files that ${silentWords[counter]}`);

export const silentFailuresSchema = z.strictObject({
  analysis_ok_without_findings_count: count("analysis_ok_without_findings_count"),
  unexplained_block_count: count("unexplained_block_count"),
  blank_kind_findings_count: z.int().min(0).describe(`must be 0: ${silentWords.blank_kind_findings_count}`),
  skipped_count: count("skipped_count"),
  artifacts_missing_count: z.int().min(0).describe(`must be 0: ${silentWords.artifacts_missing_count}`),
  offenders: z
    .partialRecord(z.enum(silentCounters), z.array(z.string()))
    .describe("of each counter above 0 what was counted: ids of blocks, codes of findings, paths of files"),
});
export type SilentFailures = z.output<typeof silentFailuresSchema>;

/** The counters from what offends each of them; one without offenders is 0. */
export function silentFailuresOf(
  offenders: { readonly [counter in SilentCounter]: readonly string[] },
): SilentFailures {
  const counts = Object.fromEntries(silentCounters.map((counter) => [counter, offenders[counter].length]));
  const found = silentCounters.filter((counter) => offenders[counter].length > 0);
  return {
    ...(counts as { [counter in SilentCounter]: number }),
    offenders: Object.fromEntries(found.map((counter) => [counter, [...offenders[counter]]])),
  };
}

/** Pairs of execution and result that a block may end with. A verdict that was reused may be one that failed. */
const ends: { readonly [execution: string]: readonly string[] } = {
  ran: ["ok", "warn", "na", "failed"],
  reused: ["ok", "warn", "na", "failed"],
  blocked: ["na"],
  cancelled: ["na"],
};

/** Whether a block may end so. */
export const isAnEnd = (execution: string, result: string): boolean => ends[execution]?.includes(result) === true;
