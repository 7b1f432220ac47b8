/** Next: what happens to a job now. One pure function over its course and its events; everything else asks it. */
import type { Step } from "../../schemas/approval-words.ts";
import type { EventType, JobEvent } from "../../schemas/job.ts";
import { lastRun, stateOf } from "./state.ts";

/** What a job has to pass, as its specification and its policy say. */
export interface Course {
  readonly kind: "protocol" | "idea";
  /** Steps that people approve. */
  readonly asked: ReadonlySet<Step>;
  /** `root` compares candidates, `candidate` is compared; `alone` is neither. */
  readonly part: "alone" | "root" | "candidate";
  /** True where samples were set aside to be opened once. */
  readonly hasLockbox: boolean;
}

export type Next =
  /** The next event that no person gives; of RUN_STARTED, the run with it. */
  | { readonly do: EventType; readonly step: Step | null }
  /** A person's, or another job's. */
  | { readonly wait: Step | "answer" | "choice" }
  | { readonly end: EventType };

interface Station {
  readonly type: EventType;
  readonly step: Step | null;
}

const at = (type: EventType, step: Step | null = null): Station => ({ type, step });

/** The way from submission to release, with the approvals that are asked for. */
function wayOf({ kind, asked, part, hasLockbox }: Course, chosen: string | null, own: string): readonly Station[] {
  if (kind === "idea") return [at("IDEA_SUBMITTED"), at("DONE")];
  const approved = (step: Step): readonly Station[] => (asked.has(step) ? [at("APPROVED", step)] : []);
  const isStudy = part !== "alone";
  const before = [
    at("PROTOCOL_SUBMITTED"),
    ...approved("protocol"),
    at("PLAN_COMPILED"),
    ...(part === "root" ? approved("study") : []),
    ...approved("plan"),
    at("PREVIEW_COMPLETED"),
    ...approved("preview"),
    at("RUN_STARTED"),
    at("RUN_COMPLETED"),
    at("GATES_COMPLETED"),
    at("REPORT_COMPLETED"),
    ...(part === "root" ? [at("CANDIDATES_COMPARED"), ...approved("candidates")] : []),
  ];
  // Of a study only the chosen job goes on to what happens once.
  if (isStudy && chosen !== own) return [...before, at("DONE")];
  const told = isStudy ? [at("SEQUEL_COMPLETED")] : [];
  const opened = hasLockbox ? [...approved("lockbox"), at("LOCKBOX_OPENED")] : [];
  return [...before, ...told, ...opened, ...approved("release"), at("REGISTRY_UPDATED"), at("DONE")];
}

const ends: ReadonlySet<EventType> = new Set(["DONE", "REJECTED", "CANCELLED", "ERROR"]);

/**
 * Total: every list of events has its answer. A list that is not on the way (a record that somebody wrote by hand) ends where it stands.
 *
 * @param chosen of a study: the job that was chosen; null before
 */
export function next(course: Course, events: readonly JobEvent[], chosen: string | null = chosenIn(events)): Next {
  const state = stateOf(events);
  if (state === null) return { do: course.kind === "idea" ? "IDEA_SUBMITTED" : "PROTOCOL_SUBMITTED", step: null };
  const { type, step } = state;
  if (ends.has(type)) return { end: type };
  if (type === "WAITING_APPROVAL" && step !== null) return { wait: step };
  if (course.kind === "idea") return { wait: "answer" };
  // A run that was begun and did not end is begun again.
  if (type === "RUN_STARTED") return { do: "RUN_STARTED", step: null };
  if (type === "RETRIED") return { do: "PLAN_COMPILED", step: null };
  if (type === "REPORT_COMPLETED" && lastRun(events)?.exit_code !== 0) return { do: "ERROR", step: null };
  if (type === "REPORT_COMPLETED" && course.part === "candidate" && chosen === null) return { wait: "choice" };
  const way = wayOf(course, chosen, events[0].job_id);
  const place = way.findIndex((one) => one.type === type && one.step === step);
  const following = place === -1 ? undefined : way[place + 1];
  if (following === undefined) return { end: type };
  return following.type === "APPROVED"
    ? { do: "WAITING_APPROVAL", step: following.step }
    : { do: following.type, step: following.step };
}

/** Of the root the event that compared; of a candidate its own sequel, which only the chosen one has. */
export function chosenIn(events: readonly JobEvent[]): string | null {
  const told = events.findLast(({ type }) => type === "CANDIDATES_COMPARED" || type === "SEQUEL_COMPLETED");
  if (told === undefined) return null;
  return told.type === "CANDIDATES_COMPARED" ? told.data.chosen : told.job_id;
}
