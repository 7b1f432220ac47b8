/** Event for: the files and the event of one thing that is next, but for the run itself. */
import { join } from "node:path";
import type { Step } from "../../schemas/approval-words.ts";
import { own } from "../../schemas/dictionary.ts";
import type { JobEvent } from "../../schemas/job.ts";
import { isoTime } from "../compile/clock.ts";
import { finding } from "../diagnostics/build.ts";
import type { Finding } from "../diagnostics/finding.ts";
import { digestOf, digestOfJson } from "../store/digest.ts";
import type { Disk } from "../store/disk.ts";
import { openRun } from "../verify/open-run.ts";
import { manifestOf } from "../verify/run-folder.ts";
import { lasting } from "./approvals.ts";
import { ruleOf } from "./course.ts";
import { planDigest } from "./determines.ts";
import { aboutLockbox, lockboxOpened } from "./lockbox.ts";
import { chosenIn, type Next } from "./next.ts";
import { outputsText } from "./outputs.ts";
import { planText } from "./plan.ts";
import { planned } from "./planned.ts";
import { previewText } from "./preview.ts";
import { bytesAt } from "./reading.ts";
import type { AnyDraft, JobRecord } from "./record.ts";
import { lastRun } from "./state.ts";
import { chosenTold } from "./study/go-on.ts";
import type { Working } from "./working.ts";

/** A finding where it cannot be done: it ends the job with ERROR. */
export async function eventFor(
  record: JobRecord,
  { do: type, step }: Extract<Next, { readonly do: unknown }>,
  working: Working,
): Promise<AnyDraft | Finding> {
  const { actor } = working;
  switch (type) {
    case "PLAN_COMPILED":
      return planCompiled(record, working);
    case "PREVIEW_COMPLETED":
      return previewCompleted(record, working);
    case "WAITING_APPROVAL":
      return step === null ? impossible(type) : waitingFor(record, step, working);
    case "GATES_COMPLETED":
    case "REPORT_COMPLETED":
      return ofRun(record, type, working);
    case "ERROR":
      return ended(record, working);
    case "REGISTRY_UPDATED": {
      const run = lastRun(record.events);
      if (run === null) return impossible(type);
      return { type, actor, about: aboutOutputs(record), data: { run_id: run.run_id } };
    }
    case "SEQUEL_COMPLETED":
      return chosenTold(record, working);
    case "LOCKBOX_OPENED":
      return lockboxOpened(record, working);
    case "DONE":
      return { type, actor, about: aboutOutputs(record), data: { chosen: chosenIn(record.events) } };
    default:
      return impossible(type);
  }
}

function impossible(type: string): never {
  throw new Error(`${type} is no event of a worker`);
}

async function planCompiled(record: JobRecord, working: Working): Promise<AnyDraft | Finding> {
  const plan = await planned(record, working);
  if ("code" in plan) return plan;
  const { determines, prepared, options, build } = plan;
  const text = planText(determines, prepared, options, build);
  working.world.disk.write(join(record.folder, "outputs/plan.json"), text);
  const about = { what: "determines of outputs/plan.json", digest: planDigest(determines) };
  return { type: "PLAN_COMPILED", actor: working.actor, about, data: {} };
}

async function previewCompleted(record: JobRecord, working: Working): Promise<AnyDraft | Finding> {
  const plan = await planned(record, working);
  if ("code" in plan) return plan;
  const text = await previewText(record, plan);
  working.world.disk.write(join(record.folder, "outputs/preview.json"), text);
  const about = { what: "outputs/preview.json", digest: digestOf(text) };
  return { type: "PREVIEW_COMPLETED", actor: working.actor, about, data: {} };
}

function waitingFor(record: JobRecord, step: Step, { world, actor }: Working): AnyDraft | Finding {
  const rule = ruleOf(record.policy, step);
  const about = aboutOf(record, step, world.disk);
  if (rule === null || about === null) return impossible(`WAITING_APPROVAL of ${step}`);
  const expires = rule.expires === undefined ? null : isoTime(world.now() + lasting(rule.expires));
  return { type: "WAITING_APPROVAL", step, actor, about, data: { roles: rule.roles, count: rule.count, expires } };
}

/** What a step approves, by the digest that stands in the record; null where it is not there yet. */
export function aboutOf(
  record: Pick<JobRecord, "spec" | "policy" | "events" | "folder">,
  step: Step,
  disk: Disk,
): JobEvent["about"] {
  const { spec, policy, events } = record;
  if (step === "lockbox") return aboutLockbox(record, disk);
  if (step === "protocol") return { what: "inputs/protocol.md", digest: spec.document.sha256 };
  if (step === "release") {
    const run = lastRun(events);
    return run === null ? null : { what: `content digest of runs/${run.run_id}`, digest: run.content_digest };
  }
  if (step === "study")
    return policy?.study === undefined ? null : { what: "study of the document", digest: digestOfJson(policy.study) };
  const type = own(told, step);
  return type === undefined ? null : (events.findLast((event) => event.type === type)?.about ?? null);
}

const told: { readonly [step: string]: JobEvent["type"] } = {
  plan: "PLAN_COMPILED",
  preview: "PREVIEW_COMPLETED",
  candidates: "CANDIDATES_COMPARED",
};

/** What the manifest of the last run says of its gates and of its report. */
function ofRun(
  record: JobRecord,
  type: "GATES_COMPLETED" | "REPORT_COMPLETED",
  { world, actor }: Working,
): AnyDraft | Finding {
  const run = lastRun(record.events);
  const opened = run === null ? null : openRun(world.disk, run.run_id, join(record.folder, "runs", run.run_id));
  const manifest = opened === null || "code" in opened ? null : manifestOf(opened);
  if (run === null || manifest === null || manifest.content_digest !== run.content_digest)
    return finding("FS9402", null, {
      job: record.id,
      file: `runs/${run?.run_id ?? ""}/manifest.json`,
      problem: "is not that of the run that ended",
    });
  if (type === "GATES_COMPLETED") {
    const gates = manifest.gates.map(({ gate, status, digest }) => ({ gate, status, digest }));
    return { type, actor, data: { gates } };
  }
  const files = Object.entries(manifest.files).filter(([path]) => path.startsWith("report"));
  return { type, actor, data: { files: Object.fromEntries(files) } };
}

/** How a run ended that did not end with 0. */
function ended({ events, folder }: JobRecord, { world, actor }: Working): AnyDraft {
  const run = lastRun(events);
  if (run === null) return impossible("ERROR without a run");
  const bytes = bytesAt(world.disk, join(folder, "runs", run.run_id, "error.json"));
  const code = bytes === null ? null : /"code": "(FS\d{4})"/.exec(new TextDecoder().decode(bytes));
  return { type: "ERROR", actor, data: { exit_code: run.exit_code, code: code?.[1] ?? null, run_id: run.run_id } };
}

const aboutOutputs = ({ events }: JobRecord): JobEvent["about"] => ({
  what: `outputs/outputs.json at event ${events.length}`,
  digest: digestOf(outputsText(events)),
});
