/** The table of cross-validation schemes: what each separates by, what it asks for, and which parts it leaves out together. */
import { z } from "zod";
import type { MethodPage } from "../../contract/method-page.ts";
import type { Stream } from "../../contract/stream.ts";
import type { Json, Split } from "../../contract/values.ts";

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
  readonly title: string;
  readonly page: MethodPage;
  /** Closed schema of the options, defaults filled in. */
  readonly options: z.ZodType<Options>;
  /** True where its folds are drawn by lot: then the seed matters. */
  readonly draws: boolean;
  /** True where classes are needed (stratified). */
  readonly needsClasses: boolean;
  /** True where the model block must tune. */
  readonly needsTune: boolean;
  /** What folds may not cut through. */
  unit(options: Options): Unit;
  /** Leaves parts out; they come in code-unit order of their names, so that folds do not depend on the order of rows. */
  folds(parts: readonly Part[], options: Options, draw: Stream): readonly LeftOut[] | TooFew;
}

/** A scheme whose options' type the table has forgotten; they were parsed by its schema. */
export type AnyScheme = Scheme<Json>;

function scheme<Options>(declaration: Scheme<Options>): AnyScheme {
  return declaration as unknown as AnyScheme;
}

const nothing = z.strictObject({});
const folding = z.strictObject({
  folds: z.int().min(2).max(1000).default(5).describe("Number of folds; each is left out once."),
  repeats: z.int().min(1).max(100).default(1).describe("How often the folds are dealt anew; scores are averaged."),
});
type Folding = z.infer<typeof folding>;

const lobo = scheme({
  name: "lobo",
  title: "leave one batch out",
  options: nothing,
  page: {
    formula: "fold b: test = all rows of batch b, training = all others; one fold a batch",
    conventions: [
      "Batch is the data block's `batch`, else its `group`; without either the scheme is refused.",
      "Folds stand in code-unit order of the batches' names. A batch may hold any number of samples and classes; a fold whose training rows lack a class is remarked.",
      "Measures how the model does on a batch it has never seen; a sample measured in two batches stands on both sides, which is found as leakage.",
    ],
    cost: "As many fits as there are batches, and one on all rows.",
    sources: [],
    example: `
      estimator: pls-da
      scheme: lobo
    `,
  },
  draws: false,
  needsClasses: false,
  needsTune: false,
  unit: () => "batch",
  folds: leaveOneOut,
});

const loso = scheme({
  name: "loso",
  title: "leave one sample out",
  options: nothing,
  page: {
    formula: "fold s: test = all spectra of sample s, training = all others; one fold a sample",
    conventions: [
      "Replicates of a sample stay together. Folds stand in code-unit order of the samples' names.",
      "Samples of the same batch stand on both sides: it says nothing of new batches.",
    ],
    cost: "As many fits as there are samples, and one on all rows: the dearest of the schemes.",
    sources: [],
    example: `
      estimator: pls-da
      scheme: loso
    `,
  },
  draws: false,
  needsClasses: false,
  needsTune: false,
  unit: () => "sample",
  folds: leaveOneOut,
});

const group_kfold = scheme({
  name: "group_kfold",
  title: "k folds of whole groups",
  options: folding,
  page: {
    formula: "shuffle the groups, deal them in turn into `folds` hands; each hand is the test part once",
    conventions: [
      "Group is the data block's `group`, else the sample. Groups in code-unit order are shuffled (Fisher–Yates) by a stream named after seed and scheme, so the order of rows does not matter.",
      "Hands differ by one group at most; groups may differ in size. With `repeats` folds are dealt anew and called 1.1, 1.2 and so on.",
      "Fewer groups than folds is refused.",
    ],
    cost: "folds × repeats fits, and one on all rows.",
    sources: [],
    example: `
      estimator: pls-da
      scheme: {group_kfold: {folds: 5, repeats: 3}}
    `,
  },
  draws: true,
  needsClasses: false,
  needsTune: false,
  unit: () => "group",
  folds: (parts, options, draw) => repeated(parts, options, () => [draw.shuffle(parts)]),
});

const stratified_group_kfold = scheme({
  name: "stratified_group_kfold",
  title: "k folds of whole groups, every class dealt evenly",
  options: folding,
  page: {
    formula: "as group_kfold, the groups of one class dealt after those of another",
    conventions: [
      "The class of a group is that of most of its spectra, ties to the first class. The next class goes on being dealt where the last one stopped, so that hands stay equally large.",
      "Shuffled within each class. Needs classes; fewer groups than folds is refused.",
    ],
    cost: "folds × repeats fits, and one on all rows.",
    sources: [],
    example: `
      estimator: pls-da
      scheme: {stratified_group_kfold: {folds: 5}}
    `,
  },
  draws: true,
  needsClasses: true,
  needsTune: false,
  unit: () => "group",
  folds: (parts, options, draw) =>
    repeated(parts, options, () => byClass(parts).map((ofOneClass) => draw.shuffle(ofOneClass))),
});

const kfold = scheme({
  name: "kfold",
  title: "k folds of single spectra",
  options: folding,
  page: {
    formula: "shuffle the spectra, deal them in turn into `folds` hands; each hand is the test part once",
    conventions: [
      "Cuts through samples: where a sample has replicates they stand on both sides, which is found as leakage. Only for sets of one spectrum a sample; regulatory mode refuses it.",
      "Spectra in code-unit order of their ids are shuffled by a stream named after seed and scheme.",
    ],
    cost: "folds × repeats fits, and one on all rows.",
    sources: [],
    example: `
      estimator: pls-da
      scheme: {kfold: {folds: 10}}
    `,
  },
  draws: true,
  needsClasses: false,
  needsTune: false,
  unit: () => "spectrum",
  folds: (parts, options, draw) => repeated(parts, options, () => [draw.shuffle(parts)]),
});

const holdout = scheme({
  name: "holdout",
  title: "one part of the groups held out",
  options: z.strictObject({
    test: z.number().gt(0).lt(1).default(0.2).describe("Share of the groups that is held out, between 0 and 1."),
  }),
  page: {
    formula:
      "test = round(share × number of groups) groups drawn by lot, at least one and not all; training = the others",
    conventions: [
      "One fold: its spread cannot be told. Half a group is rounded up.",
      "Drawn from the shuffled groups; classes are not balanced.",
    ],
    cost: "One fit, and one on all rows.",
    sources: [],
    example: `
      estimator: pls-da
      scheme: {holdout: {test: 0.25}}
    `,
  },
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
  title: "leave one out, tuned inside",
  options: z.strictObject({
    outer: z
      .enum(["lobo", "loso"])
      .default("lobo")
      .describe("What the outer folds leave out: one batch or one sample."),
  }),
  page: {
    formula: "outer folds as lobo or loso; inside the training rows of each, the folds of `tune`",
    conventions: [
      "What sets it apart from lobo and loso is that `tune` is required: parameters are chosen anew inside every outer fold, so that the outer score has not been looked at. The other schemes do the same where `tune` is given.",
    ],
    cost: "Outer folds × inner folds × candidates fits; what folds share (the Gram matrix) is made once.",
    sources: [],
    example: `
      estimator: {pls-da: {components: [1, 2, 3, 4, 5, 6]}}
      scheme: {nested: {outer: lobo}}
      tune: {inner: group_kfold, folds: 5}
    `,
  },
  draws: false,
  needsClasses: false,
  needsTune: true,
  unit: ({ outer }) => (outer === "lobo" ? "batch" : "sample"),
  folds: leaveOneOut,
});

const none = scheme({
  name: "none",
  title: "no validation",
  options: nothing,
  page: {
    formula: "no folds: the model is fitted on all rows that are not external",
    conventions: [
      "There are no metrics of unseen rows: they print “not available”. External rows are still predicted. Regulatory mode refuses it.",
    ],
    cost: "One fit.",
    sources: [],
    example: `
      estimator: {pls-da: {components: 4}}
      scheme: none
    `,
  },
  draws: false,
  needsClasses: false,
  needsTune: false,
  unit: () => "none",
  folds: () => [],
});

/** Every scheme a document may name. */
export const schemes: Readonly<Record<string, AnyScheme>> = {
  lobo,
  loso,
  group_kfold,
  stratified_group_kfold,
  kfold,
  holdout,
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
