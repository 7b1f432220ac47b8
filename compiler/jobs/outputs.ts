/** Outputs: where a job stands and which runs it has, made from its events alone and kept beside them for who looks quickly. */
import { join } from "node:path";
import { parsed } from "../../schemas/asked.ts";
import type { JobEvent, JobOutputs } from "../../schemas/job.ts";
import { outputsSchema } from "../../schemas/job.ts";
import { digestOf } from "../store/digest.ts";
import type { Disk } from "../store/disk.ts";
import { jsonText } from "../store/json-text.ts";
import { bytesAt, holds } from "./reading.ts";
import { runsIn, stateOf } from "./state.ts";

/** @throws Error without events: no job folder has none */
function outputsOf(events: readonly JobEvent[]): JobOutputs {
  const state = stateOf(events);
  const last = events.at(-1);
  if (state === null || last === undefined) throw new Error("a job without events");
  const runs = [...runsIn(events)];
  const head = digestOf(jsonText(last));
  return parsed(outputsSchema, { schema_version: 1, seq: last.seq, head, state: state.type, step: state.step, runs });
}

export const outputsText = (events: readonly JobEvent[]): string => jsonText(outputsOf(events));

/** Writes outputs.json anew where it is absent or behind. */
export function refreshOutputs(
  { folder, events }: { readonly folder: string; readonly events: readonly JobEvent[] },
  disk: Disk,
): void {
  const path = join(folder, "outputs/outputs.json");
  const text = outputsText(events);
  const there = bytesAt(disk, path);
  if (there === null || !holds(there, text)) disk.write(path, text, false);
}
