/** Job steps: how much a job is, from its shape alone, never from how long anything took. */

/** What is known of a job before it is done. */
export interface JobShape {
  readonly rows: number;
  readonly columns: number;
  /** Fits of an estimator on nearly all rows. */
  readonly fits: number;
  /** Asks that do not wait for one another. */
  readonly atOnce: number;
}

/**
 * Steps of a job: a fit goes over its rows or, where there are fewer rows than columns twice over, over their products with one
 * another; a number of times that no shape tells.
 */
export const stepsOf = ({ rows, columns, fits }: JobShape): number => fits * rows * Math.min(rows, columns);
