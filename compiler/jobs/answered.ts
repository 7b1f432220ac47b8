/** Answered: an idea is answered when a job that was spawned from it is done. */
import type { Disk } from "../store/disk.ts";
import { jobFolder, type Places } from "./places.ts";
import { type JobRecord, readRecord } from "./record.ts";
import { stateOf } from "./state.ts";

export const answered = ({ events }: JobRecord, places: Places, disk: Disk): boolean =>
  events.some((event) => {
    if (event.type !== "SPAWNED") return false;
    const folder = jobFolder(places, event.data.job_id, disk);
    const record = typeof folder === "string" ? readRecord(folder, event.data.job_id, disk) : folder;
    return !("code" in record) && stateOf(record.events)?.type === "DONE";
  });
