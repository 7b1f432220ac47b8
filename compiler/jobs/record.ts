/** Record: the events of a job, read whole and checked link by link, or not at all; and how one more is added. */
import { join } from "node:path";
import type { Step } from "../../schemas/approval-words.ts";
import { asked } from "../../schemas/asked.ts";
import {
  type Actor,
  type EventType,
  type JobEvent,
  type JobPolicy,
  type JobSpec,
  jobEventSchema,
  jobSpecSchema,
  policyRefSchema,
  type Said,
} from "../../schemas/job.ts";
import { isoTime } from "../compile/clock.ts";
import type { World } from "../compile/world.ts";
import { finding } from "../diagnostics/build.ts";
import type { Finding } from "../diagnostics/finding.ts";
import { canonicalJson } from "../store/canonical.ts";
import { digestOf, digestOfJson, hexOf } from "../store/digest.ts";
import { type Disk, entriesIn } from "../store/disk.ts";
import { temporaryName, temporaryPattern } from "../store/files.ts";
import { jsonText } from "../store/json-text.ts";
import { courseOf } from "./course.ts";
import { mayFollow } from "./may-follow.ts";
import { type Course, next } from "./next.ts";
import { refreshOutputs } from "./outputs.ts";
import { bytesAt, holds, jsonIn } from "./reading.ts";

/** A job as its folder has it, every event of it linked to the one before. */
export interface JobRecord {
  readonly id: string;
  /** Absolute. */
  readonly folder: string;
  readonly spec: JobSpec;
  /** Null of an idea. */
  readonly policy: JobPolicy | null;
  readonly course: Course;
  readonly events: readonly JobEvent[];
  /** Digest of the last event; of the specification where there is none. */
  readonly head: string;
}

/** What somebody wants to add. */
export interface Draft<T extends EventType = EventType> {
  readonly type: T;
  readonly step?: Step | null;
  readonly actor: Actor;
  readonly note?: string | null;
  readonly about?: JobEvent["about"];
  readonly data: Said<T>;
}

/** `{ type: "DONE", … }`, its data of the kind of its type. */
export type AnyDraft = { [T in EventType]: Draft<T> }[EventType];

/** Reads a job. FS9402 where a file of its record is missing, torn, changed or out of order. */
export function readRecord(folder: string, id: string, disk: Disk): JobRecord | Finding {
  const wrong = (file: string, problem: string): Finding => finding("FS9402", null, { job: id, file, problem });
  const specBytes = bytesAt(disk, join(folder, "job_spec.json"));
  const spec = specBytes === null ? null : asked(jobSpecSchema, jsonIn(specBytes));
  if (specBytes === null || spec === null || !spec.success)
    return wrong("job_spec.json", "is missing or not the form of one");
  if (idOf(spec.data) !== id || !holds(specBytes, canonicalJson(spec.data)))
    return wrong("job_spec.json", "is not the one by which the job is named");
  const policy = policyIn(folder, spec.data, disk);
  if (policy === undefined) return wrong("outputs/policy_ref.json", "is not the policy that job_spec.json names");
  const course = courseOf(spec.data, policy);
  const events: JobEvent[] = [];
  let head = digestOf(specBytes);
  for (const { name, kind } of entriesIn(disk, join(folder, "events"))) {
    // What a writer has not ended.
    if (temporaryPattern.test(name)) continue;
    const file = `events/${name}`;
    if (name !== eventName(events.length + 1))
      return wrong(file, `stands where ${eventName(events.length + 1)} should`);
    const bytes = kind === "file" ? disk.read(join(folder, file)) : new Uint8Array();
    const found = jsonIn(bytes);
    if (versionOf(found) > 1) return wrong(file, "was written by a newer version of the program");
    const event = asked(jobEventSchema, found);
    // The bytes too: of the last event no other holds the digest.
    if (!event.success || !holds(bytes, jsonText(found))) return wrong(file, "is not the form of an event");
    // With its members in the order of the file: its text is the file's.
    const data = found as JobEvent;
    if (data.job_id !== id || data.seq !== events.length + 1) return wrong(file, "is an event of another place");
    if (data.previous !== head) return wrong(file, "does not name the digest of what stands before it");
    const digest = data.about?.digest ?? null;
    if (!mayFollow(course, events, { ...data, digest }, chosenOf(data)))
      return wrong(file, `holds ${data.type}, which cannot follow what stands before it`);
    events.push(data);
    head = digestOf(bytes);
  }
  return { id, folder, spec: spec.data, policy, course, events, head };
}

/** Which job a study chose stands in the record of its root; a candidate's DONE may follow either way. */
const chosenOf = (event: JobEvent): string | undefined =>
  event.type === "SEQUEL_COMPLETED"
    ? event.job_id
    : event.type === "DONE"
      ? (event.data.chosen ?? undefined)
      : undefined;

/** The id of a job: of its specification, first 12 hexadecimal digits of its SHA-256. */
export const idOf = (spec: JobSpec): string => hexOf(digestOfJson(spec)).slice(0, 12);

export const eventName = (seq: number): string => `${String(seq).padStart(8, "0")}.json`;

/** Undefined where it is missing or another than the specification names. */
function policyIn(folder: string, { policy_id }: JobSpec, disk: Disk): JobPolicy | null | undefined {
  if (policy_id === null) return null;
  const bytes = bytesAt(disk, join(folder, "outputs/policy_ref.json"));
  const found = bytes === null ? null : asked(policyRefSchema, jsonIn(bytes));
  if (found === null || !found.success) return undefined;
  const { policy } = found.data;
  const isWhole = bytes !== null && holds(bytes, jsonText(jsonIn(bytes)));
  return isWhole && found.data.policy_id === policy_id && digestOfJson(policy) === policy_id ? policy : undefined;
}

/**
 * Adds an event behind what stands there. `decide` is asked again where somebody else was quicker: it sees what came between.
 *
 * @returns the event, or why it was not written: FS1183 where the job's state forbids it, FS1185, FS9402, or what `decide` finds
 */
export function append(
  folder: string,
  id: string,
  decide: (record: JobRecord) => AnyDraft | Finding,
  world: Pick<World, "disk" | "now">,
): JobEvent | Finding {
  for (;;) {
    const record = readRecord(folder, id, world.disk);
    if ("code" in record) return record;
    const draft = decide(record);
    if ("code" in draft) return draft;
    const event = eventOf(record, draft, world);
    const proposed = { ...event, digest: event.about?.digest ?? null };
    if (!mayFollow(record.course, record.events, proposed, chosenOf(event))) return forbidden(record, event.type);
    const added = linked(record, event, world.disk);
    if (added !== "taken") return added;
  }
}

export function eventOf(
  { id, events, head }: Pick<JobRecord, "id" | "events" | "head">,
  { type, step = null, actor, note = null, about = null, data }: AnyDraft,
  { now }: Pick<World, "now">,
): JobEvent {
  const common = { schema_version: 1, job_id: id, seq: events.length + 1, type, step, time: isoTime(now()) } as const;
  return { ...common, actor, note, about, data, previous: head } as JobEvent;
}

/** FS1183. */
export function forbidden({ id, course, events }: JobRecord, type: EventType): Finding {
  const state = events.at(-1)?.type ?? "not submitted";
  const following = next(course, events);
  const now =
    "end" in following
      ? `it ended with ${following.end}`
      : "wait" in following
        ? `it waits for ${following.wait}`
        : `it stands at ${state}`;
  return finding("FS1183", null, { job: id, event: type, now });
}

/** A hard link is made whole or not at all: an event that has its number is complete, and no two have one number. */
function linked({ folder, id, events: before }: JobRecord, event: JobEvent, disk: Disk): JobEvent | Finding | "taken" {
  const events = join(folder, "events");
  const temporary = join(events, temporaryName(process.pid));
  try {
    disk.writeInPlace(temporary, jsonText(event));
    if (!disk.hardLink(temporary, join(events, eventName(event.seq)))) return "taken";
    disk.syncFolder(events);
    // Its head holds the digest of the last event, which no other event has yet.
    refreshOutputs({ folder, events: [...before, event] }, disk);
    return event;
  } catch (error) {
    if (!isWithoutLinks(error)) throw error;
    return finding("FS1185", null, { job: id });
  } finally {
    disk.remove(temporary);
  }
}

/** What file systems say that have no hard links. @see link(2) */
export const isWithoutLinks = (error: unknown): boolean =>
  ["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK"].includes((error as NodeJS.ErrnoException).code ?? "") &&
  ((error as NodeJS.ErrnoException).syscall ?? "link") === "link";

function versionOf(value: unknown): number {
  const version = (value as { readonly schema_version?: unknown } | null)?.schema_version;
  return typeof version === "number" ? version : 0;
}
