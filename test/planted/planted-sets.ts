/** Planted sets: studies that must not be approved, each with what stops it; and honest ones of the same shapes and settings. */
import {
  type BaseRow,
  type BaseSet,
  type BaseSetOptions,
  baseSet,
  type Column,
  type DocumentOptions,
  labelOf,
} from "./base-set.ts";
import type { Study } from "./compiled.ts";
import { averagedOverNeighbours, bestOfNoise, withoutOrthogonal } from "./spoilt.ts";

export interface At {
  readonly seed: number;
  readonly shape: NonNullable<BaseSetOptions["shape"]>;
}

export interface Planted {
  readonly says: string;
  readonly study: (at: At) => Study;
  /** Findings that a research run must have. */
  readonly research: readonly string[];
  /** How a regulatory run ends, and the checks, or the finding, that must be among those that stop it. */
  readonly regulatory:
    | { readonly exit: 7; readonly failed: readonly string[] }
    | { readonly exit: 4; readonly code: string };
  /** Modes whose runs take long: a tuned model of many folds, or a hundred of them. */
  readonly dear?: readonly Mode[];
}

export type Mode = "research" | "regulatory";

const column = (name: string, value: Column["value"]): Column => ({ name, value });
const own = column("id", (_, i) => `m${i + 1}`);
const ofSample = column("class", ({ sample }) => labelOf(sample));
/** The first half of the samples is A, the second B. */
const half = (n: number) => (sample: number) => (2 * sample < n ? "A" : "B");
const halves = (n: number) => column("class", ({ sample }: BaseRow) => half(n)(sample));
/** Ten batches, each with both classes. */
const mixed = column("batch", ({ sample }) => `b${(sample >> 1) % 10}`);
const dealt = column("batch", (_, i) => `b${i % 10}`);
const named = ["id: id", "label: class", "positive: B"];
const inBatches = [...named, "batch: batch"];
const apart = { s: 0.01, e: 0.018 };

interface Parts {
  readonly set: Omit<BaseSetOptions, "seed" | "shape">;
  readonly columns: readonly Column[];
  readonly options?: Partial<DocumentOptions>;
  readonly behind?: readonly Column[];
  /** What was done to the spectra before. */
  readonly change?: (set: BaseSet, seed: number) => BaseSet;
}

const study =
  ({ set, columns, options = {}, behind, change = (of) => of }: Parts) =>
  (at: At): Study => ({
    set: change(baseSet({ ...set, ...at }), at.seed),
    columns,
    behind,
    options: { data: inBatches, ...options },
  });

const letters = column("id", ({ sample, repeat }) => `s${sample + 1}${["", "a", "b"][repeat]}`);
const numbered = column("id", ({ sample, repeat }) => `oil ${sample + 1}-rep${repeat + 1}`);
const loso = { scheme: "loso", data: named };

const measuredAgain: readonly Planted[] = [
  {
    says: "20 samples measured 12 times under 240 names, lobo",
    study: study({ set: { samples: 20, repeats: 12 }, columns: [own, dealt, ofSample] }),
    research: ["FS5211", "FS7110"],
    regulatory: { exit: 7, failed: ["near_duplicates"] },
    dear: ["research"],
  },
  {
    says: "20 samples measured 12 times farther apart than near duplicates are, lobo",
    study: study({ set: { samples: 20, repeats: 12, noise: apart }, columns: [own, dealt, ofSample] }),
    research: ["FS5211"],
    regulatory: { exit: 7, failed: ["similarity_blocked"] },
    dear: ["research", "regulatory"],
  },
  {
    says: "20 samples measured 12 times farther apart than near duplicates are, loso",
    study: study({ set: { samples: 20, repeats: 12, noise: apart }, columns: [own, ofSample], options: loso }),
    research: ["FS5211"],
    regulatory: { exit: 7, failed: ["similarity_blocked"] },
    dear: ["research", "regulatory"],
  },
  {
    says: "40 samples measured 3 times as s1, s1a, s1b, loso",
    study: study({ set: { samples: 40, repeats: 3 }, columns: [letters, ofSample], options: loso }),
    research: ["FS7108", "FS7110"],
    regulatory: { exit: 7, failed: ["undeclared_replicates", "near_duplicates"] },
    dear: ["research"],
  },
  {
    says: "repeats by name, farther apart than near duplicates are, lobo",
    study: study({
      set: { samples: 40, repeats: 4, noise: apart },
      columns: [numbered, column("batch", ({ repeat }) => `b${repeat}`), ofSample],
    }),
    research: ["FS7108"],
    regulatory: { exit: 7, failed: ["undeclared_replicates"] },
    dear: ["research"],
  },
];

const twelve = column("batch", ({ sample }) => `${sample < 72 ? "A" : "B"}${sample % 6}`);
const fourth = (sample: number, band: number) => (band === 3 && sample >= 72 ? 1 : 0);
const unit = column("unit", ({ sample }) => (sample < 72 ? "A" : "B"));

const confounded: readonly Planted[] = [
  {
    says: "12 batches, six of A and six of B",
    study: study({ set: { samples: 144, extra: fourth }, columns: [own, twelve, halves(144)] }),
    research: [],
    regulatory: { exit: 7, failed: ["confounding"] },
  },
  {
    says: "12 batches of one class each, and an instrument for each class",
    study: study({
      set: { samples: 144, extra: fourth },
      columns: [own, twelve, unit, halves(144)],
      options: { data: [...inBatches, "instrument: unit"] },
    }),
    research: ["FS7107"],
    regulatory: { exit: 7, failed: ["confounding"] },
  },
  {
    says: "A measured before B while one band drifts, time declared",
    study: study({
      set: { samples: 144, extra: (sample, band) => (band === 5 ? sample / 72 : 0) },
      columns: [own, mixed, column("at", ({ sample }) => sample * 0.25), halves(144)],
      options: { data: [...inBatches, "time: at"] },
    }),
    research: ["FS7116"],
    regulatory: { exit: 7, failed: ["confounding"] },
  },
];

const marked = ({ sample }: BaseRow): number => (labelOf(sample) === "A" ? 1.4 : 6.4);
const inColumn: Planted = {
  says: "the label in a column beside the axis that has a number for a name",
  study: (at) => {
    const made = study({ set: { samples: 120 }, columns: [own, mixed, ofSample] })(at);
    const { axis } = made.set;
    const next = 2 * axis[axis.length - 1] - axis[axis.length - 2];
    return { ...made, behind: [column(String(next), marked)], options: { ...made.options, end: next } };
  },
  research: ["FS5212"],
  regulatory: { exit: 7, failed: ["one_channel"] },
  dear: ["research", "regulatory"],
};

const done = (says: string, what: string, change: Parts["change"]): readonly Planted[] => {
  const parts = { set: { samples: 120 }, columns: [own, mixed, ofSample], change };
  const upstream = `upstream: [{what: ${what}, with: a script, scope: set, outcome: true}]`;
  const declared = ["replicates: none"];
  return [
    {
      says: `${says}, not declared`,
      study: study({ ...parts, options: { declared } }),
      research: [],
      regulatory: { exit: 4, code: "FS2626" },
    },
    {
      says: `${says}, declared`,
      study: study({ ...parts, options: { declared, data: [...inBatches, upstream] } }),
      research: ["FS7120"],
      regulatory: { exit: 7, failed: ["upstream"] },
      dear: ["research"],
    },
  ];
};

const weak = (sample: number, band: number) => (band === 0 && sample % 2 === 1 ? 0.2 : 0);

const empty: readonly Planted[] = [
  {
    says: "no signal",
    study: study({
      set: { samples: 120 },
      columns: [own, mixed, ofSample],
      options: { model: ["validate: {permutations: 99}"] },
    }),
    research: ["FS5213"],
    regulatory: { exit: 7, failed: ["min_accuracy", "permutation"] },
    dear: ["research"],
  },
  {
    says: "60 repeats of a weak model",
    study: study({
      set: { samples: 60, extra: weak },
      columns: [own, ofSample],
      options: { data: named, scheme: "loso", model: ["scheme: {group_kfold: {folds: 2, repeats: 60}}"] },
    }),
    research: [],
    regulatory: { exit: 7, failed: ["min_accuracy"] },
    dear: ["research", "regulatory"],
  },
];

export const plantedSets: readonly Planted[] = [
  ...measuredAgain,
  ...confounded,
  inColumn,
  ...done("each spectrum the mean of nine neighbours of its class", "averaged over neighbours", (set) =>
    averagedOverNeighbours(set, labelOf),
  ),
  ...done("25 directions orthogonal to the label removed from all rows", "OSC", (set) =>
    withoutOrthogonal(set, labelOf, 25),
  ),
  ...done(
    "as many variables as there are points, the best of 20,000 of noise on all rows",
    "selected variables",
    (set, seed) => bestOfNoise(set, labelOf, seed, 20_000),
  ),
  ...empty,
];

/** What tells the classes apart is in the samples, and every batch holds both. */
const strong = (sample: number, band: number) => (band % 10 === 1 && sample % 2 === 1 ? 0.7 : 0);

export const honestSets: readonly { readonly says: string; readonly study: (at: At) => Study }[] = [
  {
    says: "160 samples in ten batches, lobo",
    study: study({ set: { samples: 160, extra: strong }, columns: [own, mixed, ofSample] }),
  },
  {
    says: "160 samples measured twice, which is declared, lobo",
    study: study({
      set: { samples: 160, repeats: 2, extra: strong },
      columns: [own, column("sample", ({ sample }) => `s${sample}`), mixed, ofSample],
      options: { data: [...inBatches, "sample: sample"], declared: ["upstream: none"] },
    }),
  },
];
