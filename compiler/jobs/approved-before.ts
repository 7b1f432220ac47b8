/** Approved before: which job had a step of a document approved last, without reading every record again each time somebody looks. */
import { join } from "node:path";
import type { Step } from "../../schemas/approval-words.ts";
import { isRecord } from "../../schemas/is-record.ts";
import type { JobEvent } from "../../schemas/job.ts";
import { type Disk, namesIn } from "../store/disk.ts";
import { jobIds, type Places } from "./places.ts";
import { bytesAt, jsonIn } from "./reading.ts";
import { type JobRecord, readRecord } from "./record.ts";

export interface ApprovedBefore {
  /** Null where no job of the document (its path from the root) has that step approved. The record is read anew. */
  last(step: Step, path: string): { readonly record: JobRecord; readonly event: JobEvent } | null;
}

/** What was seen of a job: its specification never changes, and its record only grows. */
interface Seen {
  readonly path: string | null;
  /** Files among its events; −1 before they were read. */
  readonly count: number;
  readonly approved: ReadonlyMap<Step, JobEvent>;
}

/** What is remembered says only where to look: what is told is read from the record of that job, whole. */
export function approvedBefore(places: Places, disk: Disk): ApprovedBefore {
  const seen = new Map<string, Seen>();
  const eventsOf = (id: string) => namesIn(disk, join(places.job(id), "events")).length;
  function lookedAt(id: string, path: string): Seen {
    const before = seen.get(id) ?? { path: pathOf(places.job(id), disk), count: -1, approved: new Map() };
    const count = before.path === path ? eventsOf(id) : before.count;
    const now = count === before.count ? before : { ...before, count, approved: approvedIn(id, places, disk) };
    seen.set(id, now);
    return now;
  }
  return {
    last(step, path) {
      let best: { readonly id: string; readonly time: string } | null = null;
      for (const id of jobIds(places, disk)) {
        const one = lookedAt(id, path);
        const event = one.path === path ? one.approved.get(step) : undefined;
        if (event !== undefined && (best === null || event.time > best.time)) best = { id, time: event.time };
      }
      const record = best === null ? null : readRecord(places.job(best.id), best.id, disk);
      if (record === null || "code" in record) return null;
      const event = approvals(record).get(step);
      return event === undefined ? null : { record, event };
    },
  };
}

function pathOf(folder: string, disk: Disk): string | null {
  const bytes = bytesAt(disk, join(folder, "job_spec.json"));
  const spec = bytes === null ? null : jsonIn(bytes);
  return isRecord(spec) && isRecord(spec.document) && typeof spec.document.path === "string"
    ? spec.document.path
    : null;
}

/** Of a record that is not whole: none. */
function approvedIn(id: string, places: Places, disk: Disk): ReadonlyMap<Step, JobEvent> {
  const record = readRecord(places.job(id), id, disk);
  return "code" in record ? new Map() : approvals(record);
}

/** The last approval of each step. */
const approvals = ({ events }: JobRecord): ReadonlyMap<Step, JobEvent> =>
  new Map(
    events.flatMap((event): [Step, JobEvent][] =>
      event.type === "APPROVED" && event.step !== null ? [[event.step, event]] : [],
    ),
  );
