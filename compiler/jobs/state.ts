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

/** Every run that ended, sequels too: these end with 0 or are not made. */
export const runsIn = (events: readonly JobEvent[]): readonly Said<"RUN_COMPLETED">[] =>
  events.flatMap((event) =>
    event.type === "RUN_COMPLETED"
      ? [event.data]
      : event.type === "SEQUEL_COMPLETED" || event.type === "LOCKBOX_OPENED"
        ? [{ ...event.data, exit_code: 0 }]
        : [],
  );

/** The last run that ended; null where none has. */
export const lastRun = (events: readonly JobEvent[]): Said<"RUN_COMPLETED"> | null => runsIn(events).at(-1) ?? null;

/** The last run that ended as it was compiled, before any sequel; null where none has. */
export const lastCompiled = (events: readonly JobEvent[]): Said<"RUN_COMPLETED"> | null =>
  runsIn(events.filter(({ type }) => type === "RUN_COMPLETED")).at(-1) ?? null;
