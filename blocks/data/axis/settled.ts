/** Settled: unit and quantity of a table's axis and values, and whether the document or the file said so. */
import type { DataOptions } from "../options.ts";
import type { DataSummary } from "../results.ts";
import type { Table } from "../table.ts";
import { settledTechnique } from "./technique.ts";
import { settledUnit } from "./unit.ts";

type Settled = Pick<DataSummary["read"][number], "unit" | "unit_from" | "quantity" | "quantity_from">;

/** What is declared holds; else what the file says. Of neither nothing is known. */
export function settledAxis(declared: Pick<DataOptions, "axis" | "quantity">, table: Table): Settled {
  const technique = settledTechnique(declared.axis, table) ?? undefined;
  const { unit, from } = settledUnit({ ...declared.axis, technique }, table.unit ?? null, table.axis);
  const quantity = declared.quantity ?? table.quantity ?? null;
  const quantity_from = declared.quantity !== undefined ? "declared" : quantity === null ? "none" : "file";
  return { unit, unit_from: from, quantity, quantity_from };
}
