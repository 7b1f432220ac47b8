/** Crew size: how many workers a job is worth. From its shape and its number of fits alone, never from how long anything took. */

/** What is known of a job before it is done. */
export interface JobShape {
  readonly rows: number;
  readonly columns: number;
  /** Fits of an estimator on nearly all rows. */
  readonly fits: number;
  /** Asks that do not wait for one another. */
  readonly atOnce: number;
}

export type SizeRule = (shape: JobShape, jobs: number) => number;

/** Steps of a job below which starting workers takes longer than they save (measured, decision record 0042). */
const leastSteps = 1e8;

/**
 * Steps of a job: a fit goes over its rows or, where there are fewer rows than columns twice over, over their products with one
 * another; a number of times that no shape tells.
 * @internal
 */
export const stepsOf = ({ rows, columns, fits }: JobShape): number => fits * rows * Math.min(rows, columns);

/** Workers for a job; 1: none, it is done in turn. */
export function crewSize(shape: JobShape, jobs: number): number {
  if (stepsOf(shape) < leastSteps) return 1;
  return Math.max(1, Math.min(jobs, shape.atOnce));
}

/** Workers where nobody says how many: one a processor, up to four. */
export const usualJobs = (processors: number): number => Math.max(1, Math.min(processors, 4));
