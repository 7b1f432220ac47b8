/** Give: what people give a job — approvals, rejections, cancelling, retrying — each refused where it would not count. */
import type { Step } from "../../schemas/approval-words.ts";
import type { Actor, JobEvent } from "../../schemas/job.ts";
import type { World } from "../compile/world.ts";
import { finding } from "../diagnostics/build.ts";
import type { Finding } from "../diagnostics/finding.ts";
import { hexOf } from "../store/digest.ts";
import { ruleOf } from "./course.ts";
import { type AnyDraft, append, forbidden, type JobRecord } from "./record.ts";
import { releaseProblem } from "./release.ts";
import { stateOf } from "./state.ts";

export interface Given {
  readonly actor: Actor;
  readonly note: string;
}

export interface Verdict extends Given {
  readonly type: "APPROVED" | "REJECTED";
  readonly step: Step;
  /** At least 12 hexadecimal digits of what waits. */
  readonly digest: string;
}

const fewest = 12;

/** Approves or rejects what a job waits for. FS1181 of another step or digest, FS1182 of somebody who does not count, FS1187 of a release without its signatures. */
export async function giveVerdict(
  { folder, id }: Pick<JobRecord, "folder" | "id">,
  verdict: Verdict,
  world: World,
): Promise<JobEvent | Finding> {
  const unsigned =
    verdict.type === "APPROVED" && verdict.step === "release" ? await releaseProblem(folder, id, world) : null;
  return append(folder, id, (record) => judged(record, verdict, unsigned), world);
}

function judged(record: JobRecord, verdict: Verdict, unsigned: Finding | null): AnyDraft | Finding {
  const { type, step, digest, actor, note } = verdict;
  const state = stateOf(record.events);
  const waiting = state?.waiting ?? null;
  if (state === null || waiting === null) return forbidden(record, type);
  const about = waiting.event.about;
  if (state.step !== step || about === null || !isOf(digest, about.digest))
    return finding("FS1181", null, {
      job: record.id,
      problem:
        state.step !== step ? `it waits for \`${state.step}\`, not for \`${step}\`` : "another digest waits there",
      step: state.step,
      digest: hexOf(about?.digest ?? "").slice(0, fewest),
    });
  const why = whyNotCounted(record, verdict);
  if (why !== null) return finding("FS1182", null, { who: actor.id, problem: why });
  if (unsigned !== null) return unsigned;
  return { type, step, actor, note, about, data: {} };
}

const isOf = (typed: string, digest: string): boolean =>
  typed.length >= fewest && hexOf(digest).startsWith(typed.replace(/^sha256:/, "").toLowerCase());

/** Why somebody's verdict does not count for what waits, as half a sentence behind a name; null where it does. */
export function whyNotCounted(
  { policy, events }: Pick<JobRecord, "policy" | "events">,
  { type, step, actor }: Pick<Verdict, "type" | "step" | "actor">,
): string | null {
  const have = stateOf(events)?.waiting?.have ?? [];
  const rule = ruleOf(policy, step);
  const allowed = rule?.roles ?? [];
  if (allowed.length > 0 && (actor.role === null || !allowed.includes(actor.role)))
    return `${actor.role === null ? "has no role" : `is ${actor.role}`}, and this step is for ${allowed.join(" or ")}`;
  if (have.includes(actor.id)) return "has approved it already: it takes another person";
  const once = step === "release" || step === "lockbox";
  const isOwn = events[0]?.actor.id === actor.id;
  const maySelf = policy?.mode === "research" && rule?.self === true;
  if (type === "APPROVED" && once && isOwn && !maySelf) return `submitted the job, and may not approve its ${step}`;
  if (policy?.mode === "regulatory" && once) return whyNamesNobody(actor);
  return null;
}

/** As half a sentence behind a name; null of somebody who was asked who it is. @internal */
export function whyNamesNobody({ auth, via }: Actor): string | null {
  if (auth === "basic") return "gave a name that all share";
  const isPage = via === "api" || via === "page";
  return auth === "local" && isPage ? "was not asked who it is, since the server runs with `--auth off`" : null;
}

/** Cancels or retries. Whoever submitted may, and who is admin; where nobody is listed, whoever works here. */
export function giveOrder(
  { folder, id }: Pick<JobRecord, "folder" | "id">,
  type: "CANCELLED" | "RETRIED",
  { actor, note }: Given,
  isAnybodyListed: boolean,
  world: World,
): JobEvent | Finding {
  return append(
    folder,
    id,
    (record) => {
      if (!mayOrder(record, actor, isAnybodyListed))
        return finding("FS1182", null, { who: actor.id, problem: "did not submit the job and is not admin" });
      return { type, actor, note, data: {} };
    },
    world,
  );
}

/** Whether somebody may cancel a job or begin it again. */
export const mayOrder = ({ events }: Pick<JobRecord, "events">, actor: Actor, isAnybodyListed: boolean): boolean =>
  !isAnybodyListed || events[0]?.actor.id === actor.id || actor.role === "admin";
