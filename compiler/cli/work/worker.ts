/** `foodspec worker`: goes through jobs, and says of each where it stands now. */
import type { World } from "../../compile/world.ts";
import { isError } from "../../diagnostics/finding.ts";
import { plain } from "../../diagnostics/json-lines.ts";
import type { Next } from "../../jobs/next.ts";
import { jobFolder, type Places, placesOf } from "../../jobs/places.ts";
import { readRecord } from "../../jobs/record.ts";
import { lastRun, stateOf } from "../../jobs/state.ts";
import type { Worked } from "../../jobs/work-job.ts";
import { workAll, workAlone } from "../../jobs/worker.ts";
import type { Working } from "../../jobs/working.ts";
import { Cancelled } from "../../run/cancel.ts";
import { diskToo } from "./disk-too.ts";
import { stateWords, stopped } from "./job-words.ts";
import { sayFindings } from "./say-findings.ts";
import { openEngine } from "./worker-engine.ts";

export interface WorkerOptions {
  readonly once?: boolean;
  readonly job?: string;
  readonly jobs?: number;
  readonly engine?: string;
  readonly atOnce?: number;
  readonly format: "text" | "json";
}

/** Milliseconds between two rounds. */
const pauseBetween = 2000;

export const workerCommand = (options: WorkerOptions, world: World): Promise<number> =>
  diskToo(world, async () => {
    const places = placesOf(world);
    const engine = await openEngine(options.engine, options.atOnce, places, world);
    if (engine !== null && "code" in engine) return sayFindings([engine], world);
    const hands: Hands = {
      ...(options.jobs === undefined ? {} : { jobs: options.jobs }),
      ...(engine === null ? {} : { engine }),
    };
    try {
      return options.job === undefined
        ? await all(places, options, hands, world)
        : await one(options.job, places, options, hands, world);
    } catch (error) {
      if (!(error instanceof Cancelled)) throw error;
      return error.exitCode;
    } finally {
      await engine?.end();
    }
  });

type Hands = Pick<Working, "jobs" | "engine">;

async function all(places: Places, options: WorkerOptions, hands: Hands, world: World): Promise<number> {
  for (;;) {
    const { isMoved, isWaited } = await workAll(places, world, (id, worked) => say(id, worked, options, world), hands);
    if (options.once === true && !isMoved) return isWaited ? stopped : 0;
    if (!isMoved) await world.pause(pauseBetween);
  }
}

async function one(id: string, places: Places, options: WorkerOptions, hands: Hands, world: World): Promise<number> {
  const folder = jobFolder(places, id, world.disk);
  if (typeof folder !== "string") return sayFindings([folder], world);
  for (;;) {
    const worked = await workAlone(id, places, world, {
      isWaiting: true,
      ...hands,
    });
    const isOver = options.once === true || worked?.at === null || (worked?.at !== undefined && "end" in worked.at);
    if (worked !== null && (isOver || worked.findings.length > 0)) say(id, worked, options, world);
    if (isOver) return codeOf(id, folder, worked, world);
    await world.pause(pauseBetween);
  }
}

/** 0 where it is done, the run's code where it ended with an error, else 10. */
function codeOf(id: string, folder: string, worked: Worked | null, world: World): number {
  if (worked === null || worked.record === null || worked.at === null)
    return worked?.findings.find(isError)?.exit ?? stopped;
  const record = readRecord(folder, id, world.disk);
  if ("code" in record) return record.exit;
  const state = stateOf(record.events);
  if (state?.type === "DONE") return 0;
  if (state?.type !== "ERROR") return stopped;
  const last = record.events.at(-1);
  return last?.type === "ERROR" ? last.data.exit_code : (lastRun(record.events)?.exit_code ?? stopped);
}

function say(id: string, { record, at, findings }: Worked, { format }: WorkerOptions, world: World): void {
  sayFindings(findings, world);
  const state = record === null ? null : stateOf(record.events);
  if (format === "json")
    world.out(
      `${JSON.stringify({ job_id: id, state: state?.type ?? null, step: state?.step ?? null, findings: findings.map(plain) })}\n`,
    );
  else world.out(`${id}  ${record === null ? "its record cannot be read" : stateWords(record)}${hint(id, at)}\n`);
}

const hint = (id: string, at: Next | null): string =>
  at !== null && "wait" in at ? `  see \`foodspec job show ${id}\`` : "";
