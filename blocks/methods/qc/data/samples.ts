/** Samples: the rows of each physical sample that models learn from, with what is to be predicted of it. */
import { grouped } from "../../numeric/grouped.ts";
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
  const own = rows.sample.flatMap((_, i) => (rows.external[i] ? [] : [i]));
  return [...grouped(own, (i) => rows.sample[i])].map(([name, own]) => ({
    name,
    rows: own,
    code: outcome.label?.codes[own[0]] ?? null,
    target: outcome.target?.values[own[0]] ?? null,
  }));
}
