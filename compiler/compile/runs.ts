/** Runs: what ran here, from the store's journal. */
import type { OpenStore } from "../store/open-store.ts";

export interface PastRun {
  /** When it began, ISO 8601. */
  readonly time: string;
  /** As it ended; `running` while it has not, `interrupted` where its process is gone. */
  readonly status: string;
  /** Null where it left no run folder. */
  readonly run_id: string | null;
  readonly document: string;
}

/** Every run of a store, the oldest first; those of processes that are gone are closed. */
export function runsOf(store: OpenStore): readonly PastRun[] {
  store.sweep();
  return store.journals().flatMap(({ lines }) => {
    const head = lines.find((line) => line.event === "run_started");
    const end = lines.find((line) => line.event === "run_ended");
    if (head === undefined) return [];
    const status =
      end === undefined ? "running" : end.run_id === null && end.status === "cancelled" ? "interrupted" : end.status;
    return [{ time: head.time, status, run_id: end?.run_id ?? null, document: head.document }];
  });
}
