/** Admit: a candidate is told of by its study before its job is made, as long as the budget lasts; of many who spawn at once none goes beyond it. */

import { isError } from "../../../blocks/methods/study/comparison.ts";
import type { Actor } from "../../../schemas/job.ts";
import type { World } from "../../compile/world.ts";
import { finding } from "../../diagnostics/build.ts";
import type { Finding } from "../../diagnostics/finding.ts";
import { chosenIn, next } from "../next.ts";
import type { Places } from "../places.ts";
import { append, forbidden, type JobRecord } from "../record.ts";
import { type Beyond, beyondBudget, type Counters, countersOf } from "./budget.ts";
import { lineageOf, runOf, statedBy, studyOf } from "./lineage.ts";

/** Who admits, and where. */
export interface Admitting {
  readonly actor: Actor;
  readonly places: Places;
  readonly world: Pick<World, "disk" | "now">;
}

/** The study ran out of something: nothing failed. */
export interface OutOfBudget {
  readonly beyond: Beyond;
  readonly counters: Counters;
}

/** What a study has used. */
export function usedBy(root: JobRecord, places: Places, disk: World["disk"]): Counters {
  const study = studyOf(root);
  const counted = lineageOf(root, places, disk).map(({ id, record }) => {
    const run = study.budget?.patience === undefined || record === null ? null : runOf(record, disk);
    return { id, events: record?.events ?? [], value: run === null ? null : statedBy(run, study.metric).value };
  });
  return countersOf(counted, study, isError(study.metric));
}

/**
 * Tells the root of a candidate that is to be made. Whoever comes second sees what the first was told: the count is that of the events
 * that stand in one record.
 *
 * @param name of the candidate
 */
export function admitted(
  root: JobRecord,
  candidate: { readonly id: string; readonly generation: number; readonly name: string },
  { actor, places, world }: Admitting,
): Finding | OutOfBudget | null {
  let out: OutOfBudget | null = null;
  const told = append(
    root.folder,
    root.id,
    (now) => {
      out = null;
      if (now.events.some((event) => event.type === "SPAWNED" && event.data.job_id === candidate.id)) return isTold;
      // What was compared is not compared again: a candidate that comes late would be tried and not counted.
      if (chosenIn(now.events) !== null || "end" in next(now.course, now.events)) return forbidden(now, "SPAWNED");
      const counters = usedBy(now, places, world.disk);
      const beyond = beyondBudget(studyOf(now), counters, candidate.generation);
      if (beyond === null)
        return {
          type: "SPAWNED",
          actor,
          note: candidate.name,
          data: { job_id: candidate.id, generation: candidate.generation },
        };
      out = { beyond, counters };
      return isStopped(now, beyond) ? isTold : stopping(out, actor);
    },
    world,
  );
  if (out !== null) return out;
  return "code" in told && told !== isTold ? told : null;
}

/** Tells the root that a candidate may not be begun any more; null where it may. */
export function stoppedStart(root: JobRecord, { actor, places, world }: Admitting): OutOfBudget | null {
  const counters = usedBy(root, places, world.disk);
  const beyond = beyondBudget(studyOf(root), counters, null);
  if (beyond === null) return null;
  append(
    root.folder,
    root.id,
    (now) => (isStopped(now, beyond) ? isTold : stopping({ beyond, counters }, actor)),
    world,
  );
  return { beyond, counters };
}

/** Nothing is to be written: it stands there. */
const isTold: Finding = finding("FS1183", null, { job: "", event: "SPAWNED", now: "it was told before" });

/** Once a reason: what a study has used never becomes less. */
const isStopped = ({ events }: JobRecord, { reason }: Beyond): boolean =>
  events.some((event) => event.type === "STOPPED_BUDGET" && event.data.reason === reason);

const stopping = ({ beyond, counters }: OutOfBudget, actor: Actor) =>
  ({ type: "STOPPED_BUDGET", actor, data: { ...beyond, counters: { ...counters } } }) as const;
