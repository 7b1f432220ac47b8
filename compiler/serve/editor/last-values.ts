/** Last values: what a path of the text came to when its document last ran, and whether that still holds of the text as it stands. */
import { registry } from "../../../blocks/registry.ts";
import { own } from "../../../schemas/dictionary.ts";
import { isRecord } from "../../../schemas/is-record.ts";
import type { Json } from "../../../schemas/plain-json.ts";
import { jsonIn } from "../../compile/past-runs.ts";
import { runsOfDocument } from "../../compile/run-address.ts";
import { parseInline } from "../../document/path.ts";
import type { Decision } from "../../plan/decide.ts";
import { type ReadValue, readValue } from "../../render/fill.ts";
import type { Disk } from "../../store/disk.ts";

/** The newest run of a document that has results. */
export interface LastRun {
  readonly runId: string;
  /** By block id. */
  readonly blocks: {
    readonly [id: string]: { readonly kind: string; readonly key: string | null; readonly values: Json };
  };
}

/** What compile would do with each block now, by id; null of a text that cannot run. */
export type Decisions = ReadonlyMap<string, Decision> | null;

/** A path of the text, and what is known of it. */
export interface LastValue extends ReadValue {
  /** `model.rmsecv` as it is written, without its format. */
  readonly path: string;
  /** Of the path, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
  /** Behind the closing mark. */
  readonly behind: number;
  readonly runId: string;
  /** Why the value need not be that of the text as it stands; null where it is. */
  readonly stale: string | null;
}

/** Reads the newest run of a document; one that was read is not read again. */
export function lastRuns(disk: Disk): (document: string) => LastRun | null {
  const read = new Map<string, LastRun | null>();
  return (document) => {
    const run = runsOfDocument(disk, document).at(-1);
    if (run === undefined) return null;
    const known = read.get(run.path);
    if (known !== undefined) return known;
    const found = lastRunIn(disk, run.path, run.runId);
    read.set(run.path, found);
    return found;
  };
}

function lastRunIn(disk: Disk, folder: string, runId: string): LastRun | null {
  const results = jsonIn(disk, folder, "report.json")?.results;
  if (!isRecord(results)) return null;
  const blocks = Object.entries(results).flatMap(([id, one]) => {
    if (!isRecord(one) || typeof one.kind !== "string") return [];
    const key = typeof one.key === "string" ? one.key : null;
    return [[id, { kind: one.kind, key, values: (one.values ?? null) as Json }] as const];
  });
  return { runId, blocks: Object.fromEntries(blocks) };
}

/** Every path in the text of which the last run has a value, between two offsets. */
export function lastValuesIn(
  text: string,
  run: LastRun,
  decisions: Decisions,
  from = 0,
  to = text.length,
): readonly LastValue[] {
  const found: LastValue[] = [];
  for (const { index, 0: whole, 1: inside } of text.matchAll(/`= ([^`\r\n]+)`/g)) {
    if (index + whole.length < from || index > to) continue;
    const parsed = parseInline(inside);
    if ("what" in parsed) continue;
    const [id, ...path] = parsed.path;
    const block = own(run.blocks, id);
    const kind = own(registry.kinds, block?.kind ?? "");
    if (block === undefined || kind === undefined || path.length === 0) continue;
    const value = readValue(kind, block.values, path, parsed.format);
    if (value.text === null) continue;
    const start = index + "`= ".length;
    const written = inside.replace(/\s*(?::[^\]"']*)?$/, "");
    found.push({
      ...value,
      path: written,
      start,
      end: start + written.length,
      behind: index + whole.length,
      runId: run.runId,
      stale: staleness(id, block.key, decisions),
    });
  }
  return found;
}

/** A block that would come from the same key has the same results, whether the store still holds them or not. */
function staleness(id: string, key: string | null, decisions: Decisions): string | null {
  if (decisions === null) return "the text cannot run as it stands";
  const now = decisions.get(id);
  if (now === undefined) return "the text has no such block any more";
  if (now.key !== null && now.key === key) return null;
  return now.key === null
    ? now.why
    : `it would ${now.action === "reuse" ? "come from another result" : "run anew"}: ${now.why}`;
}
