/** Loosened: what a run asks less of data, models and their validation than the one before it. */

import { own } from "../../schemas/dictionary.ts";
import type { Diff } from "../../schemas/diff.ts";
import { isRecord } from "../../schemas/is-record.ts";
import type { Json } from "../../schemas/plain-json.ts";
import { rulesOf } from "../verify/thresholds.ts";
import { blocksOf, isSame, settingsOf } from "./asked.ts";
import type { Side } from "./side.ts";

type Loosened = Diff["loosened"][number];

export function loosenedBetween(before: Side, after: Side): readonly Loosened[] {
  return [
    ...modeOf(before, after),
    ...policyOf(before, after),
    ...settingsBetween(before, after),
    ...schemesOf(before, after),
    ...blocksBetween(before, after),
  ];
}

/** From the one that asks most. */
const modes = ["regulatory", "monitoring", "research"];

function modeOf({ manifest: older }: Side, { manifest: newer }: Side): readonly Loosened[] {
  const isLooser = modes.indexOf(newer.mode) > modes.indexOf(older.mode);
  return isLooser ? [{ field: "mode", before: older.mode, after: newer.mode }] : [];
}

const limits: ReadonlyMap<string, "min" | "max"> = new Map(
  rulesOf(1).flatMap(({ field, limit, lower }): readonly (readonly [string, "min" | "max"])[] => [
    ...(field === null ? [] : ([[field, limit]] as const)),
    ...(lower === null ? [] : ([[lower.field, "min"]] as const)),
  ]),
);

/** Thresholds as they held in each run, what the mode and the defaults give among them. */
function policyOf({ manifest: older }: Side, { manifest: newer }: Side): readonly Loosened[] {
  const [then, now] = [older.policy.effective, newer.policy.effective];
  const thresholds = Object.keys(then).filter((field) => isLooser(field, own(then, field), own(now, field) ?? null));
  const required = then.required === true && now.required === false ? ["required"] : [];
  return [...required, ...thresholds].map((field) => ({
    field: `qc_policy.${field}`,
    before: own(then, field) ?? null,
    after: own(now, field) ?? null,
  }));
}

/** Of a mapping by target each target is held to its own. A test that is no longer made, a threshold that is not there any more, is looser. */
function isLooser(field: string, before: unknown, after: unknown): boolean {
  const limit = limits.get(field);
  if (limit === undefined) return false;
  if (isRecord(before) || isRecord(after)) {
    const of = (value: unknown, target: string): unknown => (isRecord(value) ? (own(value, target) ?? null) : value);
    const targets = [before, after].flatMap((value) => (isRecord(value) ? Object.keys(value) : []));
    return targets.some((target) => isLooser(field, of(before, target), of(after, target)));
  }
  if (typeof before === "boolean") return before && after !== true;
  if (typeof before !== "number") return false;
  if (typeof after !== "number") return true;
  return limit === "min" ? after < before : after > before;
}

/** Fields of the front matter, and what was typed. */
function settingsBetween(before: Side, after: Side): readonly Loosened[] {
  const [then, now] = [settingsOf(before), settingsOf(after)];
  const told = (field: string): Loosened => ({ field, before: json(own(then, field)), after: json(own(now, field)) });
  const more = listOf(now.approved_models).filter((name) => !listOf(then.approved_models).includes(name));
  return [
    ...(now.qc_override !== undefined && then.qc_override === undefined ? [told("qc_override")] : []),
    ...(then.allow_cli_override === false && now.allow_cli_override !== false ? [told("allow_cli_override")] : []),
    ...(Array.isArray(then.approved_models) && more.length > 0 ? [told("approved_models")] : []),
  ];
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const json = (value: unknown): Json => (value === undefined ? null : (value as Json));

/** What the folds keep together, from the most that is kept. */
const separated = ["batch", "segment", "group", "sample", "spectrum", "none"];

/** Of each model what its folds separate by, as the folds themselves say it. */
function schemesOf(before: Side, after: Side): readonly Loosened[] {
  return before.models.flatMap((older) => {
    const newer = after.models.find(({ block }) => block === older.block);
    if (newer === undefined) return [];
    const [was, is] = [older, newer].map(({ folds: [first] }) => ({
      scheme: first?.scheme ?? "none",
      unit: first?.unit ?? "none",
    }));
    const isLess = separated.indexOf(is.unit) > separated.indexOf(was.unit);
    return isLess ? [{ field: `${older.block}.scheme`, before: was.scheme, after: is.scheme }] : [];
  });
}

/** An option of a block, and whether one value of it asks less than another. */
interface Rule {
  readonly kind: string;
  readonly path: readonly string[];
  readonly isLooser: (before: unknown, after: unknown) => boolean;
}

const larger = (before: unknown, after: unknown): boolean =>
  typeof before === "number" && typeof after === "number" && after > before;
const oneOf =
  (strictFirst: readonly string[], usual: string) =>
  (before: unknown, after: unknown): boolean => {
    const place = (value: unknown): number => strictFirst.indexOf(typeof value === "string" ? value : usual);
    return place(after) > place(before);
  };
const dropped = (before: unknown, after: unknown): boolean => isAsked(before) && !isAsked(after);
const isAsked = (value: unknown): boolean => value !== undefined && value !== null && value !== false;
const longer = (before: unknown, after: unknown): boolean =>
  listOf(after).some((one) => !listOf(before).some((other) => isSame(one, other)));

const rules: readonly Rule[] = [
  { kind: "data", path: ["duplicates"], isLooser: oneOf(["refuse", "drop", "keep"], "keep") },
  { kind: "data", path: ["missing"], isLooser: oneOf(["refuse", "drop", "interpolate"], "refuse") },
  { kind: "data", path: ["exclude"], isLooser: longer },
  { kind: "data", path: ["design", "accept"], isLooser: longer },
  { kind: "data", path: ["test"], isLooser: dropped },
  { kind: "data", path: ["batch"], isLooser: dropped },
  { kind: "data", path: ["group"], isLooser: dropped },
  { kind: "data", path: ["sample"], isLooser: dropped },
  { kind: "model", path: ["validate"], isLooser: dropped },
  { kind: "trust", path: ["conformal"], isLooser: dropped },
  { kind: "trust", path: ["conformal", "alpha"], isLooser: larger },
  { kind: "trust", path: ["calibration"], isLooser: dropped },
  { kind: "trust", path: ["abstention"], isLooser: dropped },
  { kind: "trust", path: ["abstention", "target_risk"], isLooser: larger },
];

/** Kinds whose absence leaves something unchecked. */
const checking: ReadonlySet<string> = new Set(["qc", "trust"]);

function blocksBetween(before: Side, after: Side): readonly Loosened[] {
  const [older, newer] = [blocksOf(before), blocksOf(after)];
  return [...older].flatMap(([id, options]) => {
    const now = newer.get(id);
    const kind = String(options.kind);
    if (now === undefined) return checking.has(kind) ? [{ field: id, before: kind, after: null }] : [];
    const told = rules
      .filter((rule) => rule.kind === kind)
      .flatMap(({ path, isLooser }) => {
        const [was, is] = [at(options, path), at(now, path)];
        return isLooser(was, is) ? [{ field: [id, ...path].join("."), before: json(was), after: json(is) }] : [];
      });
    const thresholds =
      kind === "qc" ? Object.keys(options).filter((name) => isLooser(name, own(options, name), own(now, name))) : [];
    return [
      ...told,
      ...thresholds.map((name) => ({
        field: `${id}.${name}`,
        before: json(own(options, name)),
        after: json(own(now, name)),
      })),
    ];
  });
}

function at(value: unknown, [name, ...rest]: readonly string[]): unknown {
  const inside = isRecord(value) ? own(value, name) : undefined;
  return rest.length === 0 ? inside : at(inside, rest);
}
