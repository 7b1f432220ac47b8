/** Worth keeping: an answer cheaper than its writing is not kept. From counts alone, never from how long anything took. */
import { type JobShape, stepsOf } from "./job-steps.ts";

/** Whether an answer of so many bytes, to an ask of so many steps, is kept until its block has ended. */
export type KeepRule = (steps: number, bytes: number) => boolean;

/** Steps of one ask of a job. */
export const stepsOfAsk = (shape: JobShape & { readonly asks: number }): number => stepsOf(shape) / shape.asks;

/**
 * Keeping takes 0.17 ms of CPU and 3.3 ms a megabyte (copied, digested, written), the quickest estimator (PLS) 1 ms for 40,000 steps:
 * from here on keeping is at most 3 % of what it saves (measured, decision record 0059).
 */
const leastStepsOfAsk = 2e5;
const stepsPerByte = 4;

export const isWorthKeeping: KeepRule = (steps, bytes) => steps >= leastStepsOfAsk + stepsPerByte * bytes;
