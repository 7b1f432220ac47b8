/** Run once: the plan is made again, the run is begun, and how it ended is entered. Somebody who cancels the job ends it as Ctrl-C does. */
import { join } from "node:path";
import { compileDocuments } from "../compile/compile.ts";
import type { World } from "../compile/world.ts";
import { internalError } from "../diagnostics/build.ts";
import { decisive } from "../diagnostics/exit-code.ts";
import type { Finding } from "../diagnostics/finding.ts";
import { cancelledBy } from "../run/cancel.ts";
import { openRun } from "../verify/open-run.ts";
import { manifestOf } from "../verify/run-folder.ts";
import { planDigest } from "./determines.ts";
import { planText } from "./plan.ts";
import { type Planned, planned } from "./planned.ts";
import { type append, type JobRecord, readRecord } from "./record.ts";
import { stateOf } from "./state.ts";
import { failed, type Working } from "./working.ts";

/** Milliseconds between two looks at a job whose run goes on. */
const lookEvery = 1000;

type Put = (decide: Parameters<typeof append>[2]) => readonly Finding[];

export async function runOnce(record: JobRecord, working: Working, put: Put): Promise<readonly Finding[]> {
  const { world, actor } = working;
  const plan = await planned(record, working);
  if ("code" in plan) return [...put(() => failed(plan, actor)), plan];
  const before = record.events.findLast(({ type }) => type === "PLAN_COMPILED")?.about?.digest;
  // Another build: its plan is told, and approved, before anything runs.
  if (planDigest(plan.determines) !== before) return replanned(record, plan, working, put);
  const start = record.events.filter(({ type }) => type === "RUN_STARTED").length + 1;
  const data = {
    start,
    worker: world.machine.host,
    build: plan.build.program(),
    engine: working.engine?.name ?? "local",
  };
  const begun = put(() => ({ type: "RUN_STARTED", actor, data }));
  if (begun.length > 0 || !isRunning(record, world)) return begun;
  const listening = cancelling(record, world);
  // What of a job must agree is its plan: no lock file is among what was submitted.
  const options = { ...plan.options, locked: false, ...(working.jobs === undefined ? {} : { jobs: working.jobs }) };
  const { documents } = await compileDocuments(
    options,
    {
      ...plan.world,
      signal: listening.signal,
      ...(working.engine === undefined ? {} : { workers: working.engine.workersFor(record.id) }),
    },
    () => undefined,
  ).finally(listening.end);
  const [result] = documents;
  if (world.signal.aborted) throw cancelledBy(world.signal);
  if (listening.signal.aborted) return [];
  const manifest = result.runId === null ? null : manifestIn(record, result.runId, world);
  if (result.runId === null || manifest === null) {
    const worst = decisive(result.findings) ?? internalError("artifact", "a run left no folder");
    return [...put(() => ({ ...failed(worst, actor) })), worst];
  }
  const { run_id, content_digest, exit_code } = manifest;
  return [
    ...result.findings,
    // What the register would not take counts too, though the folder cannot say it any more.
    ...put(() => ({
      type: "RUN_COMPLETED",
      actor,
      data: { run_id, content_digest, exit_code: exit_code === 0 ? result.exitCode : exit_code },
    })),
  ];
}

function replanned(
  record: JobRecord,
  { determines, prepared, options, build }: Planned,
  { world, actor }: Working,
  put: Put,
) {
  world.disk.write(join(record.folder, "outputs/plan.json"), planText(determines, prepared, options, build));
  const about = { what: "determines of outputs/plan.json", digest: planDigest(determines) };
  return put(() => ({ type: "PLAN_COMPILED", actor, about, data: {} }));
}

function manifestIn({ folder }: JobRecord, run: string, { disk }: World) {
  const opened = openRun(disk, run, join(folder, "runs", run));
  return "code" in opened ? null : manifestOf(opened);
}

/** False where somebody cancelled between two events. */
function isRunning({ folder, id }: JobRecord, { disk }: World): boolean {
  const now = readRecord(folder, id, disk);
  return !("code" in now) && stateOf(now.events)?.type === "RUN_STARTED";
}

/** A signal that is aborted by the worker's own, or once the job was cancelled: its record is looked at every second. */
function cancelling(record: JobRecord, world: World): { readonly signal: AbortSignal; end(): void } {
  const controller = new AbortController();
  const own = () => controller.abort(world.signal.reason);
  world.signal.addEventListener("abort", own);
  const looking = world.every(lookEvery, () => {
    if (!isRunning(record, world)) controller.abort(130);
  });
  return {
    signal: controller.signal,
    end() {
      looking.end();
      world.signal.removeEventListener("abort", own);
    },
  };
}
