/** Outcomes: how gates, blocks and findings of two runs differ. */

import { own } from "../../schemas/dictionary.ts";
import type { Diff } from "../../schemas/diff.ts";
import { isRecord } from "../../schemas/is-record.ts";
import { memberOf, type Side } from "./side.ts";

type Passes = Diff["gates"][number]["before"];

/** Checks whose verdict is another; of a check that is new or gone the other side is null. */
export function gatesBetween(before: Side, after: Side): Diff["gates"] {
  const [older, newer] = [checksOf(before), checksOf(after)];
  return [...new Set([...newer.keys(), ...older.keys()])].flatMap((key) => {
    const [was, is] = [older.get(key) ?? null, newer.get(key) ?? null];
    const [gate, check] = JSON.parse(key) as [string, string];
    return was === is ? [] : [{ gate, check, before: was, after: is }];
  });
}

/** By gate and check; of several models by `check of model`, as the gate's file keys them. */
function checksOf(side: Side): ReadonlyMap<string, Passes> {
  const found = new Map<string, Passes>();
  for (const { gate, report } of side.manifest.gates) {
    for (const { of, checks } of verdictsIn(memberOf(side, report)))
      for (const [check, said] of Object.entries(checks)) {
        if (!isRecord(said)) continue;
        const name = of === null ? check : `${check} of ${of}`;
        found.set(JSON.stringify([gate, name]), said.pass === true ? "pass" : said.pass === false ? "fail" : "na");
      }
  }
  return found;
}

interface Verdict {
  readonly of: string | null;
  readonly checks: { readonly [id: string]: unknown };
}

function verdictsIn(report: unknown): readonly Verdict[] {
  if (!isRecord(report)) return [];
  if (isRecord(report.checks)) return [{ of: typeof report.of === "string" ? report.of : null, checks: report.checks }];
  return Object.entries(report).flatMap(([key, inside]) =>
    isRecord(inside) ? verdictsIn(inside).map((one) => ({ ...one, of: one.of ?? key })) : [],
  );
}

/** Every block of both, in the order of the newer run. Keys and durations are no difference: only what came out is. */
export function blocksBetween({ manifest: older }: Side, { manifest: newer }: Side): Diff["blocks"] {
  const then = new Map(older.blocks.map((block) => [block.id, block]));
  const now = new Map(newer.blocks.map((block) => [block.id, block]));
  return [...new Set([...now.keys(), ...then.keys()])].map((id) => {
    const [was, is] = [then.get(id), now.get(id)];
    const [a, b] = [was?.artifacts ?? {}, is?.artifacts ?? {}];
    const files = [...new Set([...Object.keys(a), ...Object.keys(b)])]
      .filter((path) => own(a, path) !== own(b, path))
      .sort();
    if (was === undefined) return { id, state: "added" as const, files };
    if (is === undefined) return { id, state: "removed" as const, files };
    const isSame = files.length === 0 && was.results === is.results && was.result === is.result;
    return { id, state: isSame ? ("same" as const) : ("changed" as const), files };
  });
}

type Told = Diff["findings"]["added"][number];

/** By code, block and sentence; how many of one there are does not matter. */
export function findingsBetween(before: Side, after: Side): Diff["findings"] {
  const [older, newer] = [findingsOf(before), findingsOf(after)];
  return {
    added: [...newer].filter(([key]) => !older.has(key)).map(([, told]) => told),
    removed: [...older].filter(([key]) => !newer.has(key)).map(([, told]) => told),
  };
}

function findingsOf(side: Side): ReadonlyMap<string, Told> {
  const said = memberOf(side, "report.json", "findings");
  const found = new Map<string, Told>();
  for (const one of Array.isArray(said) ? said : []) {
    if (!isRecord(one)) continue;
    const block = typeof one.block === "string" ? one.block : null;
    const told = { code: String(one.code), block, message: String(one.message) };
    found.set(JSON.stringify(told), told);
  }
  return found;
}
