/** Courses of the tests' own: a job driven by what `next` says, without a disk. */

import { mayFollow } from "../../../compiler/jobs/may-follow.ts";
import { type Course, next } from "../../../compiler/jobs/next.ts";
import { digestOf } from "../../../compiler/store/digest.ts";
import { steps } from "../../../schemas/approval-words.ts";
import type { EventType, JobEvent } from "../../../schemas/job.ts";

export const jobId = "0123456789ab";

type More = Omit<Partial<JobEvent>, "data" | "type"> & { readonly data?: object };

/** An event as the record has it; only what a state hangs on is told apart. */
export function eventOf(type: EventType, more: More = {}): JobEvent {
  const about = more.about ?? null;
  return {
    schema_version: 1,
    job_id: jobId,
    seq: 1,
    step: null,
    time: "2026-01-01T00:00:00.000Z",
    actor: { id: "w", role: null, via: "worker", auth: "local" },
    note: null,
    previous: digestOf(""),
    data: {},
    ...more,
    type,
    about,
  } as JobEvent;
}

/** What the world does to a job when it is asked. */
export interface Fate {
  readonly exitCode: number;
  readonly count: number;
  /** Steps that are rejected. */
  readonly rejected: ReadonlySet<string>;
  /** Whether an ERROR is retried, once. */
  readonly isRetried: boolean;
  /** Of a study: who is chosen. */
  readonly chosen: string;
}

/** Every event of a job whose worker and people do what `next` says, until it ends or waits for another job. */
export function driven(course: Course, fate: Fate): readonly JobEvent[] {
  const events: JobEvent[] = [];
  const put = (type: EventType, more: More = {}) => {
    const event = eventOf(type, { ...more, seq: events.length + 1 });
    const proposed = { ...event, digest: event.about?.digest ?? null };
    if (!mayFollow(course, events, proposed, fate.chosen))
      throw new Error(`${type} cannot follow ${events.at(-1)?.type}`);
    events.push(event);
  };
  let isRetried = false;
  for (let turn = 0; turn < 200; turn++) {
    const following = next(
      course,
      events,
      events.some(({ type }) => type === "CANDIDATES_COMPARED") || course.part === "candidate" ? fate.chosen : null,
    );
    if ("end" in following) {
      if (following.end !== "ERROR" || !fate.isRetried || isRetried) return events;
      isRetried = true;
      put("RETRIED");
    } else if ("do" in following) act(following.do, following.step, fate, events, put);
    else if (following.wait === "answer" || following.wait === "choice") return events;
    else {
      const type = fate.rejected.has(following.wait) ? "REJECTED" : "APPROVED";
      const have = events.filter((event) => event.type === "APPROVED").length;
      put(type, { step: following.wait, about: about(following.wait), actor: person(`p${have}`) });
    }
  }
  throw new Error("it never ended");
}

const about = (step: string) => ({ what: step, digest: digestOf(step) });
const person = (id: string): JobEvent["actor"] => ({ id, role: "qa", via: "cli", auth: "token" });

function act(
  type: EventType,
  step: JobEvent["step"],
  { exitCode, count, chosen }: Fate,
  events: readonly JobEvent[],
  put: (type: EventType, more?: More) => void,
): void {
  if (type === "WAITING_APPROVAL")
    put(type, { step, about: about(step as string), data: { roles: [], count, expires: null } });
  else if (type === "CANDIDATES_COMPARED") put(type, { data: { chosen } });
  else if (type === "RUN_STARTED") {
    put(type, { data: { start: 1 + events.filter((event) => event.type === type).length } });
    put("RUN_COMPLETED", { data: { run_id: "r", content_digest: digestOf("run"), exit_code: exitCode } });
  } else put(type, { step });
}

/** Every set of asked steps, as one number each. */
export const askedBy = (bits: number): Course["asked"] => new Set(steps.filter((_, k) => (bits & (1 << k)) !== 0));
