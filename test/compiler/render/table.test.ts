/** Tables: cells that name samples hold each in an element of its own, so that a chosen sample is marked there too. */

import { describe, expect, it } from "vitest";
import type { TableView } from "../../../blocks/contract/view.ts";
import { toHtml } from "../../../compiler/render/hast.ts";
import { tableElement } from "../../../compiler/render/table.ts";

const view: TableView = {
  type: "table",
  columns: [
    { key: "check", title: "Check", format: null },
    { key: "worst", title: "Worst", format: null, samplesKey: "samples" },
  ],
  rows: [
    { check: "health", worst: "M1, M2", samples: ["M1", "M2"] },
    { check: "classes", worst: "lean, fat", samples: [] },
    { check: "spikes", worst: "", samples: [] },
  ],
};

describe("a cell that lists samples", () => {
  const cells = [...toHtml([tableElement(view, { caption: "c" }, (path) => path)]).matchAll(/<td>(.*?)<\/td>/g)];
  it.each([
    ["holds each in an element of its own", 0, '<span data-sample="M1">M1</span>, <span data-sample="M2">M2</span>'],
    ["leaves names that are no samples as they are", 1, "lean, fat"],
    ["says when there is none", 2, '<span class="na" title="not available">–</span>'],
  ])("%s", (_, row, html) => expect(cells[row][1]).toBe(html));
});

describe("a cell without a value", () => {
  const numbers: TableView = {
    type: "table",
    columns: [
      { key: "name", title: "Name", format: null },
      { key: "value", title: "Value", format: "number" },
    ],
    rows: [
      { name: "bias", value: 1.25 },
      { name: "slope", value: null },
    ],
  };
  it("stands on the side of its column's numbers", () => {
    const html = toHtml([tableElement(numbers, { caption: "c" }, (path) => path)]);
    expect(html).toContain('<td class="number"><span class="na" title="not available">–</span></td>');
  });
});
