/** `foodspec job`: submits, shows, approves, spawns and verifies jobs. */
import type { Actor, JobEvent } from "../../../schemas/job.ts";
import type { World } from "../../compile/world.ts";
import { finding } from "../../diagnostics/build.ts";
import type { Finding } from "../../diagnostics/finding.ts";
import { giveOrder, giveVerdict } from "../../jobs/give.ts";
import { readPeople, typing } from "../../jobs/people.ts";
import { jobFolder, type Places, placesOf } from "../../jobs/places.ts";
import { type JobRecord, readRecord } from "../../jobs/record.ts";
import { stateOf } from "../../jobs/state.ts";
import { diskToo } from "./disk-too.ts";
import type { JobAction, JobOptions } from "./job-options.ts";
import { listJobs, showEvents, showJob } from "./job-show.ts";
import { eventLine } from "./job-words.ts";
import { sayFindings } from "./say-findings.ts";

export const jobCommand = (options: JobOptions & { readonly action: JobAction }, world: World): Promise<number> =>
  diskToo(world, () => actions[options.action](options, world));

type Act = (options: JobOptions, world: World) => Promise<number>;

/** A job that was read, and who asks. */
interface Asked {
  readonly record: JobRecord;
  readonly places: Places;
}

const actions: { readonly [action in JobAction]: Act } = {
  submit: async (options, world) => (await submitting()).submitJob(options, world),
  list: async (options, world) => listJobs(options, world),
  show: onJob(async ({ record }, options, world) => showJob(record, options.format, world)),
  events: onJob(({ record }, options, world) => showEvents(record, options, world)),
  approve: onJob((asked, options, world) => verdict("APPROVED", asked, options, world)),
  reject: onJob((asked, options, world) => verdict("REJECTED", asked, options, world)),
  spawn: onJob(async ({ record, places }, options, world) =>
    (await submitting()).spawnJob(record, places, options, world),
  ),
  cancel: onJob((asked, options, world) => order("CANCELLED", asked, options, world)),
  retry: onJob((asked, options, world) => order("RETRIED", asked, options, world)),
  verify,
};

/** Compiler and kinds of blocks are loaded where a document is read, and by no list. */
const submitting = () => import("./job-submit.ts");

/** Reads the job that is named first. */
function onJob(act: (asked: Asked, options: JobOptions, world: World) => Promise<number>): Act {
  return async (options, world) => {
    const places = placesOf(world);
    const id = options.target ?? "";
    const folder = jobFolder(places, id, world.disk);
    const record = typeof folder === "string" ? readRecord(folder, id, world.disk) : folder;
    return "code" in record ? sayFindings([record], world) : act({ record, places }, options, world);
  };
}

const lacking = (option: string, why: string): Finding =>
  finding("FS1104", null, {
    problem: `${option} is missing`,
    suggestion: null,
    advice: why,
    usage: "foodspec job --help",
  });

async function verdict(
  type: "APPROVED" | "REJECTED",
  { record, places }: Asked,
  options: JobOptions,
  world: World,
): Promise<number> {
  const { step, digest, note } = options;
  if (step === undefined || digest === undefined || note === undefined) {
    const option = step === undefined ? "`--step`" : digest === undefined ? "`--digest`" : "`--note`";
    return sayFindings([lacking(option, `\`foodspec job show ${record.id}\` prints the line to type`)], world);
  }
  const actor = typing(places, world);
  if ("code" in actor) return sayFindings([actor], world);
  const [sealed] = options.input ?? [];
  const refused =
    type === "APPROVED" && step === "lockbox" && sealed !== undefined
      ? (await import("../../jobs/lockbox.ts")).keepSealed(record, sealed, places, world)
      : null;
  if (refused !== null) return sayFindings([refused], world);
  return sayEvent(await giveVerdict(record, { type, step, digest, actor, note }, world), record, options, world);
}

async function order(
  type: "CANCELLED" | "RETRIED",
  { record, places }: Asked,
  options: JobOptions,
  world: World,
): Promise<number> {
  const { note } = options;
  if (note === undefined) return sayFindings([lacking("`--note`", "say why, in 1 to 2,000 characters")], world);
  const actor = typing(places, world);
  if ("code" in actor) return sayFindings([actor], world);
  const people = readPeople(places, world);
  if ("code" in people) return sayFindings([people], world);
  return sayEvent(
    giveOrder(record, type, { actor: actor as Actor, note }, people.length > 0, world),
    record,
    options,
    world,
  );
}

function sayEvent(given: JobEvent | Finding, { folder, id }: JobRecord, { format }: JobOptions, world: World): number {
  if ("code" in given) return sayFindings([given], world);
  if (format === "json") {
    world.out(`${JSON.stringify(given)}\n`);
    return 0;
  }
  world.out(eventLine(given));
  const now = readRecord(folder, id, world.disk);
  const waiting = "code" in now ? null : (stateOf(now.events)?.waiting ?? null);
  if (waiting !== null) world.out(`      ${waiting.have.length} of ${waiting.event.data.count} so far\n`);
  else if (given.type === "APPROVED" || given.type === "RETRIED")
    world.out(`      next: foodspec worker --once --job ${id}\n`);
  return 0;
}

async function verify({ target = "", format }: JobOptions, world: World): Promise<number> {
  const places = placesOf(world);
  const folder = jobFolder(places, target, world.disk);
  if (typeof folder !== "string") return sayFindings([folder], world);
  const { verifyJob } = await import("../../jobs/verify-job.ts");
  const checks = verifyJob(folder, target, places, world);
  const findings = checks.flatMap((one) => one.findings);
  const code = sayFindings(findings, world) === 0 ? 0 : 9;
  const verdictWord = findings.length === 0 ? "verified" : "NOT VERIFIED";
  if (format === "json") {
    const shown = checks.map(({ name, says, findings: found }) => ({
      name,
      status: found.length === 0 ? "ok" : "refused",
      says,
    }));
    world.out(
      `${JSON.stringify({ job_id: target, verdict: findings.length === 0 ? "verified" : "refused", checks: shown }, null, 2)}\n`,
    );
    return code;
  }
  for (const { name, says, findings: found } of checks)
    world.out(`${(found.length === 0 ? "ok" : "NO").padEnd(4)}${name.padEnd(11)}${says}\n`);
  world.out(`${verdictWord}  ${target}\n`);
  return code;
}
