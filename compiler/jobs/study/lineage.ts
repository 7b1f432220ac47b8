/** Lineage: the jobs of a study, the document as it stands first, then what was spawned from it in the order in which that was told. */

import { join } from "node:path";
import { isRecord } from "../../../schemas/is-record.ts";
import type { Study, StudyMetric } from "../../../schemas/study.ts";
import type { Disk } from "../../store/disk.ts";
import { judgedModel } from "../../verify/judged-model.ts";
import { openRun } from "../../verify/open-run.ts";
import { jsonOf, manifestOf } from "../../verify/run-folder.ts";
import type { Places } from "../places.ts";
import { type JobRecord, readRecord } from "../record.ts";
import { lastCompiled } from "../state.ts";

/** A job of a study, and what its run came to. */
export interface Member {
  readonly id: string;
  readonly generation: number;
  /** Null where the job was told of and is not there, or its record is not whole. */
  readonly record: JobRecord | null;
}

/** Jobs that its events tell of; without a study none. */
export function lineageOf(root: JobRecord, places: Places, disk: Disk): readonly Member[] {
  const spawned = root.events.flatMap((event) => (event.type === "SPAWNED" ? [event.data] : []));
  return [
    { id: root.id, generation: 0, record: root },
    ...spawned.map(({ job_id: id, generation = 1 }): Member => {
      const record = disk.standsThere(places.job(id)) === "folder" ? readRecord(places.job(id), id, disk) : null;
      return { id, generation, record: record === null || "code" in record ? null : record };
    }),
  ];
}

/** The study of which a job is part, and the job that began it; null of a job that is part of none. */
export function rootOfStudy(record: JobRecord, places: Places, disk: Disk): JobRecord | null {
  if (record.course.part === "root") return record;
  const id = record.spec.extensions.lineage?.root_job_id;
  if (record.course.part !== "candidate" || id === undefined) return null;
  const root = disk.standsThere(places.job(id)) === "folder" ? readRecord(places.job(id), id, disk) : null;
  return root === null || "code" in root || root.course.part !== "root" ? null : root;
}

export function studyOf({ policy }: Pick<JobRecord, "policy">): Study {
  if (policy?.study === undefined) throw new Error("a job without a study");
  return policy.study;
}

/** The run of a candidate as compiled, with its judged model; null where none ended with 0. */
export function runOf({ folder, events }: JobRecord, disk: Disk) {
  const run = lastCompiled(events);
  if (run === null || run.exit_code !== 0) return null;
  const opened = openRun(disk, run.run_id, join(folder, "runs", run.run_id));
  const manifest = "code" in opened ? null : manifestOf(opened);
  if ("code" in opened || manifest === null || manifest.content_digest !== run.content_digest) return null;
  const model = judgedModel(opened, manifest);
  return model === null ? null : { manifest, model, folder: opened };
}

/** A metric as its run says it, with its own interval. */
export interface Stated {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

export function statedBy({ folder, model }: NonNullable<ReturnType<typeof runOf>>, metric: StudyMetric): Stated {
  const said = jsonOf(folder, `${model.folder}metrics.json`);
  const pooled = isRecord(said) && isRecord(said.pooled) ? said.pooled : {};
  const [value, ci] = [pooled[metric], pooled[`${metric}_ci`]];
  const [low, high] = Array.isArray(ci) ? ci : [null, null];
  return { value: numberOf(value), low: numberOf(low), high: numberOf(high) };
}

const numberOf = (value: unknown): number | null => (typeof value === "number" ? value : null);
