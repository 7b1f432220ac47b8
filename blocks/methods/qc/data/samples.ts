/** Samples: the rows of each physical sample that models learn from, with what is to be predicted of it. */
import type { DataMaterial } from "./material.ts";

export interface SampleRows {
  readonly name: string;
  readonly rows: readonly number[];
  /** Of its first spectrum; null without a label. */
  readonly code: number | null;
  readonly target: number | null;
}

/** Samples in the order of their first row, external ones left out. */
export function samplesIn({ rows, outcome }: Pick<DataMaterial, "rows" | "outcome">): readonly SampleRows[] {
  const found = new Map<string, number[]>();
  rows.sample.forEach((sample, i) => {
    if (rows.external[i]) return;
    const own = found.get(sample);
    if (own === undefined) found.set(sample, [i]);
    else own.push(i);
  });
  return [...found].map(([name, own]) => ({
    name,
    rows: own,
    code: outcome.label?.codes[own[0]] ?? null,
    target: outcome.target?.values[own[0]] ?? null,
  }));
}
