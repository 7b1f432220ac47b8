/** Job show: a job, its events, and all jobs, as text or JSON. */
import type { World } from "../../compile/world.ts";
import type { Finding } from "../../diagnostics/finding.ts";
import { visible } from "../../diagnostics/visible.ts";
import { next } from "../../jobs/next.ts";
import { jobIds, placesOf } from "../../jobs/places.ts";
import { type JobRecord, readRecord } from "../../jobs/record.ts";
import { stateOf } from "../../jobs/state.ts";
import type { JobOptions } from "./job-options.ts";
import { eventLine, here, shownLines, stateWords, titleOf } from "./job-words.ts";
import { sayFindings } from "./say-findings.ts";

export function showJob(record: JobRecord, format: "text" | "json", world: World): number {
  if (format === "json") world.out(`${JSON.stringify(asJson(record), null, 2)}\n`);
  else for (const [label, says] of shownLines(record, world)) world.out(`${label.padEnd(10)} ${visible(says)}\n`);
  return 0;
}

function asJson({ id, spec, events }: JobRecord) {
  const state = stateOf(events);
  const waiting = state?.waiting ?? null;
  const { lineage } = spec.extensions;
  return {
    job_id: id,
    kind: spec.kind,
    state: state?.type ?? null,
    step: state?.step ?? null,
    waiting:
      waiting === null
        ? null
        : {
            step: waiting.event.step,
            about: waiting.event.about,
            roles: waiting.event.data.roles,
            count: waiting.event.data.count,
            have: waiting.have,
          },
    lineage: lineage ?? { root_job_id: id, parent_job_id: null, generation: 0 },
    runs: events.flatMap((event) => (event.type === "RUN_COMPLETED" ? [event.data] : [])),
    budget: null,
  };
}

/** Milliseconds between two looks at a job that is followed. */
const lookEvery = 2000;

export async function showEvents(record: JobRecord, { format, follow }: JobOptions, world: World): Promise<number> {
  if (follow !== true) {
    if (format === "json") world.out(`${JSON.stringify(record.events, null, 2)}\n`);
    else for (const event of record.events) world.out(`${visible(eventLine(event).trimEnd())}\n`);
    return 0;
  }
  let told = 0;
  for (;;) {
    const now = readRecord(record.folder, record.id, world.disk);
    if ("code" in now) return sayFindings([now], world);
    for (const event of now.events.slice(told))
      world.out(format === "json" ? `${JSON.stringify(event)}\n` : `${visible(eventLine(event).trimEnd())}\n`);
    told = now.events.length;
    if ("end" in next(now.course, now.events) || world.signal.aborted) return 0;
    await world.pause(lookEvery);
  }
}

/** Jobs in the order in which they were submitted; of one whose record is not whole the finding is said, and the others are listed. */
export function listJobs({ state, root, format }: JobOptions, world: World): number {
  const places = placesOf(world);
  const findings: Finding[] = [];
  const listed = jobIds(places, world.disk).flatMap((id) => {
    const record = readRecord(places.job(id), id, world.disk);
    if ("code" in record) {
      findings.push(record);
      return [];
    }
    const now = stateOf(record.events);
    const rootOf = record.spec.extensions.lineage?.root_job_id ?? id;
    if ((state !== undefined && now?.type !== state) || (root !== undefined && root !== rootOf)) return [];
    return [{ record, time: record.events[0]?.time ?? "" }];
  });
  listed.sort((a, b) => (a.time === b.time ? (a.record.id < b.record.id ? -1 : 1) : a.time < b.time ? -1 : 1));
  if (format === "json") {
    const shown = listed.map(({ record, time }) => {
      const now = stateOf(record.events);
      return { job_id: record.id, title: titleOf(record), state: now?.type ?? null, step: now?.step ?? null, time };
    });
    world.out(`${JSON.stringify(shown, null, 2)}\n`);
  } else {
    for (const { record, time } of listed)
      world.out(`${record.id}  ${time}  ${stateWords(record).padEnd(26)}  ${visible(titleOf(record))}\n`);
    if (listed.length === 0) world.err(`no such jobs in ${here(places.jobs, world)}\n`);
  }
  return sayFindings(findings, world);
}
