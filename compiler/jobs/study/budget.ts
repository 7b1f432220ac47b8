/** Budget: what a study has used, folded from the events of its jobs alone, and what may not be done any more. */
import type { JobEvent } from "../../../schemas/job.ts";
import type { Study } from "../../../schemas/study.ts";
import { byParts } from "../../compile/by-parts.ts";

/** A job of a study by its events. */
export interface Counted {
  readonly id: string;
  readonly events: readonly JobEvent[];
  /** What its run came to, which its events name by digest; null where it failed or has not ended. */
  readonly value: number | null;
}

export interface Counters {
  /** Spawned from the document as it stands. */
  readonly candidates: number;
  /** Farthest from it. */
  readonly generation: number;
  /** Of running, all jobs together; a run that goes on does not count yet. */
  readonly hours: number;
  /** Candidates that ended, one after another, without a gain. */
  readonly since_gain: number;
}

/**
 * @param jobs the document as it stands first
 * @param isLowerBetter of the metric
 */
export function countersOf(
  jobs: readonly Counted[],
  { budget }: Pick<Study, "budget">,
  isLowerBetter: boolean,
): Counters {
  const spawned = (jobs[0]?.events ?? []).flatMap((event) => (event.type === "SPAWNED" ? [event.data] : []));
  return {
    candidates: spawned.length,
    generation: Math.max(0, ...spawned.map(({ generation = 1 }) => generation)),
    hours: jobs.reduce((sum, { events }) => sum + hoursOf(events), 0),
    since_gain: sinceGain(jobs, budget?.patience?.gain ?? 0, isLowerBetter),
  };
}

/** From each start to what ended it: its end, another start, an error or a person. */
function hoursOf(events: readonly JobEvent[]): number {
  let [total, started]: [number, number | null] = [0, null];
  for (const { type, time } of events) {
    if (started !== null && ending.has(type)) {
      total += (Date.parse(time) - started) / 3_600_000;
      started = null;
    }
    if (type === "RUN_STARTED") started = Date.parse(time);
  }
  return total;
}

const ending: ReadonlySet<string> = new Set(["RUN_STARTED", "RUN_COMPLETED", "ERROR", "CANCELLED"]);

function sinceGain([root, ...candidates]: readonly Counted[], gain: number, isLowerBetter: boolean): number {
  const sign = isLowerBetter ? -1 : 1;
  const ended = candidates
    .flatMap((one) => {
      const end = one.events.findLast(({ type }) => type === "RUN_COMPLETED");
      return end === undefined ? [] : [{ id: one.id, time: end.time, value: one.value }];
    })
    .sort((a, b) => byParts([a.time, a.id], [b.time, b.id]));
  let best = root?.value == null ? Number.NEGATIVE_INFINITY : sign * root.value;
  let since = 0;
  for (const { value } of ended) {
    const isGain = value !== null && sign * value > best && sign * value >= best + gain;
    since = isGain ? 0 : since + 1;
    if (isGain) best = sign * value;
  }
  return since;
}

/** What a study ran out of. */
export interface Beyond {
  readonly reason: "candidates" | "generations" | "hours" | "patience";
  readonly limit: number;
}

/** What may not be done any more. @param generation of the job that would be spawned; null of a start */
export function beyondBudget(
  { budget = {} }: Pick<Study, "budget">,
  counters: Counters,
  generation: number | null,
): Beyond | null {
  const { candidates, generations, hours, patience } = budget;
  if (generation !== null && candidates !== undefined && counters.candidates >= candidates)
    return { reason: "candidates", limit: candidates };
  if (generation !== null && generations !== undefined && generation > generations)
    return { reason: "generations", limit: generations };
  if (hours !== undefined && counters.hours >= hours) return { reason: "hours", limit: hours };
  if (patience !== undefined && counters.since_gain >= patience.candidates)
    return { reason: "patience", limit: patience.candidates };
  return null;
}
