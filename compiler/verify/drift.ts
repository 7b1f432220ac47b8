/** Drift: judged again from the tests a monitoring run records. Nothing is believed but the p of each test and the policy. */
import type { Manifest } from "../../schemas/manifest.ts";
import type { Finding } from "../diagnostics/finding.ts";
import { contradiction } from "./differ.ts";
import { jsonOf, type RunFolder } from "./run-folder.ts";

interface Report {
  readonly status: "ok" | "warn" | "fail" | "na";
  readonly p: number | null;
  readonly warn_p: number;
  readonly fail_p: number;
  readonly tests: readonly { readonly p: number }[];
}

/** The drift reports of a run, with the block each is of. */
const reports = (folder: RunFolder, { blocks }: Manifest) =>
  blocks.flatMap(({ id, result, artifacts }) =>
    Object.keys(artifacts)
      .filter((path) => path.endsWith("/drift_report.json"))
      .map((path) => ({ id, result, path, report: jsonOf(folder, path) as Report | undefined })),
  );

/** What a drift report says that does not follow from its own numbers, and what the manifest says that does not follow from it. */
export function driftFindings(folder: RunFolder, manifest: Manifest): readonly Finding[] {
  const found: Finding[] = [];
  const say = (path: string, problem: string) => void found.push(contradiction(path, problem));
  for (const { id, result, path, report } of reports(folder, manifest)) {
    if (!Array.isArray(report?.tests)) continue;
    const p =
      report.tests.length === 0
        ? null
        : Math.min(1, report.tests.length * Math.min(...report.tests.map((one) => one.p)));
    const status = p === null ? "na" : p < report.fail_p ? "fail" : p < report.warn_p ? "warn" : "ok";
    if (report.p !== p) say(path, `says p ${report.p}, and its tests come to ${p}`);
    if (report.status !== status) say(path, `says ${report.status}, and its p makes it ${status}`);
    if ((status === "fail") !== (result === "failed"))
      say("manifest.json", `says ${result} of the block \`${id}\`, whose drift is ${status}`);
  }
  return found;
}
