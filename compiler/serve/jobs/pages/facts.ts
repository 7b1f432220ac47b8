/** Facts: what is to be approved, laid flat as names and values, and in what it differs from what was approved last. */
import { join } from "node:path";
import type { Step } from "../../../../schemas/approval-words.ts";
import type { JobEvent } from "../../../../schemas/job.ts";
import { determinesIn, planDigest } from "../../../jobs/determines.ts";
import { bytesAt, jsonIn } from "../../../jobs/reading.ts";
import type { JobRecord } from "../../../jobs/record.ts";
import { lastRun } from "../../../jobs/state.ts";
import { digestOf, digestOfJson, hexOf } from "../../../store/digest.ts";
import type { Disk } from "../../../store/disk.ts";
import type { Remembering } from "../route.ts";
import { manifestOfRun } from "../run-files.ts";

export type Facts = ReadonlyMap<string, string>;

/** What lies in a job for a step now, with the digest by which it is approved; null where it is not there. */
export interface Told {
  readonly facts: Facts;
  readonly digest: string;
}

/** Leaves of a value by where they stand, as in `steps 1 window`; lists of plain values are one. */
export function leaves(value: unknown, at = ""): readonly (readonly [string, string])[] {
  const isPlain = (one: unknown): boolean => one === null || typeof one !== "object";
  if (isPlain(value)) return [[at, String(value)]];
  if (Array.isArray(value))
    return value.every(isPlain)
      ? [[at, value.length === 0 ? "none" : value.map(String).join(", ")]]
      : value.flatMap((one, k) => leaves(one, `${at} ${k + 1}`.trim()));
  return Object.entries(value as object).flatMap(([name, one]) => leaves(one, `${at} ${name}`.trim()));
}

const short = (digest: string): string => hexOf(digest).slice(0, 12);

export function toldFor(step: Step, record: JobRecord, disk: Disk): Told | null {
  switch (step) {
    case "plan":
      return planTold(record, disk);
    case "preview":
    case "candidates": {
      const bytes = bytesAt(disk, join(record.folder, `outputs/${step}.json`));
      return bytes === null ? null : { facts: new Map(leaves(jsonIn(bytes))), digest: digestOf(bytes) };
    }
    case "study": {
      const study = record.policy?.study;
      return study === undefined ? null : { facts: new Map(leaves(study)), digest: digestOfJson(study) };
    }
    case "protocol":
      return {
        facts: new Map([["document", short(record.spec.document.sha256)]]),
        digest: record.spec.document.sha256,
      };
    case "lockbox":
    case "release":
      return runTold(record, disk);
  }
}

function planTold({ folder, spec }: JobRecord, disk: Disk): Told | null {
  const bytes = bytesAt(disk, join(folder, "outputs/plan.json"));
  const determines = bytes === null ? null : determinesIn(jsonIn(bytes));
  if (determines === null) return null;
  const facts = new Map<string, string>([
    ["document", `${spec.document.path}, ${short(spec.document.sha256)}`],
    ...spec.inputs.map(
      ({ name, path, sha256, size_bytes }) =>
        [`input ${name ?? path}`, `${path}, ${size_bytes} bytes, ${short(sha256)}`] as const,
    ),
    ...spec.settings.map(({ key, value }) => [`typed ${key}`, value] as const),
    ...determines.blocks.flatMap(({ id, kind, implementation, methods, options, settings, seed, inputs }) =>
      [
        ["is a block of kind", kind],
        ...leaves(options),
        ...leaves(settings),
        ...(seed === undefined || seed === null ? [] : [["seed", String(seed)]]),
        ...inputs.map(({ value, block }) => [`takes ${value} from`, block]),
        ["is computed by program", short(digestOfJson([implementation, methods]))],
      ].map(([name, value]) => [`${id}: ${name}`, value] as const),
    ),
  ]);
  return { facts, digest: planDigest(determines) };
}

/** Digests of what blocks gave, and what gates said. */
function runTold(record: JobRecord, disk: Disk): Told | null {
  const run = lastRun(record.events);
  const manifest = run === null ? null : manifestOfRun(record, run.run_id, disk);
  if (run === null || manifest === null || manifest.content_digest !== run.content_digest) return null;
  const facts = new Map<string, string>([
    ...manifest.gates.map(({ gate, block, status }) => [`gate ${gate} (${block})`, status] as const),
    ...manifest.blocks.flatMap(({ id, result, results }) => [
      [`${id}: result`, result] as const,
      ...(results === null ? [] : [[`${id}: numbers, by their digest`, short(results)] as const]),
    ]),
  ]);
  return { facts, digest: run.content_digest };
}

/** What was approved last for the same step of the same document. */
export interface LastApproved {
  readonly record: JobRecord;
  readonly event: JobEvent;
  /** Null where what lies there is not what was approved. */
  readonly told: Told | null;
}

export function lastApproved(step: Step, record: JobRecord, { approved, world }: Remembering): LastApproved | null {
  const last = approved.last(step, record.spec.document.path);
  if (last === null) return null;
  const told = toldFor(step, last.record, world.disk);
  return { ...last, told: step !== "lockbox" && told?.digest !== last.event.about?.digest ? null : told };
}

/** A fact that is another one now; null where it was not there, or is no more. */
export interface Change {
  readonly name: string;
  readonly before: string | null;
  readonly now: string | null;
}

export function changes(before: Facts, now: Facts): readonly Change[] {
  const names = new Set([...now.keys(), ...before.keys()]);
  return [...names].flatMap((name) => {
    const [was, is] = [before.get(name) ?? null, now.get(name) ?? null];
    return was === is ? [] : [{ name, before: was, now: is }];
  });
}
