/** Chart builders: what they claim is what their data say. */
import { describe, expect, it } from "vitest";
import { bars } from "../../../blocks/charts/bars.ts";
import { confusion } from "../../../blocks/charts/confusion.ts";
import { classMark, colours } from "../../../blocks/charts/palette.ts";
import { predictedMeasured } from "../../../blocks/charts/predicted-measured.ts";
import { tuning } from "../../../blocks/charts/tuning.ts";
import { chartSvg } from "../../../compiler/draw/chart-svg.ts";
import type { Json } from "../../../schemas/plain-json.ts";

const textsOf = (svg: string): string[] => [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text);
const layersOf = (spec: { readonly [key: string]: Json | undefined }) =>
  spec.layer as { readonly data: { readonly values: readonly { readonly [key: string]: Json }[] } }[];

describe("the confusion matrix", () => {
  const chart = confusion({
    classes: ["lean", "fat", "none"],
    counts: [
      [8, 2, 0],
      [1, 9, 0],
      [0, 0, 0],
    ],
    unit: "samples",
  });
  it("gives counts and their share of the observed class, row by row", () => {
    expect(chart.data.rows).toHaveLength(9);
    expect(chart.data.rows[1]).toEqual({ observed: "lean", predicted: "fat", count: 2, share: 0.2 });
    expect(chart.data.rows[3]).toEqual({ observed: "fat", predicted: "lean", count: 1, share: 0.1 });
  });
  it("has no share where a class was never observed", () => expect(chart.data.rows[8].share).toBeNull());
  it("prints every count, every share, and how many each class has", async () => {
    const texts = textsOf(await chartSvg(chart, "c"));
    for (const text of [
      "8",
      "2",
      "9",
      "80.0\u00a0%",
      "10.0\u00a0%",
      "lean (10)",
      "none (0)",
      "Predicted class",
      "Observed class (samples)",
    ])
      expect(texts).toContain(text);
    expect(texts.filter((text) => text === "0")).toHaveLength(5);
  });
  it("keeps the order of the classes, whatever their names", async () => {
    const svg = await chartSvg(
      confusion({
        classes: ["b", "a"],
        counts: [
          [1, 0],
          [0, 1],
        ],
        unit: "samples",
      }),
      "c",
    );
    const heads = [...svg.matchAll(/<text x="(\d+)[^>]*>(a|b)<\/text>/g)].map(
      ([, x, name]) => [name, Number(x)] as const,
    );
    expect(heads.find(([name]) => name === "b")?.[1]).toBeLessThan(heads.find(([name]) => name === "a")?.[1] ?? 0);
  });
  it("may have a column for answers that were withheld", () => {
    const chart = confusion({
      classes: ["a", "b"],
      predicted: ["a", "b", "no answer"],
      counts: [
        [3, 0, 1],
        [0, 4, 0],
      ],
      unit: "samples",
    });
    expect(chart.data.rows.map(({ predicted }) => predicted)).toEqual(["a", "b", "no answer", "a", "b", "no answer"]);
    expect(chart.data.rows[2].share).toBe(0.25);
  });
});

describe("predicted against measured", () => {
  const chart = predictedMeasured({
    observed: [1, 5, 9],
    predicted: [2, 5, 8],
    ids: ["x", "y", "z"],
    external: [false, true, false],
    unit: "%",
    target: "fat",
    rmse: 0.8,
  });
  it("shows both axes over the same range, a little wider than the values", () => {
    const [, identity] = layersOf(chart.spec);
    const { x, y, x2, y2 } = identity.data.values[0];
    expect([x, x2]).toEqual([y, y2]);
    expect(x).toBeCloseTo(1 - 0.32, 12);
    expect(x2).toBeCloseTo(9 + 0.32, 12);
  });
  it("draws lines one RMSE off, or none", () => {
    const [lines] = layersOf(chart.spec);
    expect(lines.data.values.map(({ x, y }) => Number(y) - Number(x))).toEqual([
      expect.closeTo(-0.8, 12),
      expect.closeTo(0.8, 12),
    ]);
    const without = predictedMeasured({
      observed: [1],
      predicted: [1],
      ids: ["x"],
      unit: null,
      target: "fat",
      rmse: null,
    });
    expect(layersOf(without.spec)[0].data.values).toEqual([]);
  });
  it("has residuals of the sign predicted minus measured, and external rows apart", async () => {
    expect(chart.data.rows.map(({ residual }) => residual)).toEqual([1, 0, -1]);
    expect(chart.data.rows.map(({ rows }) => rows)).toEqual(["left out in turn", "external", "left out in turn"]);
    const texts = textsOf(await chartSvg(chart, "p"));
    for (const text of ["Measured fat (%)", "Predicted fat (%)", "external"]) expect(texts).toContain(text);
  });
  it("has no legend where nothing is external", async () => {
    const texts = textsOf(
      await chartSvg(
        predictedMeasured({
          observed: [1, 2],
          predicted: [1, 2],
          ids: ["a", "b"],
          unit: null,
          target: "fat",
          rmse: null,
        }),
        "p",
      ),
    );
    expect(texts).not.toContain("external");
    expect(texts).toContain("Measured fat");
  });
});

describe("the tuning chart", () => {
  const base = {
    option: "components",
    values: [1, 2, 3],
    mean: [0.8, 0.95, 0.96],
    se: [0.02, 0.02, 0.015],
    metric: "accuracy",
    isShare: false,
  };
  it("names the rule at the value taken, and where its limit lies", async () => {
    const chart = tuning({ ...base, chosen: 1, rule: "one-standard-error", lowerIsBetter: false });
    expect(textsOf(await chartSvg(chart, "t"))).toContain("2: simplest within one standard error of the best");
    expect(layersOf(chart.spec)[0].data.values).toEqual([{ limit: expect.closeTo(0.945, 12) }]);
    expect(chart.data.rows.map(({ chosen }) => chosen)).toEqual(["", "chosen", ""]);
  });
  it("puts the limit above the least error where lower is better", () => {
    const chart = tuning({
      ...base,
      mean: [3, 2, 2.1],
      se: [0.1, 0.3, 0.1],
      chosen: 1,
      rule: "one-standard-error",
      lowerIsBetter: true,
    });
    expect(layersOf(chart.spec)[0].data.values).toEqual([{ limit: expect.closeTo(2.3, 12) }]);
  });
  it("draws a share in per cent, and no standard error beyond 100 %", async () => {
    const chart = tuning({
      ...base,
      isShare: true,
      se: [0.02, 0.02, 0.15],
      chosen: 2,
      rule: "best",
      lowerIsBetter: false,
    });
    const [{ data }] = layersOf(chart.spec).slice(1);
    expect(data.values.map(({ mean, high }) => [mean, high])).toEqual([
      [80, expect.closeTo(82, 9)],
      [95, expect.closeTo(97, 9)],
      [96, 100],
    ]);
    expect(textsOf(await chartSvg(chart, "t"))).toContain("Accuracy (%)");
    expect(chart.data.rows.map(({ mean }) => mean)).toEqual([0.8, 0.95, 0.96]);
  });
  it("has no limit where the best is taken", () => {
    expect(layersOf(tuning({ ...base, chosen: 2, rule: "best", lowerIsBetter: false }).spec)[0].data.values).toEqual(
      [],
    );
  });
  it.each([
    ["wide", [0.01, 1, 100], "log"],
    ["narrow", [1, 2, 3], "quantitative"],
    ["named", ["linear", "rbf", "none"], "ordinal"],
  ])("puts %s values on the axis they need", async (_, values, kind) => {
    const chart = tuning({ ...base, values, chosen: 0, rule: "best", lowerIsBetter: false });
    expect(JSON.stringify(chart.spec)).toContain(`"type":"${kind}"`);
    const texts = textsOf(await chartSvg(chart, "t"));
    for (const value of values) expect(texts).toContain(String(value));
  });
});

describe("bars", () => {
  it("print every number, in the order given", async () => {
    const svg = await chartSvg(
      bars({ names: ["z", "a", "m"], values: [3, 12, 0], title: "Class", measure: "Samples" }),
      "b",
    );
    const texts = textsOf(svg);
    for (const text of ["3", "12", "Samples"]) expect(texts).toContain(text);
    const heights = [...svg.matchAll(/<text x="[^"]*" y="([\d.]+)"[^>]*>(z|a|m)<\/text>/g)].sort(
      (a, b) => Number(a[1]) - Number(b[1]),
    );
    expect(heights.map(([, , name]) => name)).toEqual(["z", "a", "m"]);
  });
});

describe("marks of classes", () => {
  it("are never the same twice in colour and dash together, for as many classes as anybody has", () => {
    const marks = Array.from({ length: 40 }, (_, k) => classMark(k));
    expect(new Set(marks.map(({ colour, dash }) => `${colour} ${dash}`)).size).toBe(40);
    for (let k = 0; k < colours.length; k++) expect(marks[k].dash).not.toEqual(marks[(k + 1) % colours.length].dash);
  });
});
