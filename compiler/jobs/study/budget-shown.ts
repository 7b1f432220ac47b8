/** Budget shown: what the study of a job has used of what it may, as anybody who asks is answered. */
import type { ShownJob } from "../../../schemas/job-answers.ts";
import type { Disk } from "../../store/disk.ts";
import type { Places } from "../places.ts";
import type { JobRecord } from "../record.ts";
import { usedBy } from "./admit.ts";
import { rootOfStudy, studyOf } from "./lineage.ts";

/** Null of a job that is part of no study. */
export function budgetOf(record: JobRecord, places: Places, disk: Disk): ShownJob["budget"] {
  const root = rootOfStudy(record, places, disk);
  if (root === null) return null;
  const { candidates, generations, hours, patience } = studyOf(root).budget ?? {};
  const limits = { candidates, generation: generations, hours, since_gain: patience?.candidates };
  const stopped = root.events.find((event) => event.type === "STOPPED_BUDGET");
  return {
    root: root.id,
    limits: Object.fromEntries(
      Object.entries(limits).flatMap(([name, limit]) => (limit === undefined ? [] : [[name, limit]])),
    ),
    counters: { ...usedBy(root, places, disk) },
    stopped: stopped?.type === "STOPPED_BUDGET" ? stopped.data.reason : null,
  };
}
