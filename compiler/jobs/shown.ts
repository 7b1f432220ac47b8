/** Shown: where a job stands, and all jobs, as anybody who asks is answered. */
import type { EventType } from "../../schemas/job.ts";
import type { ListedJob, ShownJob } from "../../schemas/job-answers.ts";
import { byParts } from "../compile/by-parts.ts";
import type { Finding } from "../diagnostics/finding.ts";
import type { Disk } from "../store/disk.ts";
import { jobIds, type Places } from "./places.ts";
import { type JobRecord, readRecord } from "./record.ts";
import { runsIn, stateOf } from "./state.ts";
import { budgetOf } from "./study/budget-shown.ts";

export function shownJob(record: JobRecord, places: Places, disk: Disk): ShownJob {
  const { id, spec, events } = record;
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
            have: [...waiting.have],
          },
    lineage: lineage ?? { root_job_id: id, parent_job_id: null, generation: 0 },
    runs: [...runsIn(events)],
    budget: budgetOf(record, places, disk),
  };
}

export function titleOf({ events }: Pick<JobRecord, "events">): string {
  const [first] = events;
  return first?.type === "PROTOCOL_SUBMITTED" || first?.type === "IDEA_SUBMITTED" ? first.data.title : "";
}

export interface JobFilter {
  readonly state?: EventType | string;
  /** This job, and what was spawned from it. */
  readonly root?: string;
}

/** Jobs in the order in which they were submitted; of one whose record is not whole there is a finding, and the others are listed. */
export function jobsWhere({ state, root }: JobFilter, places: Places, disk: Disk) {
  const findings: Finding[] = [];
  const records = jobIds(places, disk).flatMap((id) => {
    const record = readRecord(places.job(id), id, disk);
    if ("code" in record) {
      findings.push(record);
      return [];
    }
    const rootOf = record.spec.extensions.lineage?.root_job_id ?? id;
    const isMeant =
      (state === undefined || stateOf(record.events)?.type === state) && (root === undefined || root === rootOf);
    return isMeant ? [record] : [];
  });
  records.sort((a, b) => byParts([submittedAt(a), a.id], [submittedAt(b), b.id]));
  return { records, findings };
}

/** When it was submitted. */
export const submittedAt = ({ events }: JobRecord): string => events[0]?.time ?? "";

export function listedJob(record: JobRecord): ListedJob {
  const now = stateOf(record.events);
  return {
    job_id: record.id,
    title: titleOf(record),
    state: now?.type ?? null,
    step: now?.step ?? null,
    time: submittedAt(record),
  };
}
