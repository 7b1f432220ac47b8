/** Work a job: does what is next, event by event, until the job waits for somebody or has ended. */
import { isoTime } from "../compile/clock.ts";
import type { Finding } from "../diagnostics/finding.ts";
import { cancelledBy } from "../run/cancel.ts";
import { answered } from "./answered.ts";
import { eventFor } from "./event-for.ts";
import { type Next, next } from "./next.ts";
import { refreshOutputs } from "./outputs.ts";
import { append, type JobRecord, readRecord } from "./record.ts";
import { runOnce } from "./run-once.ts";
import { stateOf } from "./state.ts";
import { chosenTold, isOutOfBudget, spawnOrCompare, toldOfChoice } from "./study/go-on.ts";
import { failed, type Working } from "./working.ts";

/** Where a job stands when nothing more can be done for it now, and what was found on the way. */
export interface Worked {
  readonly record: JobRecord | null;
  readonly at: Next | null;
  readonly findings: readonly Finding[];
}

/**
 * @throws Cancelled where the worker itself was told to end: the job's run is begun again by the next one
 */
export async function workJob(id: string, working: Working): Promise<Worked> {
  const { places, world } = working;
  const folder = places.job(id);
  const findings: Finding[] = [];
  for (;;) {
    if (world.signal.aborted) throw cancelledBy(world.signal);
    const record = readRecord(folder, id, world.disk);
    if ("code" in record) return { record: null, at: null, findings: [...findings, record] };
    refreshOutputs(record, world.disk);
    const found = await oneMore(record, working);
    if (found === null) return { record, at: next(record.course, record.events), findings };
    findings.push(...found);
    // A record that takes no event cannot be worked at.
    if (found.some(({ code }) => stopping.has(code))) return { record, at: null, findings };
  }
}

type Put = (decide: Parameters<typeof append>[2]) => readonly Finding[];

const stopping: ReadonlySet<string> = new Set(["FS1185", "FS9402"]);

/** Null where nothing can be done now; else what was found while it was done. */
async function oneMore(record: JobRecord, working: Working): Promise<readonly Finding[] | null> {
  const { world, places, actor } = working;
  const following = next(record.course, record.events);
  const put: Put = (decide) => {
    const added = append(record.folder, record.id, decide, world);
    // Somebody else was quicker: what stands there now is looked at again.
    return "code" in added && added.code !== "FS1183" ? [added] : [];
  };
  if ("end" in following) return null;
  if ("wait" in following) {
    if (following.wait === "choice") return choiceTold(record, working, put);
    if (following.wait === "answer")
      return answered(record, places, world.disk) ? put(() => ({ type: "DONE", actor, data: { chosen: null } })) : null;
    const waiting = stateOf(record.events)?.waiting?.event;
    const expires = waiting?.data.expires ?? null;
    if (waiting === undefined || expires === null || isoTime(world.now()) < expires) return null;
    const { step, about } = waiting;
    return put(() => ({ type: "REJECTED", step, actor, note: "expired", about, data: {} }));
  }
  if (following.do === "RUN_STARTED") return isOutOfBudget(record, working) ? null : runOnce(record, working, put);
  if (following.do === "CANDIDATES_COMPARED") return spawnOrCompare(record, working, put);
  const made = await eventFor(record, following, working);
  if ("code" in made) return [...put(() => failed(made, actor)), made];
  return put(() => made);
}

/** Null where nobody has chosen yet. */
async function choiceTold(record: JobRecord, working: Working, put: Put): Promise<readonly Finding[] | null> {
  const told = toldOfChoice(record, working);
  if (told === null) return null;
  if (told !== "chosen") return put(() => told);
  const made = await chosenTold(record, working);
  return "code" in made ? [...put(() => failed(made, working.actor)), made] : put(() => made);
}
