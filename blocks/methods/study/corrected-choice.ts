/** Corrected choice: what the chosen one of several candidates is worth once it is counted that it was chosen on the same samples. */
import type { ChoiceRule, StudyMetric } from "../../../schemas/study.ts";
import type { Stream } from "../../contract/stream.ts";
import { percentileInPlace } from "../numeric/order-statistics.ts";
import { chosenAmong } from "../recipe/choose.ts";
import { type Judge, judgeOf, type Outcomes } from "./outcomes.ts";

export interface CorrectedChoice {
  /** Place of the candidate that the rule takes on all samples. */
  readonly chosen: number;
  /** Of each candidate on all samples. */
  readonly values: readonly number[];
  /** Null below eight samples. */
  readonly corrected: Corrected | null;
}

export interface Corrected {
  readonly value: number;
  /** 2.5 and 97.5 per cent of the draws. */
  readonly low: number;
  readonly high: number;
}

/** How often samples are drawn. */
const draws = 1000;
/** Below so many samples nothing is said of a spread, as with every interval. */
const fewest = 8;

/**
 * Chooses, and judges the choice: the samples are drawn with replacement, as many as there are; the rule chooses on those drawn, and what it
 * chose is judged on those that were not. The mean of this over the draws is what choosing by this rule comes to on samples that had no say.
 *
 * @param outcomes of every candidate, the preferred first
 * @returns null where no candidate has a value
 * @see Tibshirani, Tibshirani 2009, Ann. Appl. Stat. 3:822, doi 10.1214/08-AOAS224 (the bias of a minimum over candidates);
 *      Tsamardinos, Greasidou, Borboudakis 2018, Mach. Learn. 107:1895, doi 10.1007/s10994-018-5714-4 (choosing anew on each draw)
 */
export function correctedChoice(outcomes: Outcomes, rule: ChoiceRule, stream: Stream): CorrectedChoice | null {
  const n = outcomes.observed.length;
  const judges = outcomes.told.map((_, k) => judgeOf(outcomes, k));
  const choosing = { judges, metric: outcomes.metric, rule };
  const { chosen, values } = chosenOn(choosing, new Uint32Array(n).fill(1));
  if (chosen === null) return null;
  return { chosen, values, corrected: n < fewest ? null : judged(choosing, n, stream) };
}

interface Choosing {
  readonly judges: readonly Judge[];
  readonly metric: StudyMetric;
  readonly rule: ChoiceRule;
}

function chosenOn({ judges, metric, rule }: Choosing, weights: Uint32Array) {
  const values = judges.map((judge) => judge.metric(weights));
  const chosen = chosenAmong([...judges.keys()], values, { metric, rule }, (k) => judges[k].error(weights));
  return { chosen, values };
}

function judged(choosing: Choosing, n: number, stream: Stream): Corrected | null {
  const found: number[] = [];
  let total = 0;
  for (let d = 0; d < draws; d++) {
    const drawn = new Uint32Array(n);
    for (let i = 0; i < n; i++) drawn[stream.below(n)]++;
    const { chosen } = chosenOn(choosing, drawn);
    const rest = drawn.map((times) => (times === 0 ? 1 : 0));
    const value = chosen === null ? Number.NaN : choosing.judges[chosen].metric(rest);
    if (!Number.isFinite(value)) continue;
    found.push(value);
    total += value;
  }
  if (found.length === 0) return null;
  const sorted = Float64Array.from(found);
  return {
    value: total / found.length,
    low: percentileInPlace(sorted, 2.5),
    high: percentileInPlace(sorted, 97.5),
  };
}
