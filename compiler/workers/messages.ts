/** Messages: what a crew and its workers tell one another. Plain data, so that threads can copy it; matrices lie in shared memory. */

import type { Matrix } from "../../blocks/contract/matrix.ts";
import { Refusal, type Remark } from "../../blocks/contract/refusal.ts";
import type { Done } from "../../blocks/contract/running.ts";
import type { JobName } from "../run/job-name.ts";

/** A job is told to a worker once, before its first ask. */
export interface JobMessage {
  readonly job: JobName;
  /** Handed along to threads, which share memory. Who does not reads by digest what the job names. */
  readonly along?: Along;
}

export interface Along {
  readonly shared: Matrix;
  readonly given: unknown;
}

/** An ask of the job that was told last. */
export interface AskMessage {
  readonly ask: unknown;
}

export type ToWorker = JobMessage | AskMessage;

/** A worker is asked one thing at a time, and answers it. */
export type FromWorker = { readonly answer: unknown } | { readonly failure: Failure };

/** A run that stands alone is asked of a thread, and its answer comes with what it remarked. */
export interface AloneAnswer {
  readonly remarks: readonly Remark[];
  readonly came: { readonly done: Done } | { readonly failure: Failure };
}

export type Failure =
  | { readonly refused: readonly Remark[] }
  | { readonly name: string; readonly message: string; readonly stack: string };

/** What was thrown, as plain data. */
export function failureOf(error: unknown): Failure {
  if (error instanceof Refusal) return { refused: error.remarks };
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  return { name, message, stack: String(stack) };
}

/** What was thrown, made again. */
export function thrown(failure: Failure): Error {
  if ("refused" in failure) {
    const [{ code, facts, ...place }, ...more] = failure.refused;
    return new Refusal(code, facts, place, more);
  }
  const { name, message, stack } = failure;
  return Object.assign(new Error(message), { name, stack });
}

/** The matrix in memory that threads share: as it is where it was read from the store, else copied once. */
export function inSharedMemory({ rows, cols, data }: Matrix): Matrix {
  if (data.buffer instanceof SharedArrayBuffer) return { rows, cols, data };
  const copy = new Float64Array(new SharedArrayBuffer(data.byteLength));
  copy.set(data);
  return { rows, cols, data: copy };
}
