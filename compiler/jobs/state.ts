/** State: what a job's events come to. One pure function, total over every list of events, sound or not. */
import type { Step } from "../../schemas/approval-words.ts";
import type { EventType, JobEvent, Said } from "../../schemas/job.ts";

export interface JobState {
  readonly type: EventType;
  readonly step: Step | null;
  /** Number of the event that brought the job here. */
  readonly seq: number;
  /** What it waits for; null where it waits for nobody. */
  readonly waiting: Waiting | null;
}

export interface Waiting {
  readonly event: Extract<JobEvent, { type: "WAITING_APPROVAL" }>;
  /** Who approved so far, each once. */
  readonly have: readonly string[];
}

const still: ReadonlySet<EventType> = new Set(["SPAWNED", "STOPPED_BUDGET", "TRACKED"]);

/** The last event that moved the job: an approval short of what is asked for moves nothing. Null without one. */
export const stateOf = (events: readonly JobEvent[]): JobState | null => events.reduce(moved, null);

function moved(before: JobState | null, event: JobEvent): JobState | null {
  const { type, step, seq } = event;
  if (still.has(type)) return before;
  if (type === "WAITING_APPROVAL") return { type, step, seq, waiting: { event, have: [] } };
  if (type !== "APPROVED" || before === null || before.waiting === null || before.step !== step)
    return { type, step, seq, waiting: null };
  const have = [...new Set([...before.waiting.have, event.actor.id])];
  if (have.length < before.waiting.event.data.count) return { ...before, waiting: { ...before.waiting, have } };
  return { type, step, seq, waiting: null };
}

/** The last run that ended; null where none has. */
export function lastRun(events: readonly JobEvent[]): Said<"RUN_COMPLETED"> | null {
  const run = events.findLast((event) => event.type === "RUN_COMPLETED");
  return run?.type === "RUN_COMPLETED" ? run.data : null;
}
