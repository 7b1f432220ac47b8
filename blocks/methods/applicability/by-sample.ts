/** By sample: T² and Q as the mean over the spectra of a sample, because samples are what is counted. */
import { groupedInOrder } from "../numeric/grouped.ts";
import type { Applicability, Standing } from "./applicability.ts";

export interface SampleStanding {
  readonly sample: string;
  readonly t2: number;
  readonly q: number;
}

/** Samples in code-unit order of their names. */
export const bySample = (standings: readonly (readonly [sample: string, Standing])[]): readonly SampleStanding[] =>
  groupedInOrder(standings, ([sample]) => sample).map(([sample, own]) => ({
    sample,
    t2: mean(own.map(([, { t2 }]) => t2)),
    q: mean(own.map(([, { q }]) => q)),
  }));

/** Samples that were left out, each by the model of its fold; where it was left out several times the first counts. */
export function leftOutBySample({ folds }: Applicability, names: readonly string[]): readonly SampleStanding[] {
  const first = new Map<number, Standing>();
  for (const fold of folds) for (const [i, standing] of fold) if (!first.has(i)) first.set(i, standing);
  return bySample([...first].map(([i, standing]) => [names[i], standing]));
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
