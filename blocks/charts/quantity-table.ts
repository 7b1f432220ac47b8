/** Quantity table: a summary as a table, a quantity and its value a line. */
import type { Json } from "../contract/values.ts";
import type { Origin, TableView } from "../contract/view.ts";

/** What it is, its value, and the place where that stands; null where the value is put in words. */
export type QuantityLine<Place> = readonly [quantity: string, value: Json, place: Place | null];

/** The lines in the order given. Each value that has a place carries the origin which `originOf` makes of it. */
export function quantityTable<Place>(
  lines: readonly QuantityLine<Place>[],
  originOf: (place: Place) => Origin,
): TableView {
  return {
    type: "table",
    columns: [
      { key: "quantity", title: "Quantity", format: null },
      { key: "value", title: "Value", format: null },
    ],
    rows: lines.map(([quantity, value]) => ({ quantity, value })),
    origins: Object.fromEntries(
      lines.flatMap(([, , place], i) => (place === null ? [] : [[`${i}:value`, originOf(place)] as const])),
    ),
  };
}
