/** walk_forward: each segment in turn is predicted by what was measured before it. */
import { z } from "zod";
import type { Rows } from "../../contract/dataset.ts";
import type { Fold } from "../../contract/model.ts";
import { Refusal } from "../../contract/refusal.ts";
import { words } from "../../contract/words.ts";
import { type Segment, segmentsOf, timedUnits, timesOf } from "./segments.ts";

export const walkOptions = z.strictObject({
  by: z
    .enum(timedUnits)
    .default("batch")
    .describe(
      "what a segment is: a batch, or a day, ISO week, month, quarter or year (UTC) of the data block's `time`",
    ),
  window: z
    .union([
      z.literal("expanding"),
      z.strictObject({ last: z.int().min(1).max(1000).describe("number of segments before the gap that train") }),
    ])
    .default("expanding")
    .describe("which of the segments before train: all (expanding), or the last n"),
  gap: z.int().min(0).max(1000).default(0).describe("segments just before the one that is predicted that do not train"),
  min_train: z
    .int()
    .min(1)
    .max(1000)
    .default(3)
    .describe("segments there must be before the gap; the first min_train + gap are never predicted"),
});
type WalkOptions = z.output<typeof walkOptions>;

/**
 * Fold k predicts segment k. Training are the segments before it but the last `gap`, or the last n of those. Every test row is later
 * than every training row, and no batch, group or sample is on both sides: what lies on both sides stays in training, its later rows
 * are not used. A segment that this leaves without test or training rows has no fold.
 *
 * @param inside indexes into the rows, ascending; nothing else is looked at
 * @param batchOf the batch of a row, or the declared group where there is no batch; asked where segments are batches
 * @throws Refusal FS2403, FS3462 as `segmentsOf`; FS3401 where no fold is left
 * @see Tashman 2000, Int. J. Forecasting 16:437, doi 10.1016/S0169-2070(00)00065-0
 */
export function walkForward(
  inside: readonly number[],
  rows: Rows,
  options: WalkOptions,
  batchOf: (i: number) => string,
): readonly Fold[] {
  const { by, window, gap, min_train } = options;
  const segments = segmentsOf(inside, rows, by, batchOf);
  const at = timesOf(inside, rows, by);
  const facts = { scheme: "walk_forward", min_train, gap, by, among: words("in the data") };
  const need = min_train + gap + 1;
  if (segments.length < need)
    throw new Refusal("FS3401", { ...facts, unit: words("segments"), have: segments.length, need });
  const folds = segments.flatMap((segment, k) => {
    if (k < min_train + gap) return [];
    const first = window === "expanding" ? 0 : Math.max(0, k - gap - window.last);
    return foldOf(segment, segments.slice(first, k - gap), rows, at) ?? [];
  });
  if (folds.length === 0) throw new Refusal("FS3401", { ...facts, unit: words(untestable), have: 0, need: 1 });
  return folds;
}

const untestable =
  "segment with rows that are later than all training rows and share no batch, group or sample with them";

/** Null where no training or no test row is left. */
function foldOf(segment: Segment, before: readonly Segment[], rows: Rows, at: (i: number) => number): Fold | null {
  const earlier = before.flatMap((one) => one.rows);
  const training = earlier.filter((i) => at(i) < segment.from);
  const wholes = [rows.batch, rows.group, rows.sample].flatMap((names) =>
    names === null ? [] : [{ names, seen: new Set(training.map((i) => names[i])) }],
  );
  const isSeen = (i: number) => wholes.some(({ names, seen }) => seen.has(names[i]));
  const test = segment.rows.filter((i) => !isSeen(i));
  if (training.length === 0 || test.length === 0) return null;
  const unused = [...earlier.filter((i) => at(i) >= segment.from), ...segment.rows.filter(isSeen)];
  return {
    name: segment.name,
    left: [segment.name],
    training: training.sort(ascending),
    test: test.sort(ascending),
    unused: unused.sort(ascending),
  };
}

const ascending = (a: number, b: number): number => a - b;
