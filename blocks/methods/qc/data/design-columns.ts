/** Design columns: how far each column of the metadata goes with the outcome, and which classes stand in which batch. */
import type { DesignColumn } from "../../../contract/design.ts";
import { associationOf, CLOSE, valuesIn } from "./confounding.ts";
import type { DesignCheck } from "./design-checks.ts";
import { dataMaterial, isAccepted, type JudgedData } from "./material.ts";
import { samplesIn } from "./samples.ts";

/** What is found of a column: apart from the outcome, nested in it, standing for it, or that with the document's consent. */
type Result = "apart" | "nested" | "stands_for_outcome" | "accepted";

export interface DesignColumnResult {
  readonly column: string;
  readonly role: DesignColumn["role"];
  readonly values: number;
  readonly v: number | null;
  readonly epsilon_squared: number | null;
  /** Fewest values in any class; null without a label. */
  readonly fewest: number | null;
  readonly result: Result;
}

export interface ClassByBatch {
  readonly column: string;
  readonly classes: string[];
  /** By value of the column: samples of each class; a sample with several values counts in parts. */
  readonly rows: { value: string; samples: number[] }[];
}

/**
 * Each column that is judged, and the samples of each class by batch, else by the column that goes with the label most closely.
 * @param checks as they were judged: what confounding found stands there
 */
export function designColumns(
  dataset: JudgedData,
  checks: readonly DesignCheck[],
): { readonly design_columns: DesignColumnResult[]; readonly class_by_batch: ClassByBatch | null } {
  const { design, outcome, rows } = dataMaterial(dataset);
  const samples = samplesIn({ rows, outcome });
  const confounded = new Set(
    checks.find(({ id }) => id === "confounding")?.check.worst.flatMap(({ feature }) => feature ?? []) ?? [],
  );
  const all = design.columns.map((column) => ({ column, found: associationOf(column, samples, outcome) }));
  const columns = all.map(({ column: { name, role, values }, found: { table, v, e } }) => {
    const consents = isAccepted(design, "confounding", ({ column }) => column === name);
    const isClose = (v ?? 0) >= CLOSE - 1e-12;
    return {
      column: name,
      role,
      values: valuesIn(samples, values).length,
      v,
      epsilon_squared: e,
      fewest: table === null ? null : Math.min(...table.map((counts) => counts.filter((count) => count > 0).length)),
      result: resultOf(confounded.has(name), consents, isClose),
    };
  });
  const { label } = outcome;
  const byCloseness = [...all].sort((a, b) => (b.found.v ?? -1) - (a.found.v ?? -1));
  const chosen = all.find(({ column }) => column.role === "batch") ?? byCloseness[0];
  if (label === null || chosen === undefined || chosen.found.table === null)
    return { design_columns: columns, class_by_batch: null };
  const { table } = chosen.found;
  return {
    design_columns: columns,
    class_by_batch: {
      column: chosen.column.name,
      classes: [...label.classes],
      rows: valuesIn(samples, chosen.column.values).map((value, j) => ({
        value,
        samples: table.map((counts) => counts[j]),
      })),
    },
  };
}

function resultOf(isConfounded: boolean, isAccepted: boolean, isClose: boolean): Result {
  if (isConfounded) return isAccepted ? "accepted" : "stands_for_outcome";
  return isClose ? "nested" : "apart";
}
