/**
 * The base set: spectra made by code, with nothing in them that tells one class from the other unless it is put there. 40 Gaussian
 * bands whose contents differ from sample to sample; measured again with multiplicative, additive and pointwise noise.
 */

import { stream } from "../../blocks/contract/stream.ts";
import { normalDeviates } from "../../blocks/methods/simulate/normal-deviates.ts";

/** A grid of points, and how wide a nanometre of the near-infrared set is on it. */
const shapes = {
  NIR: { unit: "nm", technique: "NIR", first: 1100, step: 2, points: 100, scale: 1 },
  FTIR: { unit: "cm-1", technique: "FTIR", first: 900, step: 2, points: 400, scale: 4 },
} as const;

export interface BaseSetOptions {
  readonly seed: number;
  readonly samples: number;
  /** Spectra a sample. */
  readonly repeats?: number;
  readonly shape?: keyof typeof shapes;
  /** Multiplicative noise of a spectrum, and noise of a point; by default those of sets with or without repeats. */
  readonly noise?: { readonly s: number; readonly e: number };
  /** What is added to the content of a band (from 0) of a sample. */
  readonly extra?: (sample: number, band: number) => number;
}

export interface BaseSet {
  readonly shape: keyof typeof shapes;
  readonly axis: readonly number[];
  /** By sample, then repeat. */
  readonly rows: readonly BaseRow[];
}

export interface BaseRow {
  readonly sample: number;
  readonly repeat: number;
  readonly values: readonly number[];
}

/** A set of the seed; another extra or noise changes nothing else about it. */
export function baseSet({
  seed,
  samples,
  repeats = 1,
  shape = "NIR",
  noise,
  extra = () => 0,
}: BaseSetOptions): BaseSet {
  const { first, step, points, scale } = shapes[shape];
  const { s, e } = noise ?? (repeats > 1 ? { s: 0.01, e: 0.001 } : { s: 0.05, e: 0.004 });
  const axis = Array.from({ length: points }, (_, j) => first + step * j);
  const place = stream(seed, "base set", "bands");
  const bands = Array.from({ length: 40 }, () => {
    const centre = first + place.uniform() * step * (points - 1);
    return gaussian(axis, centre, scale * (3 + 9 * place.uniform()));
  });
  const broad = gaussian(axis, first + (100 * scale * step) / 2, 40 * scale);
  const rows = Array.from({ length: samples }, (_, sample) => {
    const ofSample = normalDeviates(stream(seed, "base set", "sample", sample));
    const contents = bands.map((_band, b) => 0.3 + 0.1 * ofSample() + extra(sample, b));
    const pure = axis.map((_, j) => bands.reduce((sum, band, b) => sum + contents[b] * band[j], 1 + 0.5 * broad[j]));
    return Array.from({ length: repeats }, (_repeat, repeat) => {
      const draw = normalDeviates(stream(seed, "base set", "spectrum", sample, repeat));
      const [factor, offset] = [1 + s * draw(), 0.02 * draw()];
      return { sample, repeat, values: pure.map((value) => sixDecimals(value * factor + offset + e * draw())) };
    });
  });
  return { shape, axis, rows: rows.flat() };
}

const gaussian = (axis: readonly number[], centre: number, sd: number): number[] =>
  axis.map((at) => Math.exp(-0.5 * ((at - centre) / sd) * ((at - centre) / sd)));

const sixDecimals = (value: number): number => Math.round(value * 1e6) / 1e6;

/** The label of a sample without signal: by its number. */
export const labelOf = (sample: number): "A" | "B" => (sample % 2 === 0 ? "A" : "B");

export interface Column {
  readonly name: string;
  /** @param index of the row in the set */
  readonly value: (row: BaseRow, index: number) => string | number;
}

/** The set as a file: named columns, then one a point of the axis, then what stands behind them. */
export function csvOf({ axis, rows }: BaseSet, columns: readonly Column[], behind: readonly Column[] = []): string {
  const names = (of: readonly Column[]) => of.map(({ name }) => name);
  const lines = rows.map((row, i) => {
    const cells = (of: readonly Column[]) => of.map(({ value }) => value(row, i));
    return [...cells(columns), ...row.values, ...cells(behind)].join(",");
  });
  return `${[[...names(columns), ...axis, ...names(behind)].join(","), ...lines].join("\n")}\n`;
}

export interface DocumentOptions {
  readonly mode?: "research" | "regulatory";
  readonly scheme?: string;
  /** Lines of the data block beside input and axis. */
  readonly data: readonly string[];
  /** Lines of the data block in regulatory mode alone; by default nothing was done before, and nothing is a repeat. */
  readonly declared?: readonly string[];
  /** Lines of the model block beside its estimator and tuning. */
  readonly model?: readonly string[];
  readonly estimator?: string;
  readonly tune?: string | null;
  readonly steps?: readonly string[];
  readonly frontMatter?: readonly string[];
  /** What the axis goes up to, where a column beside it has a number for a name. */
  readonly end?: number;
}

/**
 * A document over the file `set.csv`; by default the one that the faults of the set are told of. Wide bands whose contents are drawn
 * by lot look like a drifting baseline in some sets: for all, honest and planted, the author says so and sets these two limits, above
 * their floors.
 */
export function documentOf({ shape, axis }: BaseSet, options: DocumentOptions): string {
  const { unit, technique } = shapes[shape];
  const estimator = options.estimator ?? "{pls-da: {components: [1, 2, 4, 6, 8, 10, 12, 15, 20]}}";
  const tune = options.tune === undefined ? "{inner: group_kfold, rule: one-standard-error}" : options.tune;
  const { mode = "research", declared = ["upstream: none", "replicates: none"] } = options;
  return `---
title: A set made by code
version: 1.0.0
mode: ${mode}
scheme: ${options.scheme ?? "lobo"}
seed: 7
qc_policy: {max_baseline_drift: 0.55, min_health_score: 0.5}
inputs:
  set: {path: set.csv}
claims:
  standard: None
  use_case: A test
  limitations: [Made by code]
${[...(options.frontMatter ?? []), ""].join("\n")}---

# A set

\`\`\`foodspec data
input: set
${[...(mode === "regulatory" ? declared : []), ...options.data].join("\n")}
axis: {unit: ${unit}, technique: ${technique}, range: [${axis[0]}, ${options.end ?? axis[axis.length - 1]}]}
\`\`\`

\`\`\`foodspec preprocess
steps:
${(options.steps ?? ["savgol: {window: 11, order: 2, deriv: 1}", "snv"]).map((step) => `  - ${step}\n`).join("")}\`\`\`

\`\`\`foodspec model
estimator: ${estimator}
${[...(tune === null ? [] : [`tune: ${tune}`]), ...(options.model ?? [])].join("\n")}
\`\`\`
`;
}
