/** Receipt: what of a run was sent, beside its run folder, so that what is left can be sent later. */
import { dirname, join } from "node:path";
import { asked } from "../../../schemas/asked.ts";
import { type Receipt, receiptSchema, type TrackingStep, trackingSteps } from "../../../schemas/tracking.ts";
import { canonicalJson } from "../../store/canonical.ts";
import { digestOf } from "../../store/digest.ts";
import { type Disk, readText } from "../../store/disk.ts";
import type { Payload } from "./payload.ts";

/** Beside run folders; its name begins with a dot, so that nobody takes it for one. */
const receiptFolder = ".tracking";

/** @param run folder of the run, absolute */
export const receiptPath = (run: string, runId: string): string => join(dirname(run), receiptFolder, `${runId}.json`);

/** The one that stands, where it is of this payload; else a new one. What is another payload has to be sent anew. */
export function receiptFor(disk: Disk, path: string, payload: Payload, server: string | null): Receipt {
  const digest = digestOf(canonicalJson(payload));
  const before = readReceipt(disk, path);
  if (before !== null && before.payload === digest && before.server === server) return before;
  const pending = { state: "pending", words: null } as const;
  const { registered_model: name } = payload;
  return {
    schema_version: 1,
    run_id: payload.run.run_id,
    server,
    experiment_id: null,
    mlflow_run_id: null,
    model: name === null ? null : { name, version: null },
    payload: digest,
    steps: Object.fromEntries(trackingSteps.map((step) => [step, pending])) as Receipt["steps"],
  };
}

/** Null where there is none that can be read. */
export function readReceipt(disk: Disk, path: string): Receipt | null {
  try {
    const read = asked(receiptSchema, JSON.parse(readText(disk, path)) as unknown);
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}

export const writeReceipt = (disk: Disk, path: string, receipt: Receipt): void =>
  disk.write(path, `${JSON.stringify(receipt, null, 2)}\n`);

/** Whether it may be gone on with without being asked: something waits, and nobody refused the run itself. */
export const isPending = ({ steps }: Receipt): boolean =>
  steps.run.state !== "refused" && trackingSteps.some((step) => steps[step].state === "pending");

/** Steps that are not done, in their order. */
export const stepsLeft = ({ steps }: Receipt): readonly TrackingStep[] =>
  trackingSteps.filter((step) => steps[step].state !== "done");
