/** May follow: whether an event may stand behind others. What is refused here is never written, and is a fault where a record has it. */
import type { Step } from "../../schemas/approval-words.ts";
import type { EventType, JobEvent } from "../../schemas/job.ts";
import { type Course, next } from "./next.ts";
import { stateOf } from "./state.ts";

/** An event before it is written, as far as its place is concerned. */
export interface Proposed {
  readonly type: EventType;
  readonly step: Step | null;
  readonly actor: { readonly id: string };
  /** Of what was before whoever gave it. */
  readonly digest: string | null;
}

/** Events that stop a run, and those told beside it. */
const beside: ReadonlySet<EventType> = new Set(["SPAWNED", "STOPPED_BUDGET", "TRACKED"]);

/** @param chosen of a study: the job that was chosen */
export function mayFollow(
  course: Course,
  events: readonly JobEvent[],
  { type, step, actor, digest }: Proposed,
  chosen?: string | null,
): boolean {
  const state = stateOf(events);
  const following = next(course, events, chosen);
  const isNext = "do" in following && following.do === type && following.step === step;
  if (state === null) return isNext;
  if (beside.has(type)) return true;
  if ("end" in following) return type === "RETRIED" && following.end === "ERROR";
  if (type === "CANCELLED") return true;
  if ("wait" in following) {
    // An idea is done by what was spawned from it.
    if (state.waiting === null)
      return following.wait === "answer"
        ? type === "DONE" && isSpawned(events)
        : following.wait === "choice" && (type === "DONE" || type === "ERROR");
    if (state.step !== step || (type !== "APPROVED" && type !== "REJECTED")) return false;
    return (
      digest === state.waiting.event.about?.digest && !(type === "APPROVED" && state.waiting.have.includes(actor.id))
    );
  }
  if (type === "ERROR") return true;
  if (state.type === "RUN_STARTED" && type === "RUN_COMPLETED") return true;
  // Another build may compute otherwise: its plan is made, and asked for, before anything runs.
  if (type === "PLAN_COMPILED" && following.do === "RUN_STARTED") return true;
  return isNext;
}

const isSpawned = (events: readonly JobEvent[]): boolean => events.some(({ type }) => type === "SPAWNED");
