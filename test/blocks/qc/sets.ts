/** Datasets of the gates' tests, built by the tests' own few lines from the real sets, and blocks run without a compiler. */

import type { DatasetParts, Technique } from "../../../blocks/contract/dataset.ts";
import type { Kind } from "../../../blocks/contract/kind.ts";
import { fromRows, type Matrix, matrix, row, takeRows } from "../../../blocks/contract/matrix.ts";
import type { Remark } from "../../../blocks/contract/refusal.ts";
import type { Context, Done, Given, Inputs, Settings } from "../../../blocks/contract/running.ts";
import { stream } from "../../../blocks/contract/stream.ts";
import type { ValueName } from "../../../blocks/contract/values.ts";
import { inTurn } from "../../../blocks/contract/work.ts";
import { methods } from "../../../blocks/methods/methods.ts";
import type { Json } from "../../../schemas/plain-json.ts";
import { type RealSet, realSpectra } from "../../fixtures/real-data.ts";

/** A dataset with what a gate looks at; everything else as a data block would leave it. */
export function dataset(
  spectra: Matrix,
  axis: readonly number[],
  technique: Technique | null,
  roles: {
    readonly sample: readonly string[];
    readonly batch?: readonly string[];
    readonly label?: readonly string[];
    readonly positive?: string;
  },
): DatasetParts {
  const { sample, batch, label, positive } = roles;
  const classes = [...new Set(label ?? [])].sort();
  return {
    spectra,
    columns: { kind: "axis", unit: technique === "NIR" ? "nm" : "cm-1", technique, values: [...axis] },
    rows: {
      id: sample.map((_, i) => `spectrum ${i + 1}`),
      sample,
      group: batch ?? sample,
      batch: batch ?? null,
      instrument: null,
      external: sample.map(() => false),
      duplicateOf: sample.map((_, i) => firstLike(spectra, i)),
    },
    declared: { sample: true, group: batch !== undefined, batch: batch !== undefined },
    outcome: {
      label:
        label === undefined
          ? null
          : { name: "class", classes, codes: label.map((name) => classes.indexOf(name)), positive: positive ?? null },
      target: null,
    },
    facts: { missing_fraction: 0, saturation: null, samples: new Set(sample).size, excluded: [] },
    ...noneExcluded(spectra.cols),
    design: { upstream: [], accepted: [], columns: [], time: null, isNamed: true, isBatchDeclared: true },
  };
}

/** The parts of a dataset of which no sample was taken out, and none is only predicted. */
export const noneExcluded = (
  cols: number,
): Pick<DatasetParts, "excluded" | "excludedSpectra" | "unknown" | "unknownSpectra"> => ({
  unknown: { id: [], sample: [] },
  unknownSpectra: matrix(0, cols),
  excluded: { id: [], sample: [], group: [], batch: null, why: [], label: null, target: null },
  excludedSpectra: matrix(0, cols),
});

function firstLike(x: Matrix, i: number): number | null {
  for (let j = 0; j < i; j++) if (row(x, j).every((value, k) => value === row(x, i)[k])) return j;
  return null;
}

/** Rows of a dataset by index; copies among them are looked for again. */
export function subset(of: DatasetParts, indexes: readonly number[]): DatasetParts {
  const { rows, outcome, columns } = of;
  const take = <T>(values: readonly T[]) => indexes.map((i) => values[i]);
  const label =
    outcome.label === null
      ? undefined
      : take(outcome.label.codes).map((code) => (outcome.label as NonNullable<typeof outcome.label>).classes[code]);
  const technique = columns.kind === "axis" ? columns.technique : null;
  const axis = columns.kind === "axis" ? columns.values : [];
  const batch = rows.batch === null ? undefined : take(rows.batch);
  const made = dataset(takeRows(of.spectra, indexes), axis, technique, { sample: take(rows.sample), batch, label });
  return { ...made, rows: { ...made.rows, id: take(rows.id) } };
}

/** The same rows with other spectra. */
export const withSpectra = (of: DatasetParts, spectra: Matrix): DatasetParts => ({ ...of, spectra });

/** The 215 rows of the meats as published: `sample`, `lot`, fat up to or over 20 %. */
export function publishedMeats(): DatasetParts {
  const { spectra, axis, column } = realSpectra("meats-nir");
  return dataset(spectra, axis, "NIR", { sample: column("sample"), batch: column("lot"), label: column("fat_label") });
}

/** The base of the measured numbers: copies dropped, 193 spectra of 178 samples. */
export function baseMeats(): DatasetParts {
  const all = publishedMeats();
  return subset(
    all,
    all.rows.duplicateOf.flatMap((first, i) => (first === null ? [i] : [])),
  );
}

/** Any of the real sets, for spectral checks. */
export function realSet(name: RealSet): DatasetParts {
  if (name === "meats-nir") return baseMeats();
  const { spectra, axis, column } = realSpectra(name);
  return dataset(spectra, axis, name === "pufa-raman" ? "Raman" : "FTIR", { sample: column("sample_id") });
}

/** The spectral variant that must fail: three spikes of 0.3 R in every fifth spectrum. */
export function spikedMeats(): DatasetParts {
  const base = baseMeats();
  const spoilt = Array.from({ length: base.spectra.rows }, (_, i) => {
    const x = row(base.spectra, i);
    const sorted = x.slice().sort();
    const at = (percent: number) => {
      const place = ((sorted.length - 1) * percent) / 100;
      const low = Math.floor(place);
      return sorted[low] + (place - low) * (sorted[Math.min(low + 1, sorted.length - 1)] - sorted[low]);
    };
    const out = x.slice();
    if (i % 5 === 0) for (const j of [0, 1, 2]) out[((17 * i + 31 * j) % 88) + 6] += 0.3 * (at(97.5) - at(2.5));
    return out;
  });
  return withSpectra(base, fromRows(spoilt));
}

export type Ran = Done & { readonly remarks: readonly Remark[]; readonly events: readonly string[] };

/** Runs a block as the compiler would: options through the schema, values by name and in order. */
export async function runBlock(
  kind: Kind,
  written: Json,
  given: readonly Given[],
  settings: Partial<Settings> = {},
): Promise<Ran> {
  const remarks: Remark[] = [];
  const events: string[] = [];
  const context: Context = {
    methods,
    settings,
    seed: 0,
    input: () => [],
    stream: (...name) => stream(0, ...name),
    remark: (code, facts = {}, place = {}) => void remarks.push({ code, facts, ...place }),
    breathe: async () => undefined,
    spread: inTurn(async () => undefined),
    log: (event) => void events.push(event),
  };
  const inputs = { ...Object.fromEntries(given.map(({ value, parts }) => [value, parts])), given } as Inputs;
  const done = await kind.run(inputs, kind.options.parse(written) as Json, context);
  return { ...done, remarks, events };
}

/** A value as the graph hands it over. */
export const value = (name: ValueName, parts: unknown, block: string | null = null): Given =>
  ({ block, value: name, parts }) as unknown as Given;
