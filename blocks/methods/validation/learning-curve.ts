/** Learning curve: what the model is worth when it is fitted on a share of what each fold trains on. */

import type { Outcome, Rows } from "../../contract/dataset.ts";
import type { Split } from "../../contract/model.ts";
import { type Stream, stream } from "../../contract/stream.ts";
import { worthOf } from "./change.ts";
import type { LearningCurve } from "./schema.ts";
import { firstRepeat, type OneRepeat, orNotFitted, refitted, replaced, type Validated } from "./validated.ts";

/** Draws a share. */
const draws = 5;

/**
 * Accuracy or RMSECV by sample, options as chosen in each fold. What is drawn is what the scheme leaves out (batches, groups or samples),
 * of each class its share and at least one.
 *
 * @param shares of the training units, from above 0 to 1
 */
export async function learningCurve(
  validated: Validated,
  shares: readonly number[],
  seed: number,
): Promise<LearningCurve> {
  const of = firstRepeat(validated);
  if (of.folds.length === 0) return { na: "not_validated" };
  const units = unitsOf(validated.data.rows, validated.split.unit);
  const points = [];
  for (const share of shares) points.push(await pointOf(of, units, share, seed));
  return { points };
}

type Point = Exclude<LearningCurve, { readonly na: unknown }>["points"][number];

async function pointOf(of: OneRepeat, units: readonly string[], share: number, seed: number): Promise<Point> {
  const { data, recipe } = of;
  const figures: number[] = [];
  let samples = 0;
  const times = share === 1 ? 1 : draws;
  for (let d = 0; d < times; d++) {
    const draw = stream(seed, "validation", "learning-curve", share, d);
    const wanted = of.folds.map(({ training, test }, at) => ({
      at,
      test,
      training: drawn(training, units, data.outcome, share, draw),
    }));
    for (const { training } of wanted) {
      samples += new Set(training.map((i) => data.rows.sample[i])).size / wanted.length / times;
    }
    const refits = share === 1 ? [] : wanted;
    const scores = await orNotFitted(async () => replaced(of.scores, refits, await refitted(of, data.ready, refits)));
    if ("na" in scores) return { share, samples, mean: null, sd: null };
    figures.push(worthOf(scores, data.rows, data.outcome, recipe.task));
  }
  const mean = figures.reduce((sum, figure) => sum + figure, 0) / figures.length;
  const squares = figures.reduce((sum, figure) => sum + (figure - mean) * (figure - mean), 0);
  return { share, samples, mean, sd: figures.length > 1 ? Math.sqrt(squares / (figures.length - 1)) : null };
}

/** Of every row what may not be split. */
function unitsOf({ batch, group, sample }: Rows, unit: Split["unit"]): readonly string[] {
  if (unit === "batch") return batch ?? group;
  return unit === "group" ? group : sample;
}

/** Rows of a share of the units among these, drawn class by class. */
function drawn(
  training: readonly number[],
  units: readonly string[],
  { label }: Outcome,
  share: number,
  draw: Stream,
): readonly number[] {
  const codeOf = new Map<string, number>();
  for (const i of training) if (!codeOf.has(units[i])) codeOf.set(units[i], label?.codes[i] ?? 0);
  const names = [...codeOf.keys()].sort();
  const kept = new Set<string>();
  for (const code of [...new Set(codeOf.values())].sort((a, b) => a - b)) {
    const own = names.filter((name) => codeOf.get(name) === code);
    for (const name of draw.shuffle(own).slice(0, Math.max(1, Math.round(share * own.length)))) kept.add(name);
  }
  return training.filter((i) => kept.has(units[i]));
}

/** What the last step of a curve gains, over the spread of the one before; null where there is no such step or spread. */
export function lastGain(points: readonly Point[]): number | null {
  const [before, last] = points.slice(-2);
  if (last === undefined || before.mean === null || last.mean === null || !before.sd) return null;
  return (last.mean - before.mean) / before.sd;
}
