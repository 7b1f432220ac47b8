/** Job name: a job of work by digests alone, and the keys of its asks. */
import type { Answers, Job } from "../../blocks/contract/work.ts";
import { digestOfJson } from "../store/digest.ts";

/** Who has the unit's code and can read bytes by digest needs nothing else to answer an ask of the job. */
export interface JobName {
  /** Name of the unit of work. */
  readonly unit: string;
  /** Digest of the code that answers. */
  readonly implementation: string;
  /** Methods that its block named: what answers may compute with. */
  readonly methods: readonly string[];
  /** Digest of the shared matrix as the store has it (NPY). */
  readonly shared: string;
  /** Digest of what is given, in canonical JSON. */
  readonly given: string;
}

export interface NamedJob<Given, Ask, Answer> extends Job<Given, Ask, Answer> {
  readonly name: JobName;
}

/** A `Spread` of jobs that have their names. */
export type NamedSpread = <Given, Ask, Answer>(job: NamedJob<Given, Ask, Answer>) => Answers<Ask, Answer>;

/** Key of an ask: the digest of all its answer hangs on. */
export const askKey = (job: JobName, ask: unknown): string => digestOfJson({ ...job, ask });
