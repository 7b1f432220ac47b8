/** Metrics: how many jobs are in which state, what their runs did, and how long the oldest waits, for Prometheus. */
import { join } from "node:path";
import { asked } from "../../../schemas/asked.ts";
import { eventTypes } from "../../../schemas/job.ts";
import { manifestSchema } from "../../../schemas/manifest.ts";
import { bytesAt, jsonIn } from "../../jobs/reading.ts";
import type { JobRecord } from "../../jobs/record.ts";
import { jobsWhere } from "../../jobs/shown.ts";
import { stateOf } from "../../jobs/state.ts";
import type { Disk } from "../../store/disk.ts";
import type { Served } from "./route.ts";

/** @see https://prometheus.io/docs/instrumenting/exposition_formats/ */
export function metricsText({ places, world }: Served): string {
  const { records, findings } = jobsWhere({}, places, world.disk);
  const states = records.map(({ events }) => stateOf(events));
  const waits = states.flatMap((state, k) =>
    state?.waiting === null || state === null ? [] : [records[k].events[state.seq - 1]?.time ?? ""],
  );
  const [oldest] = waits.sort();
  const units = { ran: 0, reused: 0 };
  for (const record of records)
    for (const { ran, reused } of runCounts(record, world.disk)) {
      units.ran += ran;
      units.reused += reused;
    }
  const seconds = oldest === undefined ? 0 : Math.max(0, Math.round((world.now() - Date.parse(oldest)) / 1000));
  return [
    ...family("foodspec_jobs", "gauge", "Jobs by state."),
    ...eventTypes.map((type) => `foodspec_jobs{state="${type}"} ${states.filter((one) => one?.type === type).length}`),
    ...family("foodspec_jobs_unreadable", "gauge", "Jobs whose record is not whole."),
    `foodspec_jobs_unreadable ${findings.length}`,
    ...family(
      "foodspec_units_total",
      "counter",
      "Blocks of runs that ended, by whether they ran or were taken from the store.",
    ),
    `foodspec_units_total{execution="ran"} ${units.ran}`,
    `foodspec_units_total{execution="reused"} ${units.reused}`,
    ...family("foodspec_oldest_wait_seconds", "gauge", "How long the job that waits longest has waited for people."),
    `foodspec_oldest_wait_seconds ${seconds}`,
    "",
  ].join("\n");
}

const family = (name: string, type: string, says: string): readonly string[] => [
  `# HELP ${name} ${says}`,
  `# TYPE ${name} ${type}`,
];

/** Runs never change: each manifest is read once. */
const known = new Map<string, { readonly ran: number; readonly reused: number }>();

function runCounts({ folder, events }: JobRecord, disk: Disk) {
  return events.flatMap((event) => {
    if (event.type !== "RUN_COMPLETED") return [];
    const path = join(folder, "runs", event.data.run_id, "manifest.json");
    const counted = known.get(path) ?? countsIn(bytesAt(disk, path));
    known.set(path, counted);
    return [counted];
  });
}

function countsIn(bytes: Uint8Array | null) {
  const found = bytes === null ? null : asked(manifestSchema, jsonIn(bytes));
  const blocks = found?.success === true ? found.data.blocks : [];
  const count = (execution: string): number => blocks.filter((one) => one.execution === execution).length;
  return { ran: count("ran"), reused: count("reused") };
}
