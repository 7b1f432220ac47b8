/** Verify a job: its record link by link, its files against their digests, its runs, and whether what ran is what was approved. */
import { join } from "node:path";
import { registry } from "../../blocks/registry.ts";
import { asked } from "../../schemas/asked.ts";
import type { JobEvent } from "../../schemas/job.ts";
import { openingPath } from "../../schemas/lockbox.ts";
import { doneSchema } from "../../schemas/run-files.ts";
import { candidatesPath } from "../../schemas/study.ts";
import { buildInfo, jsonSchema } from "../compile/package-files.ts";
import type { World } from "../compile/world.ts";
import { finding } from "../diagnostics/build.ts";
import { type Finding, isError } from "../diagnostics/finding.ts";
import { digestOf } from "../store/digest.ts";
import { openRun } from "../verify/open-run.ts";
import { manifestOf, type RunFolder } from "../verify/run-folder.ts";
import { schemasFrom } from "../verify/schemas.ts";
import { verifyRun } from "../verify/verify.ts";
import { ruleOf } from "./course.ts";
import { determinesIn, planDigest, whyNotDetermined } from "./determines.ts";
import { aboutOf } from "./event-for.ts";
import { outputsText } from "./outputs.ts";
import type { Places } from "./places.ts";
import { bytesAt, holds, jsonIn } from "./reading.ts";
import { eventName, type JobRecord, readRecord } from "./record.ts";
import { runsIn } from "./state.ts";
import { studyLooked } from "./study/verify-study.ts";

/** One thing that was looked at. */
export interface JobCheck {
  readonly name: "record" | "files" | "approvals" | "runs" | "plan" | "study";
  readonly says: string;
  readonly findings: readonly Finding[];
}

/** Every check, each with what was found; where the record is not whole, that one alone. */
export function verifyJob(folder: string, id: string, places: Places, world: World): readonly JobCheck[] {
  const record = readRecord(folder, id, world.disk);
  if ("code" in record) return [{ name: "record", says: "its events", findings: [record] }];
  const runs = runFindings(record, world);
  const study = studyLooked(record, places, world);
  return [
    {
      name: "record",
      says: `${record.events.length} events, each with the digest of the one before; head ${record.head}`,
      findings: [],
    },
    {
      name: "files",
      says: `the document, ${record.spec.inputs.length} inputs, plan, preview, outputs`,
      findings: fileFindings(record, places, world),
    },
    { name: "approvals", says: approvalsSay(record), findings: approvalFindings(record, world) },
    { name: "runs", says: runs.says, findings: [...runs.findings, ...sequelFindings(record, world)] },
    { name: "plan", says: "what ran against what the plan determines", findings: planFindings(record, world) },
    ...(study === null ? [] : [{ name: "study" as const, ...study }]),
  ];
}

const wrong = (id: string, file: string, problem: string): Finding =>
  finding("FS9402", null, { job: id, file, problem });

function fileFindings({ id, folder, spec, events }: JobRecord, places: Places, { disk }: World): readonly Finding[] {
  const found: Finding[] = [];
  const copy = spec.kind === "idea" ? "inputs/idea.json" : "inputs/protocol.md";
  const look = (file: string, path: string, digest: string) => {
    const bytes = bytesAt(disk, path);
    if (bytes === null) found.push(wrong(id, file, "is missing"));
    else if (digestOf(bytes) !== digest) found.push(wrong(id, file, "has not the bytes that its digest names"));
  };
  look(copy, join(folder, copy), spec.document.sha256);
  for (const { path, sha256 } of spec.inputs) look(`objects of ${path}`, places.object(sha256), sha256);
  const last = (type: JobEvent["type"]) => events.findLast((event) => event.type === type)?.about?.digest;
  const preview = last("PREVIEW_COMPLETED");
  if (preview !== undefined) look("outputs/preview.json", join(folder, "outputs/preview.json"), preview);
  const plan = last("PLAN_COMPILED");
  if (plan !== undefined && plan !== determinesDigest(folder, disk))
    found.push(wrong(id, "outputs/plan.json", "determines something else than its event says"));
  return [...found, ...outputsFindings({ id, folder, events }, disk)];
}

/** outputs.json may be behind, where a worker ended between an event and it; what it says must have been so. */
function outputsFindings({ id, folder, events }: Pick<JobRecord, "id" | "folder" | "events">, disk: World["disk"]) {
  const found: Finding[] = [];
  const texts = events.map((_, k) => outputsText(events.slice(0, k + 1)));
  const bytes = bytesAt(disk, join(folder, "outputs/outputs.json"));
  if (bytes !== null && !texts.some((text) => holds(bytes, text)))
    found.push(wrong(id, "outputs/outputs.json", "says what the events never came to"));
  for (const [k, { type, about }] of events.entries()) {
    const isOfOutputs = (type === "REGISTRY_UPDATED" || type === "DONE") && about !== null;
    if (isOfOutputs && about.digest !== digestOf(texts[k - 1]))
      found.push(wrong(id, `events/${eventName(k + 1)}`, "names other outputs than the events before it give"));
  }
  return found;
}

function determinesDigest(folder: string, disk: World["disk"]): string | null {
  const determines = determinesIn(jsonIn(bytesAt(disk, join(folder, "outputs/plan.json")) ?? new Uint8Array()));
  return determines === null ? null : planDigest(determines);
}

const isApproval = (event: JobEvent): event is Extract<JobEvent, { type: "APPROVED" }> => event.type === "APPROVED";

function approvalsSay({ events }: JobRecord): string {
  const given = events
    .filter(isApproval)
    .map(({ step, actor }) => `${step} by ${actor.id}${actor.role === null ? "" : ` (${actor.role})`}`);
  return given.length === 0 ? "none was given" : given.join(", ");
}

/** Of the step, the digest, the role and the person that the policy asks for. That each is of the waiting digest the record itself holds. */
function approvalFindings({ id, folder, spec, policy, events }: JobRecord, { disk }: World): readonly Finding[] {
  const found: Finding[] = [];
  const submitter = events[0].actor.id;
  for (const [k, event] of events.entries()) {
    const file = `events/${eventName(event.seq)}`;
    if (event.type === "WAITING_APPROVAL" && event.step !== null) {
      const rule = ruleOf(policy, event.step);
      const about = aboutOf({ spec, policy, folder, events: events.slice(0, k) }, event.step, disk);
      const isRule = rule !== null && rule.count === event.data.count && rule.roles.join() === event.data.roles.join();
      if (!isRule) found.push(wrong(id, file, "asks for another approval than the policy"));
      if (about?.digest !== event.about?.digest) found.push(wrong(id, file, "asks for the approval of something else"));
    }
    if (!isApproval(event) || event.step === null) continue;
    const rule = ruleOf(policy, event.step);
    const { role } = event.actor;
    if (rule !== null && rule.roles.length > 0 && (role === null || !rule.roles.includes(role)))
      found.push(wrong(id, file, "is an approval by somebody without the role that is asked for"));
    const isOnce = event.step === "release" || event.step === "lockbox";
    if (isOnce && event.actor.id === submitter && !(policy?.mode === "research" && rule?.self === true))
      found.push(wrong(id, file, "is an approval by whoever submitted the job"));
  }
  return found;
}

function runFindings(
  record: JobRecord,
  world: World,
): { readonly says: string; readonly findings: readonly Finding[] } {
  const found: Finding[] = [];
  const { version, program } = buildInfo(world.disk);
  const schemas = schemasFrom((name) => jsonSchema(world.disk, name));
  const runs = runsIn(record.events);
  for (const { run_id, content_digest } of runs) {
    const opened = openRun(world.disk, run_id, join(record.folder, "runs", run_id));
    const verified =
      "code" in opened ? null : verifyRun(opened, schemas, registry.all, { version, program: program() });
    if (verified === null || verified.manifest?.content_digest !== content_digest)
      found.push(wrong(record.id, `runs/${run_id}`, "is not the run that its event names"));
    found.push(...(verified?.findings.filter(isError) ?? []));
  }
  return { says: runs.length === 0 ? "none ended" : runs.map(({ run_id }) => run_id).join(", "), findings: found };
}

/** What makes a sequel of a run has the digest that its event names. */
const sequelFindings = ({ id, folder, events }: JobRecord, { disk }: World): readonly Finding[] =>
  events.flatMap((event) => {
    if (event.type !== "SEQUEL_COMPLETED" && event.type !== "LOCKBOX_OPENED") return [];
    const file = `runs/${event.data.run_id}/${event.type === "LOCKBOX_OPENED" ? openingPath : candidatesPath}`;
    const bytes = bytesAt(disk, join(folder, file));
    return bytes !== null && digestOf(bytes) === event.about?.digest
      ? []
      : [wrong(id, file, "is not what its event names")];
  });

/** The last run's blocks, each by its own record of what its key is made of. */
function planFindings(record: JobRecord, { disk }: World): readonly Finding[] {
  const run = runsIn(record.events).at(-1);
  const determines = determinesIn(jsonIn(bytesAt(disk, join(record.folder, "outputs/plan.json")) ?? new Uint8Array()));
  const opened = run === undefined ? null : openRun(disk, run.run_id, join(record.folder, "runs", run.run_id));
  if (run === undefined || opened === null || "code" in opened || determines === null) return [];
  return (manifestOf(opened)?.blocks ?? []).flatMap(({ id }) => {
    const preimage = preimageOf(opened, id);
    const why = preimage === null ? null : whyNotDetermined(determines, id, preimage);
    return why === null
      ? []
      : [finding("FS9404", null, { job: record.id, path: `runs/${run.run_id}/blocks/${id}/done.json`, problem: why })];
  });
}

/** Null of a block that never had its key. */
function preimageOf(run: RunFolder, block: string) {
  const done = asked(doneSchema, jsonIn(run.read(`blocks/${block}/done.json`) ?? new Uint8Array()));
  return done.success ? done.data.key_preimage : null;
}
