/** Job submit and spawn: a document, or what another job was made of, becomes a job. */
import type { JobSpec } from "../../../schemas/job.ts";
import type { World } from "../../compile/world.ts";
import { finding } from "../../diagnostics/build.ts";
import { exitCode } from "../../diagnostics/exit-code.ts";
import type { Finding } from "../../diagnostics/finding.ts";
import type { Submitted } from "../../jobs/make-job.ts";
import { typing } from "../../jobs/people.ts";
import { type Places, placesOf } from "../../jobs/places.ts";
import { type JobRecord, readRecord } from "../../jobs/record.ts";
import { spawned, tellSpawned } from "../../jobs/spawn.ts";
import { stateOf } from "../../jobs/state.ts";
import { type SubmissionEnd, submitDocument } from "../../jobs/submit.ts";
import { submitIdea } from "../../jobs/submit-idea.ts";
import { printFindings } from "../report-results.ts";
import type { JobOptions } from "./job-options.ts";
import { budgetWords, here, stateWords, stopped } from "./job-words.ts";
import { sayFindings } from "./say-findings.ts";

const usage = "foodspec job --help";
const missing = (problem: string, advice: string): Finding =>
  finding("FS1104", null, { problem, suggestion: null, advice, usage });

export async function submitJob(options: JobOptions, world: World): Promise<number> {
  const { target, idea, approve = [], attempt = 1, why, format } = options;
  const actor = typing(placesOf(world), world);
  if ("code" in actor) return sayFindings([actor], world);
  if (actor.role === "reader")
    return sayFindings(
      [finding("FS1182", null, { who: actor.id, problem: "is reader, and readers submit nothing" })],
      world,
    );
  const extensions: JobSpec["extensions"] = why === undefined ? {} : { why };
  if (idea !== undefined) {
    const made = submitIdea(idea, { attempt, extensions }, () => actor, world);
    return "code" in made ? sayFindings([made], world) : sayJob(made, format, world);
  }
  if (target === undefined)
    return sayFindings([missing("no document was named", "name one, or a request with `--idea FILE`")], world);
  const { mode, seed, scheme, trust, qcOverride, reason, set, input } = options;
  const typed = { mode, seed, scheme, trust, qcOverride, reason, set, inputs: input };
  const end = await submitDocument(target, { options: typed, approve, attempt, extensions }, () => actor, world);
  return sayEnd(end, format, world);
}

function sayEnd({ prepared, findings, submitted, out }: SubmissionEnd, format: "text" | "json", world: World): number {
  printFindings(findings, prepared, "text", {}, world);
  if (out !== undefined) {
    world.err(`nothing was spawned: ${budgetWords(out)}\n`);
    return stopped;
  }
  if (submitted === null) return exitCode(findings);
  return sayJob(submitted, format, world);
}

function sayJob({ id, spec, places, created }: Submitted, format: "text" | "json", world: World): number {
  const record = readRecord(places.job(id), id, world.disk);
  if ("code" in record) return sayFindings([record], world);
  if (format === "json") {
    const state = stateOf(record.events)?.type ?? null;
    world.out(`${JSON.stringify({ job_id: id, snapshot_id: spec.snapshot_id, state, created })}\n`);
    return 0;
  }
  const done = created ? "submitted" : "was there already";
  const what =
    spec.kind === "idea" ? `foodspec job spawn ${id} PROTOCOL.md --why "…"` : `foodspec worker --once --job ${id}`;
  world.out(`${id}  ${done}  ${stateWords(record)}  ${here(places.job(id), world)}\n              next: ${what}\n`);
  return 0;
}

export async function spawnJob(parent: JobRecord, places: Places, options: JobOptions, world: World): Promise<number> {
  const { document = null, reason, why, format } = options;
  const set = [...(options.set ?? []), ...(reason === undefined ? [] : [`reason=${reason}`])];
  if (why === undefined)
    return sayFindings([missing("`--why` is missing", "say why the job is spawned, in 10 to 500 characters")], world);
  const actor = typing(places, world);
  if ("code" in actor) return sayFindings([actor], world);
  const end = await spawned(parent, { document, set, why }, actor, places, world);
  if (end === null)
    return sayFindings(
      [
        missing(
          "an idea is answered by a protocol, and none was named",
          `\`foodspec job spawn ${parent.id} PROTOCOL.md --why "…"\``,
        ),
      ],
      world,
    );
  if ("code" in end) return sayFindings([end], world);
  const { submitted } = end;
  if (submitted !== null) {
    const told = tellSpawned(parent, submitted.id, actor, why, world);
    if (told !== null && "code" in told) return sayFindings([told], world);
  }
  return sayEnd(end, format, world);
}
