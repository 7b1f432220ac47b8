/** Engine: moves keys of units to whoever is free. The store says what is done; an engine is never believed. */
import type { Failure } from "../../schemas/records.ts";

export interface UnitRef {
  /** Its pre-image and its input files are objects of the store. */
  readonly key: string;
  readonly job: string;
  /** Digest of the program that asks: another build does not answer. */
  readonly build: string;
}

export type Stop = () => Promise<void>;

export interface Engine {
  /** The same key twice is one unit. */
  submit(unit: UnitRef): Promise<void>;
  /** False: submit it again. */
  knows(key: string): Promise<boolean>;
  /** Takes units, so many at once; what `take` throws is tried again. It goes on until the engine is closed. */
  work(take: (unit: UnitRef, signal: AbortSignal) => Promise<Failure | null>, atOnce: number): Promise<void>;
  /** Wakes who waits for a key. `lost`: why the engine gave it up, where it did. */
  onEnd(hear: (key: string, lost: string | null) => void): Promise<Stop>;
  /** What waits of a job is taken out, and what this process does of it is ended. */
  cancel(job: string): Promise<void>;
  counts(): Promise<{ readonly waiting: number; readonly active: number; readonly workers: number }>;
  /** Everything of it ends, also where it is away; nothing of it keeps the process. */
  close(): Promise<void>;
}
