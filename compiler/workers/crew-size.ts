/** Crew size: how many workers a job is worth. From its shape and its number of fits alone, never from how long anything took. */
import { type JobShape, stepsOf } from "../run/job-steps.ts";

export type SizeRule = (shape: JobShape, jobs: number) => number;

/** Steps of a job below which starting workers takes longer than they save (measured, decision record 0042). */
const leastSteps = 1e8;

/** Workers for a job; 1: none, it is done in turn. */
export function crewSize(shape: JobShape, jobs: number): number {
  if (stepsOf(shape) < leastSteps) return 1;
  return Math.max(1, Math.min(jobs, shape.atOnce));
}

/**
 * Steps from which a job is worth one worker of its own while another job is under way: nothing is formed twice, so all it costs is
 * a worker's start (measured, decision record 0240).
 */
const leastStepsBeside = 4e6;

export const isWorthOne = (shape: JobShape): boolean => stepsOf(shape) >= leastStepsBeside;

/** Workers where nobody says how many: one a processor, up to four. */
export const usualJobs = (processors: number): number => Math.max(1, Math.min(processors, 4));
