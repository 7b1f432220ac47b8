/** The table of cross-validation schemes: what each separates by, what it asks for, and which parts it leaves out together. */
import { z } from "zod";
import type { Json } from "../../../schemas/plain-json.ts";
import type { Rows } from "../../contract/dataset.ts";
import type { Fold, Split } from "../../contract/model.ts";
import type { Stream } from "../../contract/stream.ts";
import { walkForward, walkOptions } from "./walk-forward.ts";

export type Unit = Split["unit"];

/** Rows that no fold of this scheme may separate: a batch, a sample, a group or one spectrum. */
export interface Part {
  readonly name: string;
  /** Indexes into the full matrix, ascending. */
  readonly rows: readonly number[];
  /** Class of most of its rows (ties: the first in class order); null where there are no classes. */
  readonly code: number | null;
}

/** Parts left out together. */
export interface LeftOut {
  readonly name: string;
  readonly parts: readonly Part[];
}

/** A fact that makes folds impossible; `split` turns it into a refusal. */
export interface TooFew {
  readonly have: number;
  readonly need: number;
}

export interface Scheme<Options> {
  readonly name: string;
  /** Closed schema of the options, defaults filled in. */
  readonly options: z.ZodType<Options>;
  /** True where its folds are drawn by lot: then the seed matters. */
  readonly draws: boolean;
  /** True where classes are needed (stratified). */
  readonly needsClasses: boolean;
  /** True where the model block must tune. */
  readonly needsTune: boolean;
  /** True where the data block must say when each row was measured. */
  readonly needsTime?: true;
  /** What folds may not cut through. */
  unit(options: Options): Unit;
  /** Leaves parts out; they come in code-unit order of their names, so that folds do not depend on the order of rows. */
  folds(parts: readonly Part[], options: Options, draw: Stream): readonly LeftOut[] | TooFew;
  /**
   * Folds of its own, where not everything trains that is not left out; in the place of `folds`.
   *
   * @param inside indexes into the rows, ascending
   * @param batchOf the batch of a row
   */
  walk?(inside: readonly number[], rows: Rows, options: Options, batchOf: (i: number) => string): readonly Fold[];
}

/** A scheme whose options' type the table has forgotten; they were parsed by its schema. */
export type AnyScheme = Scheme<Json>;

function scheme<Options>(declaration: Scheme<Options>): AnyScheme {
  return declaration as AnyScheme;
}

const nothing = z.strictObject({});
const folding = z.strictObject({
  folds: z.int().min(2).max(1000).default(5).describe("Number of folds; each is left out once."),
  repeats: z
    .int()
    .min(1)
    .max(100)
    .default(1)
    .describe("How often the folds are dealt anew; metrics are means over these."),
});
type Folding = z.infer<typeof folding>;

const lobo = scheme({
  name: "lobo",
  options: nothing,
  draws: false,
  needsClasses: false,
  needsTune: false,
  unit: () => "batch",
  folds: leaveOneOut,
});

const loso = scheme({
  name: "loso",
  options: nothing,
  draws: false,
  needsClasses: false,
  needsTune: false,
  unit: () => "sample",
  folds: leaveOneOut,
});

const group_kfold = scheme({
  name: "group_kfold",
  options: folding,
  draws: true,
  needsClasses: false,
  needsTune: false,
  unit: () => "group",
  folds: (parts, options, draw) => repeated(parts, options, () => [draw.shuffle(parts)]),
});

const stratified_group_kfold = scheme({
  name: "stratified_group_kfold",
  options: folding,
  draws: true,
  needsClasses: true,
  needsTune: false,
  unit: () => "group",
  folds: (parts, options, draw) =>
    repeated(parts, options, () => byClass(parts).map((ofOneClass) => draw.shuffle(ofOneClass))),
});

const kfold = scheme({
  name: "kfold",
  options: folding,
  draws: true,
  needsClasses: false,
  needsTune: false,
  unit: () => "spectrum",
  folds: (parts, options, draw) => repeated(parts, options, () => [draw.shuffle(parts)]),
});

const holdout = scheme({
  name: "holdout",
  options: z.strictObject({
    test: z.number().gt(0).lt(1).default(0.2).describe("Share of the groups that is held out, between 0 and 1."),
  }),
  draws: true,
  needsClasses: false,
  needsTune: false,
  unit: () => "group",
  folds(parts, { test }, draw) {
    if (parts.length < 2) return { have: parts.length, need: 2 };
    const left = Math.max(1, Math.min(parts.length - 1, Math.round(test * parts.length)));
    return [{ name: "holdout", parts: draw.shuffle(parts).slice(0, left) }];
  },
});

const nested = scheme({
  name: "nested",
  options: z.strictObject({
    outer: z
      .enum(["lobo", "loso"])
      .default("lobo")
      .describe("What the outer folds leave out: one batch or one sample."),
  }),
  draws: false,
  needsClasses: false,
  needsTune: true,
  unit: ({ outer }) => (outer === "lobo" ? "batch" : "sample"),
  folds: leaveOneOut,
});

const none = scheme({
  name: "none",
  options: nothing,
  draws: false,
  needsClasses: false,
  needsTune: false,
  unit: () => "none",
  folds: () => [],
});

const walk_forward = scheme({
  name: "walk_forward",
  options: walkOptions,
  draws: false,
  needsClasses: false,
  needsTune: false,
  needsTime: true,
  unit: ({ by }) => (by === "batch" ? "batch" : "segment"),
  folds: () => [],
  walk: walkForward,
});

/** Every scheme a document may name. */
export const schemes: Readonly<Record<string, AnyScheme>> = {
  lobo,
  loso,
  group_kfold,
  stratified_group_kfold,
  kfold,
  holdout,
  walk_forward,
  nested,
  none,
};

function leaveOneOut(parts: readonly Part[]): readonly LeftOut[] | TooFew {
  if (parts.length < 2) return { have: parts.length, need: 2 };
  return parts.map((part) => ({ name: part.name, parts: [part] }));
}

/** Folds of every repeat, named "2", or "1.2" (repeat 1, fold 2) where there are several repeats. */
function repeated(
  parts: readonly Part[],
  { folds, repeats }: Folding,
  shuffled: () => readonly (readonly Part[])[],
): readonly LeftOut[] | TooFew {
  if (parts.length < folds) return { have: parts.length, need: folds };
  return Array.from({ length: repeats }, (_, r) =>
    deal(shuffled(), folds).map((left, k) => ({ name: repeats > 1 ? `${r + 1}.${k + 1}` : `${k + 1}`, parts: left })),
  ).flat();
}

/** Deals one class after another in turn; the next class goes on where the last stopped, so that folds stay equally large. */
function deal(classes: readonly (readonly Part[])[], folds: number): Part[][] {
  const hands: Part[][] = Array.from({ length: folds }, () => []);
  classes.flat().forEach((part, turn) => {
    hands[turn % folds].push(part);
  });
  return hands;
}

function byClass(parts: readonly Part[]): Part[][] {
  const classes: Part[][] = [];
  for (const part of parts) {
    const code = part.code ?? 0;
    classes[code] ??= [];
    classes[code].push(part);
  }
  return classes.filter((ofOneClass) => ofOneClass !== undefined);
}
