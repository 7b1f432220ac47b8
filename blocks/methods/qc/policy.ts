/** Policy: what of the thresholds holds. A document may choose any value up to the floor, a qc block only tightens. */

import type { Gate } from "../../../schemas/gate-report.ts";
import { isByTarget, policyFor } from "../../contract/by-target.ts";
import { closest } from "../../contract/closest.ts";
import type { Remark } from "../../contract/refusal.ts";
import type { ByTarget, Settings } from "../../contract/running.ts";
import { type PolicyField, policyFields } from "./policy-fields.ts";
import { bounds, fieldWords } from "./words.ts";

export type QcPolicy = Settings["qc_policy"];
export type Mode = Settings["mode"];

export interface Threshold {
  readonly value: number | null;
  readonly floor: number | null;
  readonly default: number | null;
  readonly from: "default" | "qc_policy" | "block";
}

export interface EffectivePolicy {
  readonly mode: Mode;
  /** Whether a failed gate blocks. */
  readonly required: boolean;
  /** One a field of the table. */
  readonly thresholds: { readonly [field: string]: Threshold };
}

/**
 * What holds: the defaults, what the front matter says instead, and what a block tightens. A value that is no number counts
 * as not given, and so does one of the block that is looser: `policyFindings` and `blockFindings` say so.
 */
export function effectivePolicy(
  mode: Mode,
  policy: QcPolicy,
  own: { readonly [field: string]: unknown } = {},
): EffectivePolicy {
  const thresholds = new Map<string, Threshold>();
  for (const one of policyFields) {
    const given = givenIn(one, policy[one.field]);
    const tight = tightened(one, given ?? defaultIn(one, policy), givenIn(one, own[one.field]));
    const from = tight.isTighter ? "block" : given === null ? "default" : "qc_policy";
    // What a block tightens is tightened for what follows it too, unless somebody says otherwise.
    const led = from === "default" && one.follows !== undefined ? thresholds.get(one.follows)?.value : undefined;
    thresholds.set(one.field, { value: led ?? tight.value, floor: one.floor, default: one.default, from });
  }
  return { mode, required: isRequired(mode, policy), thresholds: Object.fromEntries(thresholds) };
}

/** What holds where a document says nothing of a field: its default, or what the document says of the field that it follows. */
const defaultIn = (one: PolicyField, policy: QcPolicy): number | null =>
  (one.follows === undefined ? null : numberOr(policy[one.follows], null)) ?? one.default;

/** Whether a failed gate blocks: always outside research, in research where `required: true` says so. */
export const isRequired = (mode: Mode, policy: QcPolicy): boolean => mode !== "research" || policy.required === true;

/** The rule of qc blocks: they may only tighten. What would loosen leaves the policy's value as it is. @internal */
export function tightened(
  one: Pick<PolicyField, "direction">,
  policy: number | null,
  wanted: number | null,
): { readonly value: number | null; readonly isTighter: boolean; readonly isLooser: boolean } {
  if (wanted === null || wanted === policy) return { value: policy, isTighter: false, isLooser: false };
  if (policy !== null && isLooser(one, wanted, policy)) return { value: policy, isTighter: false, isLooser: true };
  return { value: wanted, isTighter: true, isLooser: false };
}

/** Values the front matter chose looser than the default: named in the QC table, the statement and the manifest. */
export function loosened(
  policy: QcPolicy,
): readonly { readonly field: string; readonly value: number; readonly default: number }[] {
  const whole = policyFor(policy, null);
  return policyFields.flatMap((one) => {
    const byTarget = targetsIn(one, policy).flatMap((target) =>
      looserIn(one, `${one.field}.${target}`, policyFor(policy, target)),
    );
    return byTarget.length > 0 ? byTarget : looserIn(one, one.field, whole);
  });
}

/** Targets for which the field, or the one it follows, is given by target. */
const targetsIn = ({ field, follows }: PolicyField, policy: QcPolicy): readonly string[] => [
  ...new Set(
    [policy[field], follows === undefined ? undefined : policy[follows]].flatMap((one) =>
      isByTarget(one) ? Object.keys(one) : [],
    ),
  ),
];

function looserIn(one: PolicyField, field: string, policy: QcPolicy) {
  const value = numberOr(policy[one.field], null);
  const preset = defaultIn(one, policy);
  return value === null || preset === null || !isLooser(one, value, preset) ? [] : [{ field, value, default: preset }];
}

/** The default a threshold of a field is looser than; null where it is not. */
export function defaultBehind(field: string, threshold: number | null): number | null {
  const one = policyFields.find((other) => other.field === field);
  if (one === undefined || one.default === null || threshold === null) return null;
  return isLooser(one, threshold, one.default) ? one.default : null;
}

/** All thresholds that hold before any block tightens them, `required` among them: what the manifest records. */
export function policyRecord(
  mode: Mode,
  policy: QcPolicy,
): { readonly [field: string]: number | boolean | ByTarget | null } {
  const { required, thresholds } = effectivePolicy(mode, policy);
  const said = ({ field, follows, isSwitch }: PolicyField) => {
    const given = policy[field] ?? (follows === undefined ? undefined : policy[follows]);
    if (isByTarget(given)) return given;
    const { value } = thresholds[field];
    return isSwitch === true ? value !== null : value;
  };
  return { required, ...Object.fromEntries(policyFields.map((one) => [one.field, said(one)])) };
}

/**
 * What is wrong with `qc_policy`, from the document alone; option paths are those of the front matter.
 *
 * @param targets columns that the document predicts as numbers
 * @returns FS7201 unknown field, FS7202 not a number (or not true or false), FS7203 a number that cannot be, FS7204 beyond
 *     the floor, FS7205 `required: false` where gates always block, FS7211 a threshold for what is no target
 */
export function policyFindings(mode: Mode, policy: QcPolicy, targets: readonly string[] = []): readonly Remark[] {
  const known = ["required", ...policyFields.map(({ field }) => field)];
  return Object.entries(policy).flatMap(([field, value]): Remark[] => {
    const option = ["qc_policy", field];
    if (field === "required") return requiredFindings(mode, value);
    const one = policyFields.find((other) => other.field === field);
    if (one === undefined)
      return [{ code: "FS7201", facts: { field, allowed: known, suggestion: closest(field, known) }, option }];
    if (!isByTarget(value)) return valueFindings(one, value, option);
    const wanted = one.isSwitch === true ? "true or false" : "a number";
    if (!isOfTargets(one) || Object.keys(value).length === 0)
      return [{ code: "FS7202", facts: { field, value: "a mapping", wanted }, option }];
    return Object.entries(value).flatMap(([target, own]) =>
      targets.includes(target)
        ? valueFindings(one, own, [...option, target])
        : [
            {
              code: "FS7211",
              facts: { field, target, allowed: targets, suggestion: closest(target, targets) },
              option: [...option, target],
            },
          ],
    );
  });
}

/** Whether a field is about a number that is predicted: of the model gate those that have no default that would suit every product. */
const isOfTargets = ({ gate, default: preset }: PolicyField): boolean => gate === "model" && preset === null;

/**
 * What is wrong with the thresholds of a qc block; option paths are those of the block.
 *
 * @returns FS7203 as above; FS7207 looser than the policy; FS7208 a threshold of another gate
 */
export function blockFindings(
  gate: Gate,
  own: { readonly [field: string]: unknown },
  mode: Mode,
  policy: QcPolicy,
): readonly Remark[] {
  const { thresholds } = effectivePolicy(mode, policy);
  return policyFields.flatMap((one): Remark[] => {
    const { field } = one;
    const value = givenIn(one, own[field]);
    if (value === null) return [];
    const allowed = policyFields.filter((other) => other.gate === gate).map((other) => other.field);
    if (one.gate !== gate)
      return [{ code: "FS7208", facts: { field, gate, belongs: one.gate, allowed }, option: [field] }];
    const impossible = boundFindings(one, value, [field]);
    if (impossible.length > 0) return impossible;
    const { value: limit } = thresholds[field];
    if (!tightened(one, limit, value).isLooser) return [];
    return [{ code: "FS7207", facts: { field, value, policy: limit, bound: bounds[one.direction] }, option: [field] }];
  });
}

function requiredFindings(mode: Mode, value: QcPolicy[string]): Remark[] {
  const option = ["qc_policy", "required"];
  if (typeof value !== "boolean")
    return [
      {
        code: "FS7202",
        facts: { field: "required", value: isByTarget(value) ? "a mapping" : value, wanted: "true or false" },
        option,
      },
    ];
  return value || mode === "research" ? [] : [{ code: "FS7205", facts: { mode }, option }];
}

function valueFindings(one: PolicyField, value: number | boolean, option: readonly string[]): Remark[] {
  const { field, floor, direction } = one;
  if (one.isSwitch === true)
    return typeof value === "boolean"
      ? []
      : [{ code: "FS7202", facts: { field, value, wanted: "true or false" }, option }];
  if (typeof value !== "number") return [{ code: "FS7202", facts: { field, value, wanted: "a number" }, option }];
  const impossible = boundFindings(one, value, option);
  if (impossible.length > 0) return impossible;
  if (floor === null || !isLooser(one, value, floor)) return [];
  return [{ code: "FS7204", facts: { field, value, floor, bound: bounds[direction], default: one.default }, option }];
}

function boundFindings(one: PolicyField, value: number, option: readonly string[]): Remark[] {
  const {
    field,
    bounds: [low, high],
  } = one;
  if (value >= low && value <= high) return [];
  // A share above 1 is nearly always a percentage.
  const suggestion = low === 0 && high === 1 && value > 1 && value <= 100 ? value / 100 : null;
  const range = `${low === Number.NEGATIVE_INFINITY ? "any number" : low} to ${high === Number.POSITIVE_INFINITY ? "any" : high}`;
  return [{ code: "FS7203", facts: { field, value, range, meaning: fieldWords(one).meaning, suggestion }, option }];
}

export const isLooser = ({ direction }: Pick<PolicyField, "direction">, value: number, than: number): boolean =>
  direction === "min" ? value < than : value > than;

/** The number a document gives; of a switch 1 where it is on. What is off is as if it were not given. */
function givenIn({ isSwitch }: Pick<PolicyField, "isSwitch">, value: unknown): number | null {
  return isSwitch === true ? (value === true ? 1 : null) : numberOr(value, null);
}

const numberOr = <T>(value: unknown, otherwise: T): number | T => (typeof value === "number" ? value : otherwise);
