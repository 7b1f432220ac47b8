/** Quantity table: a summary as a table, a quantity and its value a line. */
import type { Json } from "../../schemas/plain-json.ts";
import type { Format, Origin, TableView } from "../contract/view.ts";
import { tableOf } from "./table-of.ts";

/** What it is, its value, what that is a number of, and the place where it stands; both null where the value is put in words. */
export type QuantityLine<Place> = readonly [quantity: string, value: Json, form: Format, place: Place | null];

/** The lines in the order given. Each value that has a place carries the origin which `originOf` makes of it. */
export function quantityTable<Place>(
  lines: readonly QuantityLine<Place>[],
  originOf: (place: Place) => Origin,
): TableView {
  return tableOf(
    { quantity: "Quantity", value: "Value" },
    lines.map(([quantity, value]) => ({ quantity, value })),
    {
      value: (line) => {
        const [, , , place] = lines[line];
        return place === null ? null : originOf(place);
      },
    },
    (line, key) => (key === "value" ? lines[line][2] : null),
  );
}
