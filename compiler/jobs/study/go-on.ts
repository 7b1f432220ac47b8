/** Go on: what a worker does at the jobs of a study — candidates are spawned, compared when all have ended, and told of the choice. */

import { finding } from "../../diagnostics/build.ts";
import { decisive } from "../../diagnostics/exit-code.ts";
import { type Finding, isError } from "../../diagnostics/finding.ts";
import { candidatesOf, type ListedCandidate } from "../../document/study.ts";
import { digestOf } from "../../store/digest.ts";
import { chosenIn, next } from "../next.ts";
import { bytesAt } from "../reading.ts";
import { type AnyDraft, type append, type JobRecord, readRecord } from "../record.ts";
import { spawnedBelow } from "../spawn.ts";
import { stateOf } from "../state.ts";
import { failed, type Working } from "../working.ts";
import { stoppedStart, usedBy } from "./admit.ts";
import { beyondBudget } from "./budget.ts";
import { candidatesFile, candidatesText, compared } from "./compare.ts";
import { lineageOf, type Member, rootOfStudy, studyOf } from "./lineage.ts";
import { sequelOf } from "./sequel.ts";

type Put = (decide: Parameters<typeof append>[2]) => readonly Finding[];

/** At the root behind its report. Null where candidates go on, and nothing can be done now. */
export async function spawnOrCompare(root: JobRecord, working: Working, put: Put): Promise<readonly Finding[] | null> {
  const { places, world, actor } = working;
  for (const candidate of unspawned(root, working)) {
    const end = await spawnedBelow(root, { set: candidate.set, why: candidate.name }, "listed", working);
    const worst = "code" in end ? end : decisive(end.findings.filter(isError));
    if (worst !== null) return [...put(() => failed(worst, actor)), worst];
    if (!("code" in end) && end.out !== undefined) break;
  }
  const now = readRecord(root.folder, root.id, world.disk);
  if ("code" in now) return [now];
  const lineage = lineageOf(now, places, world.disk);
  const isSpent = beyondBudget(studyOf(now), usedBy(now, places, world.disk), null) !== null;
  if (!lineage.every((member) => hasEnded(member, isSpent))) return null;
  const candidates = compared(now, lineage, world.disk);
  if ("code" in candidates) return [...put(() => failed(candidates, actor)), candidates];
  const text = candidatesText(candidates);
  world.disk.write(candidatesFile(root), text);
  const about = { what: "outputs/candidates.json", digest: digestOf(text) };
  return put(() => ({ type: "CANDIDATES_COMPARED", actor, about, data: { chosen: candidates.chosen } }));
}

/** Those of the document that its events do not tell of, or whose job somebody was stopped at making. None once the budget was spent. */
function unspawned(root: JobRecord, { places, world }: Working): readonly ListedCandidate[] {
  if (root.events.some(({ type }) => type === "STOPPED_BUDGET")) return [];
  const made = new Set(
    root.events.flatMap((event) =>
      event.type === "SPAWNED" && world.disk.standsThere(places.job(event.data.job_id)) === "folder"
        ? [event.note]
        : [],
    ),
  );
  return candidatesOf(studyOf(root)).filter(({ name }) => !made.has(name));
}

const ends: ReadonlySet<string> = new Set(["REPORT_COMPLETED", "DONE", "REJECTED", "CANCELLED", "ERROR"]);

/** @param isSpent where nothing may be begun any more */
function hasEnded({ record }: Member, isSpent: boolean): boolean {
  if (record === null) return true;
  if (ends.has(stateOf(record.events)?.type ?? "")) return true;
  return isSpent && !record.events.some(({ type }) => type === "RUN_STARTED");
}

/** Whether a candidate may not be begun any more: then it stays where it is. */
export function isOutOfBudget(record: JobRecord, working: Working): boolean {
  const root = record.course.part === "candidate" ? rootOfStudy(record, working.places, working.world.disk) : null;
  return root !== null && stoppedStart(root, working) !== null;
}

/** At a candidate that waits for the choice. Null where nobody has chosen yet. */
export function toldOfChoice(record: JobRecord, working: Working): AnyDraft | "chosen" | null {
  const root = rootOfStudy(record, working.places, working.world.disk);
  if (root === null) return null;
  const chosen = settledChoice(root);
  if (chosen === undefined) return null;
  return chosen === record.id ? "chosen" : { type: "DONE", actor: working.actor, data: { chosen } };
}

/** Null where the study ended without a choice; undefined where it goes on. */
function settledChoice({ course, events }: JobRecord): string | null | undefined {
  const chosen = chosenIn(events);
  const following = next(course, events);
  if ("end" in following && (following.end === "REJECTED" || following.end === "CANCELLED"))
    return isReleasing(events) ? chosen : null;
  const isAsked =
    "wait" in following ? following.wait === "candidates" : "do" in following && following.step === "candidates";
  return chosen === null || isAsked ? undefined : chosen;
}

/** Whether the choice itself was accepted, whatever became of the release. */
const isReleasing = (events: JobRecord["events"]): boolean => events.some(({ type }) => type === "SEQUEL_COMPLETED");

/** The run of the chosen one, told with what it was chosen among. FS9402 where that is not what was compared. */
export async function chosenTold(record: JobRecord, working: Working): Promise<AnyDraft | Finding> {
  const root = rootOfStudy(record, working.places, working.world.disk);
  const about = root?.events.findLast(({ type }) => type === "CANDIDATES_COMPARED")?.about ?? null;
  const bytes = root === null ? null : bytesAt(working.world.disk, candidatesFile(root));
  if (root === null || about === null || bytes === null || digestOf(bytes) !== about.digest)
    return finding("FS9402", null, {
      job: root?.id ?? record.id,
      file: "outputs/candidates.json",
      problem: "is not what was compared",
    });
  return sequelOf(record, new TextDecoder().decode(bytes), working);
}
