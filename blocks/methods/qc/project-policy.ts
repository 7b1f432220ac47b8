/** Project policy: thresholds below which no document of a project goes; what one does not say itself is at least as strict. */
import { own } from "../../../schemas/dictionary.ts";
import { isByTarget } from "../../contract/by-target.ts";
import type { Remark } from "../../contract/refusal.ts";
import type { ByTarget } from "../../contract/running.ts";
import { isLooser, type QcPolicy } from "./policy.ts";
import { type PolicyField, policyFields } from "./policy-fields.ts";
import { bounds } from "./words.ts";

/** What a project says: never by target, since it speaks of every document. */
export interface ProjectPolicy {
  readonly [field: string]: number | boolean;
}

export interface UnderProject {
  /** What the document says, and where it says nothing what is the stricter of the default and the project's. */
  readonly policy: QcPolicy;
  /** The fields that the project gave. */
  readonly given: readonly string[];
  /** FS1164: what the document says and may not; option paths are those of its front matter. */
  readonly remarks: readonly Remark[];
}

export function underProject(project: ProjectPolicy, document: QcPolicy): UnderProject {
  const policy = new Map(Object.entries(document));
  const given: string[] = [];
  const remarks: Remark[] = [];
  if (project.required === true && document.required === false) remarks.push(beyond("required", false, "true"));
  if (project.required === true && document.required === undefined) give("required", true);
  for (const one of policyFields) {
    const least = numberOf(own(project, one.field));
    if (least === null || (one.isSwitch === true && least === 0)) continue;
    const written = own(document, one.field);
    if (written !== undefined) remarks.push(...looserThan(one, least, written));
    else {
      const stricter = stricterThanUsual(one, least, policy);
      if (stricter !== null) give(one.field, stricter);
    }
  }
  return { policy: Object.fromEntries(policy), given, remarks };

  function give(field: string, value: QcPolicy[string]): void {
    policy.set(field, value);
    given.push(field);
  }
}

/** What holds where a document says nothing of a field; null where what would hold without a project is as strict. */
function stricterThanUsual(one: PolicyField, least: number, policy: ReadonlyMap<string, QcPolicy[string]>) {
  if (one.isSwitch === true) return true;
  const led = one.follows === undefined ? undefined : policy.get(one.follows);
  const stricter = (usual: number | null) => (usual === null || isLooser(one, usual, least) ? least : usual);
  if (isByTarget(led))
    return Object.fromEntries(Object.entries(led).map(([target, value]) => [target, stricter(numberOf(value))]));
  const usual = numberOf(led) ?? one.default;
  return usual !== null && !isLooser(one, usual, least) ? null : least;
}

function looserThan(one: PolicyField, least: number, written: number | boolean | ByTarget): readonly Remark[] {
  const wanted = one.isSwitch === true ? "true" : `${bounds[one.direction]} ${least}`;
  const told = (value: number | boolean, ...target: readonly string[]): readonly Remark[] => {
    const number = numberOf(value);
    const isBeyond = one.isSwitch === true ? number === 0 : number !== null && isLooser(one, number, least);
    return isBeyond ? [beyond(one.field, value, wanted, target)] : [];
  };
  return isByTarget(written)
    ? Object.entries(written).flatMap(([target, value]) => told(value, target))
    : told(written);
}

const beyond = (
  field: string,
  value: number | boolean,
  wanted: string,
  target: readonly string[] = [],
  who = "this project",
): Remark => ({ code: "FS1164", facts: { field, value, wanted, who }, option: ["qc_policy", field, ...target] });

/** FS1164: what a project sets looser than any document may choose, so that it says nothing. */
export const projectFindings = (project: ProjectPolicy): readonly Remark[] =>
  policyFields.flatMap((one) => {
    const value = numberOf(own(project, one.field));
    if (value === null || one.floor === null || one.isSwitch === true || !isLooser(one, value, one.floor)) return [];
    return [beyond(one.field, value, `${bounds[one.direction]} ${one.floor}`, [], "FoodSpec")];
  });

/** Of a switch 1 where it is on, 0 where it is off. */
const numberOf = (value: unknown): number | null =>
  typeof value === "number" ? value : typeof value === "boolean" ? Number(value) : null;
