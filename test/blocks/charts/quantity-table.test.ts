/** Quantity table: lines in, a table whose values know where they stand out. */
import { expect, it } from "vitest";
import { quantityTable } from "../../../blocks/charts/quantity-table.ts";

it("keeps the order of the lines, and gives an origin to each value that has a place, by its own line", () => {
  const table = quantityTable(
    [
      ["File", "meat.csv", null, null],
      ["Rows", 240, "count", "/row_count"],
      ["Interval", [0.9, 1], "share", "/ci"],
    ],
    (pointer) => ({ artifact: "data/data_summary.json", pointer }),
  );
  expect(table.columns.map(({ key, title }) => [key, title])).toEqual([
    ["quantity", "Quantity"],
    ["value", "Value"],
  ]);
  expect(table.rows).toEqual([
    { quantity: "File", value: "meat.csv" },
    { quantity: "Rows", value: 240 },
    { quantity: "Interval", value: [0.9, 1] },
  ]);
  expect(table.forms).toEqual({ "1:value": "count", "2:value": "share" });
  expect(table.origins).toEqual({
    "1:value": { artifact: "data/data_summary.json", pointer: "/row_count" },
    "2:value": { artifact: "data/data_summary.json", pointer: "/ci" },
  });
});
