/** Long work: a job that is estimated to take long is told before it begins. From its shape alone, never from a clock. */
import { counted } from "../../blocks/contract/number-text.ts";
import type { Answers } from "../../blocks/contract/work.ts";
import type { NamedJob, NamedSpread } from "./job-name.ts";
import { type JobShape, stepsOf } from "./job-steps.ts";

/** Steps that the quickest estimator takes in a second of one core (measured, decision record 0059). */
const stepsPerSecond = 4e7;
/** Seconds above which a job is told. */
const longSeconds = 10;

/** Seconds of one core that a job takes at least. */
export const leastSecondsOf = (shape: JobShape): number => stepsOf(shape) / stepsPerSecond;

/** The same spread; `onLong` hears, in words, of a job above ten seconds, before its first ask. */
export function tellingLong(spread: NamedSpread, onLong: (says: string) => void): NamedSpread {
  return <G, Ask, Answer>(job: NamedJob<G, Ask, Answer>): Answers<Ask, Answer> => {
    const { rows, cols } = job.shared;
    const shape = { rows, columns: cols, ...job.amount };
    const seconds = leastSecondsOf(shape);
    if (seconds > longSeconds) onLong(longWork(shape, seconds));
    return spread(job);
  };
}

const longWork = ({ fits, rows, columns }: JobShape, seconds: number): string =>
  `${counted(fits, "fit")} to ${counted(rows, "spectrum", "spectra")} of ${counted(columns, "variable")}, ` +
  `at least ${lasting(seconds)} on one core`;

const lasting = (seconds: number): string =>
  seconds < 90 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`;
