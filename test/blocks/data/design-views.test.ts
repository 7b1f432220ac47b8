/** The design as an auditor sees it: columns against the outcome, classes by batch, and the map of both. */
import { compile } from "vega-lite";
import { describe, expect, it } from "vitest";
import type { ChartView, TableView } from "../../../blocks/contract/view.ts";
import { data } from "../../../blocks/data/block.ts";
import { runData } from "./run-data.ts";

/** 24 samples of two classes: measured on two days, a class each, in four lots that hold both. */
const text = ["id,class,day,lot,fat,850,852,854"]
  .concat(
    Array.from({ length: 24 }, (_, i) => {
      const isFirst = i < 12;
      const day = isFirst ? "2024-03-04" : "2024-03-05";
      const values = [0, 1, 2].map((j) => 1 + ((7 * i + 5 * j) % 11) / 10 + i / 100);
      return [`s${i}`, isFirst ? "A" : "B", day, `L${i % 4}`, 10 + i, ...values].join(",");
    }),
  )
  .join("\n");
const run = runData(`${text}\n`, { id: "id", label: "class", batch: "lot" });

async function view<T>(name: string, of = run) {
  const made = await data.views[name].make(of.source, {});
  if ("na" in made) return { na: made.na };
  return { ...made, data: made.data as T };
}

describe("the design", () => {
  it("stands in the summary, column by column", () => {
    expect(run.summary.design_columns).toMatchObject([
      { column: "day", role: null, values: 2, v: 1, fewest: 1, result: "stands_for_outcome" },
      { column: "lot", role: "batch", values: 4, v: 0, fewest: 4, result: "apart" },
    ]);
    expect(run.summary.class_by_batch).toEqual({
      column: "lot",
      classes: ["A", "B"],
      rows: ["L0", "L1", "L2", "L3"].map((value) => ({ value, samples: [3, 3] })),
    });
  });

  it("says of a column that the document accepts that it does", () => {
    const design = { accept: [{ check: "confounding", column: "day", reason: "one class a day" }] };
    const accepted = runData(`${text}\n`, { id: "id", label: "class", batch: "lot", design });
    expect(accepted.summary.design_columns[0]).toMatchObject({ column: "day", result: "accepted" });
  });

  it("holds columns against a target by its variance, and has then no classes by batch", async () => {
    const of = runData(`${text}\n`, { id: "id", target: "fat", batch: "lot" });
    const [first] = of.summary.design_columns.filter(({ column }) => column === "day");
    expect(first.v).toBeNull();
    expect(first.epsilon_squared).toBeGreaterThan(0.7);
    expect(of.summary.class_by_batch).toBeNull();
    expect(await view("class-by-batch", of)).toHaveProperty("na");
    expect(await view("design-map", of)).toHaveProperty("na");
  });

  it("without a batch shows the column that goes with the classes most closely", () => {
    const of = runData(`${text}\n`, { id: "id", label: "class" });
    expect(of.summary.class_by_batch).toMatchObject({
      column: "day",
      rows: [
        { value: "2024-03-04", samples: [12, 0] },
        { value: "2024-03-05", samples: [0, 12] },
      ],
    });
  });

  it("has nothing to show where the files have no such column", async () => {
    const of = runData("id,class,850,852\na,x,1,2\nb,y,2,4\n", { id: "id", label: "class" });
    for (const name of ["design", "class-by-batch", "design-map"]) expect(await view(name, of)).toHaveProperty("na");
  });

  it("is a table whose numbers stand where they say", async () => {
    const { data: table, caption } = (await view<TableView>("design")) as { data: TableView; caption: string };
    expect(table.rows[0]).toMatchObject({ column: "day", v: 1, result: "stands for the outcome" });
    expect(table.origins?.["0:v"]).toMatchObject({ pointer: "/design_columns/0/v" });
    expect(table.origins).not.toHaveProperty("0:epsilon_squared");
    expect(caption).toContain("day cannot be told from it");
  });

  it("is a map with a cell a class and batch, as a chart that can be drawn", async () => {
    const { data: map } = (await view<ChartView>("design-map")) as { data: ChartView };
    expect((map.spec.data as { values: unknown[] }).values).toHaveLength(8);
    expect(map.data.rows).toHaveLength(4);
    expect(compile(map.spec as unknown as Parameters<typeof compile>[0]).spec.marks).not.toEqual([]);
  });
});
