/** Targets: the columns of a data block that are predicted, one model each, and what each is called. */
import type { Json } from "../../schemas/plain-json.ts";
import type { Variant } from "../contract/kind.ts";
import type { Remark } from "../contract/refusal.ts";
import { type DocumentOptions, mostTargets } from "./options.ts";

interface Target {
  readonly name: string;
  readonly unit?: string;
}

type Declared = Pick<DocumentOptions, "targets" | "unit">;

/** In the order of the document; none where it declares no `targets`. */
export function targetsOf({ targets, unit }: Declared): readonly Target[] {
  if (targets === undefined) return [];
  if (Array.isArray(targets)) return targets.map((name) => ({ name, unit }));
  return Object.entries(targets).map(([name, own]) => ({ name, unit: own.unit ?? unit }));
}

/** What stands behind the point in ids: the column, `_` for all but letters, digits and `-`. */
const keyOf = (name: string): string => name.replaceAll(/[^A-Za-z0-9-]/g, "_");

/** The block for each target: the same with this one alone. */
export const variantsOf = (options: DocumentOptions): readonly Variant[] =>
  targetsOf(options).map(({ name, unit }) => {
    const { targets: _, unit: _unit, ...rest } = options;
    const own = unit === undefined ? {} : { unit };
    return { key: keyOf(name), name, options: { ...rest, targets: { [name]: own } } as Json };
  });

/** FS2370 to FS2372: what the document alone shows to be wrong. */
export function targetsRemarks(options: DocumentOptions): Remark[] {
  const targets = targetsOf(options);
  const keys = targets.map(({ name }) => keyOf(name));
  const clash = keys.findIndex((key, i) => key === "targets" || keys.indexOf(key) < i);
  return [
    ...(options.targets !== undefined && options.target !== undefined
      ? [{ code: "FS2370", facts: { target: options.target }, option: ["targets"] }]
      : []),
    ...(clash === -1
      ? []
      : [{ code: "FS2371", facts: { column: targets[clash].name, key: keys[clash] }, option: ["targets"] }]),
    ...(targets.length > mostTargets || (options.targets !== undefined && targets.length === 0)
      ? [{ code: "FS2372", facts: { found: targets.length, limit: mostTargets }, option: ["targets"] }]
      : []),
  ];
}
