/** Make job: a job is there whole, with its first event, or not at all; the same again is the same job. */
import { join } from "node:path";
import { parsed } from "../../schemas/asked.ts";
import { type JobEvent, type JobPolicy, type JobSpec, policyRefSchema } from "../../schemas/job.ts";
import type { World } from "../compile/world.ts";
import { finding } from "../diagnostics/build.ts";
import type { Finding } from "../diagnostics/finding.ts";
import { canonicalJson } from "../store/canonical.ts";
import { digestOf, digestOfJson } from "../store/digest.ts";
import type { Disk } from "../store/disk.ts";
import { temporaryName } from "../store/files.ts";
import { jsonText } from "../store/json-text.ts";
import { outputsText } from "./outputs.ts";
import type { Places } from "./places.ts";
import { bytesAt, holds } from "./reading.ts";
import { type AnyDraft, eventName, eventOf, idOf, isWithoutLinks } from "./record.ts";

export interface Submitted {
  readonly id: string;
  readonly spec: JobSpec;
  readonly places: Places;
  /** False where the job was there already. */
  readonly created: boolean;
}

/** What a job is made of. */
export interface Contents {
  readonly spec: JobSpec;
  readonly policy: JobPolicy | null;
  readonly copy: readonly [path: string, bytes: Uint8Array];
}

/** Makes the folder under another name and gives it its own by one rename: a job is there whole, with its first event, or not at all. */
export function makeJob(
  { spec, policy, copy: [copyPath, copyBytes] }: Contents,
  draft: AnyDraft,
  places: Places,
  { disk, now }: Pick<World, "disk" | "now">,
): Submitted | Finding {
  const id = idOf(spec);
  const text = canonicalJson(spec);
  const there = sameJob(places, id, text, disk);
  if (there !== null) return there === "same" ? { id, spec, places, created: false } : there;
  const folder = join(places.jobs, temporaryName(process.pid));
  const head = digestOf(text);
  const first = eventOf({ id, events: [], head }, draft, { now });
  try {
    disk.write(join(folder, "job_spec.json"), text);
    disk.write(join(folder, copyPath), copyBytes);
    if (policy !== null) {
      const ref = parsed(policyRefSchema, { schema_version: 1, policy_id: digestOfJson(policy), policy });
      disk.write(join(folder, "outputs/policy_ref.json"), jsonText(ref));
    }
    disk.write(join(folder, "outputs/outputs.json"), outputsText([first]));
    firstEvent(join(folder, "events"), first, disk);
    disk.rename(folder, places.job(id));
    disk.syncFolder(places.jobs);
    return { id, spec, places, created: true };
  } catch (error) {
    const now_ = sameJob(places, id, text, disk);
    if (now_ !== null) return now_ === "same" ? { id, spec, places, created: false } : now_;
    if (isWithoutLinks(error)) return finding("FS1185", null, { job: id });
    throw error;
  } finally {
    disk.remove(folder);
  }
}

/** By a link, as every event: a file system that has none is told of before there is a job. */
function firstEvent(events: string, event: JobEvent, disk: Disk): void {
  disk.makeFolder(events);
  const temporary = join(events, temporaryName(process.pid));
  disk.writeInPlace(temporary, jsonText(event));
  disk.hardLink(temporary, join(events, eventName(1)));
  disk.remove(temporary);
  disk.syncFolder(events);
}

/** Null where no job has the id; FS9401 where another has it. */
function sameJob(places: Places, id: string, text: string, disk: Disk): "same" | Finding | null {
  if (disk.standsThere(places.job(id)) === null) return null;
  const bytes = bytesAt(disk, join(places.job(id), "job_spec.json"));
  const isSame = bytes !== null && holds(bytes, text);
  return isSame ? "same" : finding("FS9401", null, { job: id });
}
