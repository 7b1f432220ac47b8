/** Worker: goes through the jobs in the order in which they were submitted, each until it waits or has ended; one worker a job. */
import { byParts } from "../compile/by-parts.ts";
import { waitingIn } from "../compile/waiting-for.ts";
import type { World } from "../compile/world.ts";
import { folderLock } from "../store/folder-lock.ts";
import type { Wait } from "../store/lock.ts";
import { workerActor } from "./people.ts";
import { jobIds, type Places } from "./places.ts";
import { readRecord } from "./record.ts";
import { type Worked, workJob } from "./work-job.ts";
import type { Working } from "./working.ts";

/** A job that another worker holds. */
class Held extends Error {
  readonly wait: Wait;
  constructor(wait: Wait) {
    super("another worker has the job");
    this.wait = wait;
  }
}

/** Works at one job while nobody else does; null where another worker has it, and nobody waits. */
export async function workAlone(
  id: string,
  places: Places,
  world: World,
  { isWaiting, ...hands }: { readonly isWaiting: boolean } & Pick<Working, "jobs" | "engine">,
): Promise<Worked | null> {
  world.disk.makeFolder(places.locks);
  try {
    const lock = await folderLock(world.disk, places.locks, id, {
      onWait(wait) {
        if (!isWaiting) throw new Held(wait);
        world.err(`waiting: ${whoHolds(wait)} works at job ${id}\n`);
      },
      onTaken: (wait) =>
        world.err(`the lock of job ${id} was taken over: ${whoHolds(wait)} had not touched it for a minute\n`),
      ...waitingIn(world),
    });
    try {
      return await workJob(id, {
        places,
        world,
        actor: workerActor(places, world),
        ...hands,
      });
    } finally {
      lock.release();
    }
  } catch (error) {
    if (error instanceof Held) return null;
    throw error;
  }
}

const whoHolds = ({ holder }: Wait): string =>
  holder === null ? "somebody" : `process ${holder.pid} on ${holder.host}`;

/** What going through all jobs once came to. */
export interface Round {
  /** Whether one of them waits for people. */
  readonly isWaited: boolean;
  /** Whether anything was done. */
  readonly isMoved: boolean;
}

/** @param told of each job that was worked at */
export async function workAll(
  places: Places,
  world: World,
  told: (id: string, worked: Worked) => void,
  hands: Pick<Working, "jobs" | "engine"> = {},
): Promise<Round> {
  let [isWaited, isMoved] = [false, false];
  for (const { id, count } of inOrder(places, world)) {
    const worked = await workAlone(id, places, world, { isWaiting: false, ...hands });
    if (worked === null) continue;
    if (worked.at !== null && "wait" in worked.at) isWaited = true;
    const isMore = (worked.record?.events.length ?? 0) > count || worked.findings.length > 0;
    if (!isMore) continue;
    isMoved = true;
    told(id, worked);
  }
  return { isWaited, isMoved };
}

/** By the time of their first event, then by id. A job whose record cannot be read comes last, and is told when it is worked at. */
function inOrder(places: Places, { disk }: World): readonly { readonly id: string; readonly count: number }[] {
  // Behind every time.
  const late = "~";
  return jobIds(places, disk)
    .map((id) => {
      const record = readRecord(places.job(id), id, disk);
      return "code" in record
        ? { id, time: late, count: 0 }
        : { id, time: record.events[0]?.time ?? late, count: record.events.length };
    })
    .sort((a, b) => byParts([a.time, a.id], [b.time, b.id]));
}
