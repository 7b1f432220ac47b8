/** Gates: judged again from what their reports record. Nothing is believed but values, thresholds and directions. */
import { type CheckResult, type GateReport, type GateVerdict, gates as gateNames } from "../../schemas/gate-report.ts";
import type { Manifest } from "../../schemas/manifest.ts";
import { finding } from "../diagnostics/build.ts";
import type { Finding } from "../diagnostics/finding.ts";
import { jsonOf, type RunFolder } from "./run-folder.ts";

/** A kind whose blocks may judge. */
export interface Judging {
  readonly kind: string;
  readonly role: string;
  /** There where its verdict ends a run with 7. */
  readonly checked?: unknown;
}

/** What a gate's report says that does not follow from its own numbers, and what the manifest says that does not follow from the gates. */
export function gateFindings(folder: RunFolder, manifest: Manifest, kinds: readonly Judging[]): readonly Finding[] {
  const found: Finding[] = [];
  const say = (path: string, problem: string) => void found.push(finding("FS9116", null, { path, problem }));
  const required = manifest.policy.effective.required === true;
  const isOverridden = manifest.cli_overrides.some(({ key }) => key === "qc_override");
  const ofGates = named(kinds.filter(({ role }) => role === "gate"));
  const reports = manifest.blocks
    .filter(({ kind }) => ofGates.has(kind))
    .flatMap(({ id, artifacts }) => Object.keys(artifacts).map((path) => ({ id, path })));
  for (const { id, path } of reports) {
    const report = jsonOf(folder, path) as GateReport | undefined;
    const gate = manifest.gates.find((one) => one.report === path);
    if (report === undefined || typeof report.checks !== "object") continue;
    for (const problem of [...reportProblems(report), ...acceptanceProblems(report, manifest)]) say(path, problem);
    if (gate === undefined) {
      say("manifest.json", `does not list the gate \`${id}\`, which has a report`);
      continue;
    }
    if (gate.status !== report.status)
      say("manifest.json", `says ${gate.status} of the gate \`${id}\`, whose report says ${report.status}`);
    const blocks = report.status === "fail" && required && !isOverridden;
    if (gate.blocking !== blocks)
      say(
        "manifest.json",
        `says that the gate \`${id}\` ${gate.blocking ? "blocks" : "does not block"}; by status and policy it ${blocks ? "does" : "does not"}`,
      );
    const result = manifest.blocks.find((block) => block.id === id)?.result;
    if (blocks !== (result === "failed"))
      say("manifest.json", `says ${result} of the block \`${id}\`, whose gate ${blocks ? "blocks" : "does not block"}`);
  }
  for (const problem of endProblems(manifest, named(kinds.filter(({ checked }) => checked !== undefined))))
    say("manifest.json", problem);
  return found;
}

/** Pass and fail of every check, and the verdict over them, from the numbers. */
function reportProblems(report: GateReport): readonly string[] {
  const parts = Object.entries(report.by_block ?? {});
  const inside = parts.flatMap(([block, verdict]) =>
    verdictProblems(verdict).map((problem) => `${problem} (\`${block}\`)`),
  );
  if (parts.length === 0) return verdictProblems(report);
  const status = parts.some(([, verdict]) => verdict.status === "fail") ? "fail" : "pass";
  return [
    ...inside,
    ...verdictProblems(report),
    ...(report.status === status ? [] : [`says ${report.status}; by its blocks it is ${status}`]),
  ];
}

function verdictProblems({ checks, failed_checks: said, status }: GateVerdict): readonly string[] {
  const problems = Object.entries(checks).flatMap(([id, check]) => checkProblems(id, check));
  const failed = Object.keys(checks).filter((id) => passes(checks[id]) === false);
  if (failed.length !== said.length || failed.some((id) => !said.includes(id)))
    problems.push(`lists ${list(said)} as failed; by the numbers it is ${list(failed)}`);
  const verdict = failed.length === 0 ? "pass" : "fail";
  if (status !== verdict) problems.push(`says ${status}; by its checks it is ${verdict}`);
  return problems;
}

function checkProblems(id: string, check: CheckResult): string[] {
  const { threshold, floor, limit, lower } = check;
  const problems: string[] = [];
  if (check.pass !== passes(check))
    problems.push(`says ${word(check.pass)} of ${id}; by its numbers it ${word(passes(check))}`);
  if (lower !== null && lower.pass !== meets(lower.value, lower.threshold, "min"))
    problems.push(`says ${word(lower.pass)} of the lower limit of ${id}; by its numbers it ${word(!lower.pass)}`);
  const isBeyond = (value: number | null, end: number | null, way: "min" | "max") =>
    value !== null && end !== null && !meets(value, end, way);
  if (isBeyond(threshold, floor, limit) || (lower !== null && isBeyond(lower.threshold, lower.floor, "min")))
    problems.push(`has a threshold of ${id} beyond its floor`);
  return problems;
}

/** Null: it judges nothing. What was not measured, and had to be, fails; what the document accepts passes. */
function passes({ value, threshold, limit, na, lower, despite, chance }: CheckResult): boolean | null {
  if (na !== null) return null;
  if (despite !== undefined) return true;
  if (chance !== undefined) {
    const isBeyond = threshold !== null && meets(threshold, value, limit);
    return value !== null && !(isBeyond && chance.p !== null && chance.p < chance.below);
  }
  return meets(value, threshold, limit) && (lower === null || meets(lower.value, lower.threshold, "min"));
}

/** What is accepted stands in the manifest too. */
function acceptanceProblems({ checks, by_block }: GateReport, { policy }: Manifest): readonly string[] {
  const verdicts = [{ checks }, ...Object.values(by_block ?? {})];
  const ids = verdicts.flatMap((one) =>
    Object.entries(one.checks).flatMap(([id, { despite }]) => (despite === "accepted" ? [id] : [])),
  );
  const isKnown = (id: string) =>
    policy.loosened.some((line) => line.startsWith(`design.accept: ${id.replaceAll("_", " ")}`));
  return [...new Set(ids)]
    .filter((id) => !isKnown(id))
    .map((id) => `says that ${id} is accepted; the manifest knows nothing of it`);
}

function meets(value: number | null, threshold: number | null, limit: "min" | "max"): boolean {
  if (threshold === null) return true;
  if (value === null) return false;
  return limit === "min" ? value >= threshold : value <= threshold;
}

/** The exit code against gates and blocks: of several errors the first of 2, 4, 3, 5, 7, 6, 8, 9 counts. */
function endProblems(
  { exit_code: code, success, gates, blocks, mode }: Manifest,
  judging: ReadonlySet<string>,
): readonly string[] {
  const isBlocked = gates.some(({ blocking }) => blocking);
  const failed = blocks.filter(({ result }) => result === "failed").map(({ id }) => id);
  const problems: string[] = [];
  if (success !== (code === 0)) problems.push(`says success: ${success} with exit code ${code}`);
  if (code === 0 && failed.length > 0) problems.push(`says exit code 0, though ${list(failed)} failed`);
  if (isBlocked && [0, 6, 8, 9].includes(code))
    problems.push(`says exit code ${code}, though a gate blocks: it is 7, or what goes before`);
  // With --strict a warning of a gate is enough; a gate that broke down has no report.
  if (code === 7 && !blocks.some(({ kind, result }) => judging.has(kind) && (result === "failed" || result === "warn")))
    problems.push("says exit code 7, though no gate failed and nothing drifted");
  if (mode === "regulatory" && code === 0) {
    const passed = new Set(gates.filter(({ status }) => status === "pass").map(({ gate }) => gate));
    const missing = gateNames.filter((gate) => !passed.has(gate));
    if (missing.length > 0)
      problems.push(`says exit code 0 in regulatory mode without a pass of the gate ${list(missing)}`);
  }
  return problems;
}

const named = (kinds: readonly Judging[]): ReadonlySet<string> => new Set(kinds.map(({ kind }) => kind));

const list = (names: readonly string[]): string => (names.length === 0 ? "none" : names.join(", "));
const word = (pass: boolean | null): string => (pass === null ? "judges nothing" : pass ? "passes" : "fails");
