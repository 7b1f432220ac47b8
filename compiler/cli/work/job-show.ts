/** Job show: a job, its events, and all jobs, as text or JSON. */
import type { World } from "../../compile/world.ts";
import { visible } from "../../diagnostics/visible.ts";
import { next } from "../../jobs/next.ts";
import { placesOf } from "../../jobs/places.ts";
import { type JobRecord, readRecord } from "../../jobs/record.ts";
import { jobsWhere, listedJob, shownJob, submittedAt, titleOf } from "../../jobs/shown.ts";
import type { JobOptions } from "./job-options.ts";
import { eventLine, here, shownLines, stateWords } from "./job-words.ts";
import { sayFindings } from "./say-findings.ts";

export function showJob(record: JobRecord, format: "text" | "json", world: World): number {
  if (format === "json") world.out(`${JSON.stringify(shownJob(record, placesOf(world), world.disk), null, 2)}\n`);
  else for (const [label, says] of shownLines(record, world)) world.out(`${label.padEnd(10)} ${visible(says)}\n`);
  return 0;
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

/** Of a job whose record is not whole the finding is said, and the others are listed. */
export function listJobs({ state, root, format }: JobOptions, world: World): number {
  const places = placesOf(world);
  const filter = { ...(state === undefined ? {} : { state }), ...(root === undefined ? {} : { root }) };
  const { records, findings } = jobsWhere(filter, places, world.disk);
  if (format === "json") world.out(`${JSON.stringify(records.map(listedJob), null, 2)}\n`);
  else {
    for (const record of records)
      world.out(`${record.id}  ${submittedAt(record)}  ${stateWords(record).padEnd(26)}  ${visible(nameOf(record))}\n`);
    if (records.length === 0) world.err(`no such jobs in ${here(places.jobs, world)}\n`);
  }
  return sayFindings(findings, world);
}

/** Its title; of one that was spawned from another behind it why. */
const nameOf = (record: JobRecord): string =>
  record.spec.extensions.lineage === undefined
    ? titleOf(record)
    : [titleOf(record), record.spec.extensions.why ?? ""].filter((one) => one !== "").join("  ");
