/** Targets of a data block: what they are called, what they may not be, and what of the file each of them is about. */
import { describe, expect, it } from "vitest";
import { data } from "../../../blocks/data/block.ts";
import { correlation } from "../../../blocks/methods/numeric/correlation.ts";
import type { Json } from "../../../schemas/plain-json.ts";
import { checkOptions, runData } from "./run-data.ts";

const text = "id,fat,protein %,800,801,802\na,10,20,1,2,3\nb,11,,2,3,4\nc,12,19,3,4,6\n";
const options = (more: object) => data.options.parse({ input: "it", axis: { unit: "nm" }, ...more }) as Json;
const variants = (more: object) => data.variants?.(options(more)) ?? [];

describe("targets", () => {
  it("are blocks of their own, called by their columns, each with its unit", () => {
    expect(variants({ targets: ["fat", "protein %"], unit: "%" })).toMatchObject([
      { key: "fat", name: "fat", options: { targets: { fat: { unit: "%" } } } },
      { key: "protein__", name: "protein %", options: { targets: { "protein %": { unit: "%" } } } },
    ]);
    expect(variants({ targets: { fat: { unit: "%" }, acidity: { unit: "mg KOH/g" } } })).toMatchObject([
      { options: { targets: { fat: { unit: "%" } } } },
      { options: { targets: { acidity: { unit: "mg KOH/g" } } } },
    ]);
    expect(variants({ target: "fat" })).toEqual([]);
  });

  it("are none of the dataset of all, and one in that of each, without the samples that lack it", () => {
    const all = runData(text, { id: "id", targets: ["fat", "protein %"], unit: "%" });
    expect(all.dataset.outcome.target).toBeNull();
    expect(all.dataset.rows.id).toEqual(["a", "b", "c"]);
    const one = runData(text, { id: "id", targets: { "protein %": { unit: "%" } } });
    expect(one.dataset.outcome.target).toEqual({ name: "protein %", unit: "%", values: [20, 19] });
    expect(one.dataset.rows.id).toEqual(["a", "c"]);
  });

  it.each<[string, { readonly [option: string]: unknown }, string]>([
    ["a target beside them", { target: "fat", targets: ["fat"] }, "FS2370"],
    ["two that are called alike", { targets: ["protein %", "protein_%"] }, "FS2371"],
    ["one called like the table of all", { targets: ["targets"] }, "FS2371"],
    ["none", { targets: {} }, "FS2372"],
  ])("are refused for %s", (_, more, code) => {
    expect(checkOptions(more).remarks.map((remark) => remark.code)).toEqual([code]);
  });

  it("may have one unit together, and stand in regulatory mode", () => {
    expect(checkOptions({ targets: ["fat", "water"], unit: "%" }).remarks).toEqual([]);
    const asked = options({ sample: "id", upstream: "none", targets: ["fat"] });
    const said = data.forbids?.({}, { mode: "regulatory" } as never, asked as never) ?? [];
    expect(said.map(({ code }) => code)).toEqual([]);
  });
});

describe("the correlation of two targets", () => {
  it("is Pearson's, as NumPy has it", () => {
    const pairs = [
      [1.5, 2],
      [2, 1],
      [3.25, 5],
      [7, 6.5],
      [4, 3],
    ] as const;
    expect(correlation(pairs)).toBeCloseTo(0.8573689109526219, 14);
    expect(correlation(pairs.map(([x]) => [x, 2 * x + 1] as const))).toBeCloseTo(1, 14);
    expect(correlation(pairs.map(([x]) => [x, 3] as const))).toBeNull();
  });
});
