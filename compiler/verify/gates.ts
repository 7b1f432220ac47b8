/** Gates: a closed set of checks, each judged again: its value from other files, its threshold from the policy, and what follows from both. */
import {
  asideOf,
  type CheckResult,
  type Gate,
  type GateReport,
  type GateVerdict,
  gates as gateNames,
} from "../../schemas/gate-report.ts";
import type { Manifest } from "../../schemas/manifest.ts";
import { finding } from "../diagnostics/build.ts";
import type { Finding } from "../diagnostics/finding.ts";
import { contradiction, differences } from "./differ.ts";
import { type Measures, measuredData, measuredModel } from "./measured.ts";
import type { Model } from "./models.ts";
import { type Protocol, positiveOf, tightened } from "./protocol.ts";
import { jsonOf, type RunFolder } from "./run-folder.ts";
import { measuredSpectra } from "./spectra/checked.ts";
import { meets, passes, type Rule, rulesOf } from "./thresholds.ts";

/** A kind whose blocks may judge. */
export interface Judging {
  readonly kind: string;
  readonly role: string;
  /** There where its verdict ends a run with 7. */
  readonly checked?: unknown;
}

export interface GatesLooked {
  readonly findings: readonly Finding[];
  /** Checks whose value this folder cannot give. */
  readonly open: readonly string[];
}

/** What a gate is judged with, beside its report. */
interface Material {
  readonly folder: RunFolder;
  readonly manifest: Manifest;
  readonly models: readonly Model[];
  /** Null where the run holds no document that can be read. */
  readonly protocol: Protocol | null;
}

/** What a gate's report says that does not follow from other files, and what the manifest says that does not follow from the gates. */
export function gateFindings(material: Material, kinds: readonly Judging[]): GatesLooked {
  const { folder, manifest } = material;
  const ofGates = named(kinds.filter(({ role }) => role === "gate"));
  const reports = manifest.blocks
    .filter(({ kind }) => ofGates.has(kind))
    .flatMap(({ id, artifacts }) =>
      Object.keys(artifacts).map((path) => ({ id, path, report: jsonOf(folder, path) as GateReport | undefined })),
    )
    .filter(({ report }) => typeof report?.checks === "object");
  const open = new Set<string>();
  const found = reports.flatMap(({ id, path, report }) => [
    ...reportFindings(material, id, path, report as GateReport, open),
    ...placeFindings(manifest, id, path, report as GateReport),
  ]);
  const end = endProblems(manifest, named(kinds.filter(({ checked }) => checked !== undefined)));
  return { findings: [...found, ...end.map((problem) => contradiction("manifest.json", problem))], open: [...open] };
}

/** The manifest beside a report: status, whether it blocks, what became of the block. */
function placeFindings(manifest: Manifest, id: string, path: string, report: GateReport): readonly Finding[] {
  const at = manifest.gates.findIndex((one) => one.report === path);
  if (report.advice === true) return adviceProblems(manifest, id, path, at >= 0);
  if (at < 0) return [contradiction("manifest.json", `does not list the gate \`${id}\`, which has a report`)];
  const isOverridden = manifest.cli_overrides.some(({ key }) => key === "qc_override");
  const blocking = report.status === "fail" && manifest.policy.effective.required === true && !isOverridden;
  const result = manifest.blocks.find((block) => block.id === id)?.result;
  const { status, blocking: said, checks, gate } = manifest.gates[at];
  const wanted = { status: report.status, blocking, checks: Object.keys(report.checks).length, gate: report.gate };
  return [
    ...differences("manifest.json", { status, blocking: said, checks, gate }, wanted, `/gates/${at}`),
    ...(blocking === (result === "failed")
      ? []
      : [
          contradiction(
            "manifest.json",
            `says ${result} of the block \`${id}\`, whose gate ${blocking ? "blocks" : "does not block"}`,
          ),
        ]),
  ];
}

/** Advice is given where no gate blocks, and is no gate of the run. */
function adviceProblems(
  { mode, policy, blocks }: Manifest,
  id: string,
  path: string,
  isGate: boolean,
): readonly Finding[] {
  const isGiven = mode === "research" && policy.effective.required !== true;
  const result = blocks.find((block) => block.id === id)?.result;
  return [
    ...(isGiven ? [] : [finding("FS9123", null, { path, problem: "is advice, where gates block" })]),
    ...(isGate ? [contradiction("manifest.json", `lists the gate \`${id}\`, whose report is advice`)] : []),
    ...(result === "failed" ? [contradiction("manifest.json", `says failed of \`${id}\`, which only advises`)] : []),
  ];
}

function reportFindings(
  material: Material,
  id: string,
  path: string,
  report: GateReport,
  open: Set<string>,
): readonly Finding[] {
  const policyOf = (block: string) => {
    const target = material.models.find((one) => one.block === block)?.target ?? null;
    return tightened(material.protocol, id, material.manifest.policy.effective, target);
  };
  const rules = rulesOf(report.schema_version).filter(({ gate }) => gate === report.gate);
  const parts = Object.entries(report.by_block ?? {});
  const of = typeof report.of === "string" ? [report.of] : report.of;
  const verdicts: readonly (readonly [block: string, at: string, verdict: GateVerdict])[] =
    parts.length === 0
      ? of.map((block) => [block, "", report])
      : parts.map(([block, one]) => [block, `/by_block/${block}`, one]);
  const named = parts.map(([block]) => block);
  const isWhole = parts.length === 0 ? of.length === 1 : [...of].sort().join("\n") === named.sort().join("\n");
  return [
    ...(isWhole ? [] : [finding("FS9123", null, { path, problem: "has not one verdict for each block it judged" })]),
    ...verdicts.flatMap(([block, at, one]) =>
      verdictFindings(
        { ...material, policy: policyOf(block), path, id, gate: report.gate, rules, block, at, open },
        one,
      ),
    ),
    ...(parts.length === 0
      ? []
      : decisiveFindings(
          path,
          report,
          rules,
          parts.map(([, one]) => one),
        )),
  ];
}

/** Over several blocks: of each check the first that failed, else the first that judged. */
function decisiveFindings(
  path: string,
  report: GateReport,
  rules: readonly Rule[],
  parts: readonly GateVerdict[],
): readonly Finding[] {
  const deciding = (pick: (one: GateVerdict) => GateVerdict["checks"]) => {
    const entries = rules.flatMap(({ id }) => {
      const all = parts.flatMap((one) => new Map(Object.entries(pick(one))).get(id) ?? []);
      const one = all.find(({ pass }) => pass === false) ?? all.find(({ pass }) => pass === true) ?? all[0];
      return one === undefined ? [] : [[id, one] as const];
    });
    return Object.fromEntries(entries);
  };
  const checks = deciding((one) => one.checks);
  const found = { checks: report.checks, advice: asideOf(report), ...verdictOf(report) };
  return [
    ...(parts.every(({ advice }) => (advice === true) === (report.advice === true))
      ? []
      : [finding("FS9123", null, { path, problem: "is advice of some blocks only" })]),
    ...differences(path, found, { checks, advice: deciding(asideOf), ...verdictBy(checks, rules) }),
  ];
}

const verdictOf = ({ status, failed_checks, recommended_actions }: GateVerdict) => ({
  status,
  failed_checks,
  recommended_actions,
});

function verdictBy(checks: GateVerdict["checks"], rules: readonly Rule[]) {
  const failed = rules.filter(({ id }) => new Map(Object.entries(checks)).get(id)?.pass === false);
  return {
    status: failed.length === 0 ? "pass" : "fail",
    failed_checks: failed.map(({ id }) => id),
    recommended_actions: failed.map(({ code }) => code),
  };
}

/** One verdict, and where it stands. */
interface Judged extends Material {
  readonly path: string;
  /** Of the gate. */
  readonly id: string;
  readonly gate: Gate;
  readonly rules: readonly Rule[];
  readonly block: string;
  readonly at: string;
  readonly open: Set<string>;
  /** What holds for this gate. */
  readonly policy: ReadonlyMap<string, unknown>;
}

function verdictFindings(judged: Judged, verdict: GateVerdict): readonly Finding[] {
  const { folder, manifest, models, rules, path, at, gate, block } = judged;
  const model = models.find((one) => one.block === block) ?? null;
  const measured: Measures =
    gate === "data"
      ? measuredData(folder, manifest, block, models)
      : gate === "spectral"
        ? measuredSpectra(folder, manifest, judged.id, block)
        : model === null
          ? new Map()
          : measuredModel(folder, model, positiveOf(judged.protocol));
  const checks = [
    ...Object.entries(verdict.checks).map(([id, check]) => ({ id, check, isAdvice: false })),
    ...Object.entries(asideOf(verdict)).map(([id, check]) => ({ id, check, isAdvice: true })),
  ];
  const again: [string, CheckResult][] = [];
  const found = checks.flatMap(({ id, check, isAdvice }) => {
    const rule = rules.find((one) => one.id === id);
    if (rule === undefined) return [set(path, `has a check ${id}, which the ${gate} gate does not have`)];
    if (verdict.advice !== true && isAdvice !== isAdviceIn(rule, manifest.mode))
      return [set(path, `has ${id} among ${isAdvice ? "advice" : "checks"}, where it does not belong`)];
    const wanted = wantedOf(judged, rule, check, measured, model);
    if (!isAdvice) again.push([id, { ...check, pass: wanted.pass }]);
    return [
      ...naFindings(judged, rule, check, model),
      ...differences(path, toldOf(check), wanted, `${at}/${isAdvice ? "advice" : "checks"}/${id}`),
    ];
  });
  return [
    ...found,
    ...missing(judged, verdict, model),
    ...differences(path, verdictOf(verdict), verdictBy(Object.fromEntries(again), rules), at),
  ];
}

const set = (path: string, problem: string): Finding => finding("FS9123", null, { path, problem });

const isAdviceIn = ({ advice }: Rule, mode: Manifest["mode"]): boolean =>
  advice === "always" || (advice === "research" && mode === "research");

const isRequired = (rule: Rule, { manifest: { mode }, policy }: Judged): boolean => {
  if (rule.isAsked) return isAskedIn(policy, rule);
  return !rule.isOptional || (mode === "regulatory" && rule.advice === "research");
};

function isAskedIn(policy: ReadonlyMap<string, unknown>, { field }: Rule): boolean {
  const value = policy.get(field ?? "");
  return value !== null && value !== undefined && value !== false;
}

/** Checks that must be there and are not. */
function missing(judged: Judged, verdict: GateVerdict, model: Model | null): readonly Finding[] {
  const there = new Set([...Object.keys(verdict.checks), ...Object.keys(asideOf(verdict))]);
  const isMissing = (rule: Rule) =>
    isRequired(rule, judged) &&
    !there.has(rule.id) &&
    (model === null || !rule.isAsked || (model.classes === null) === (rule.task === "regression"));
  return judged.rules
    .filter(isMissing)
    .map(({ id }) => set(judged.path, `has no check ${id}, which every ${judged.gate} gate has`));
}

/** Why it judges nothing must be a reason that this check may have, here. */
function naFindings(
  { path, manifest, models }: Judged,
  rule: Rule,
  { na }: CheckResult,
  model: Model | null,
): readonly Finding[] {
  const task = model === null ? null : model.classes === null ? "regression" : "classification";
  const isOther = rule.task !== null && task !== null && rule.task !== task;
  if (na === null) return isOther ? [set(path, `judges ${rule.id}, which is of a ${rule.task}, of a ${task}`)] : [];
  const other = rule.task === "classification" ? "regression" : "classification";
  const isTold = rule.na.includes(na) && !(manifest.mode === "regulatory" && isForbidden(rule, na, models.length));
  const isFitting = isOther ? na === task : isTold || (rule.task !== null && task === null && na === other);
  return isFitting ? [] : [set(path, `has ${rule.id} judge nothing because of \`${na}\`, which cannot be`)];
}

/** In regulatory mode nothing of these can be left out; permutations are asked of the primary model alone. */
const isForbidden = ({ id }: Rule, na: string, models: number): boolean =>
  na === "not_declared" ||
  (na === "not_requested" && (id !== "permutation" || models < 2)) ||
  na === "no_positive_class";

/** What is compared of a check. */
const toldOf = ({ value, threshold, floor, limit, pass, na, lower, chance }: CheckResult) => ({
  value,
  threshold,
  floor,
  limit,
  pass,
  na,
  lower,
  chance,
});

function wantedOf(judged: Judged, rule: Rule, check: CheckResult, measured: Measures, model: Model | null) {
  const policy = judged.policy;
  const own = measured.get(rule.id);
  const isSwitch = policy.get(rule.field ?? "") === true;
  const fixed = model?.classes === null && rule.ofTargets !== null && check.na === null ? rule.ofTargets : rule.usual;
  const asked =
    rule.field === null
      ? fixed
      : isSwitch
        ? (own?.threshold ?? null)
        : ((policy.get(rule.field) ?? null) as number | null);
  const threshold = isSwitch && check.na !== null ? null : asked;
  const floor = rule.field === null ? fixed : rule.floor;
  const isKnown = own !== undefined && check.na === null && !(own.na !== undefined);
  if ((own === undefined || own.isSaid) && check.na === null) judged.open.add(rule.id);
  const wanted = {
    value: isKnown ? own.value : check.na !== null && check.na !== "no_threshold" ? null : undefined,
    threshold,
    floor,
    limit: rule.limit,
    na:
      own?.na ??
      (isKnown ? (threshold === null && rule.na.includes("no_threshold") ? "no_threshold" : null) : undefined),
    lower: lowerOf(rule, check, policy, own?.lower),
    chance:
      rule.isByChance && check.chance !== undefined ? { p: own?.p, below: 0.01 } : rule.isByChance ? undefined : null,
  };
  const pass = passes({
    ...check,
    threshold,
    limit: rule.limit,
    despite: isExcused(judged, rule, check) ? check.despite : undefined,
  });
  return { ...wanted, chance: wanted.chance ?? undefined, pass };
}

function lowerOf(
  rule: Rule,
  { lower, na }: CheckResult,
  policy: ReadonlyMap<string, unknown>,
  value: number | undefined,
) {
  if (rule.lower === null || na !== null) return null;
  const threshold = policy.get(rule.lower.field) as number | null;
  const said = value === undefined ? lower?.value : Number.isFinite(value) ? value : null;
  return { value: said, threshold, floor: rule.lower.floor, pass: meets(said ?? null, threshold, "min") };
}

/** What the document accepts stands in the manifest too; chance and by_row are words of one check alone. */
function isExcused({ manifest }: Judged, rule: Rule, { despite }: CheckResult): boolean {
  if (despite !== "accepted") return rule.id === "undeclared_replicates";
  const start = `design.accept: ${rule.id.replaceAll("_", " ")}`;
  return rule.isAcceptable && manifest.policy.loosened.some((line) => line.startsWith(start));
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
    const without = gateNames.filter((gate) => !passed.has(gate));
    if (without.length > 0)
      problems.push(`says exit code 0 in regulatory mode without a pass of the gate ${list(without)}`);
  }
  return problems;
}

const named = (kinds: readonly Judging[]): ReadonlySet<string> => new Set(kinds.map(({ kind }) => kind));
const list = (names: readonly string[]): string => names.join(", ");
