/** Charts of models: what is left out, where labels go, how lines are reduced, which way axes run. */

import { describe, expect, it } from "vitest";
import { placeLabels } from "../../../blocks/charts/labels.ts";
import { outliers } from "../../../blocks/charts/outliers.ts";
import { regionsAbove } from "../../../blocks/charts/over-axis.ts";
import { classMark } from "../../../blocks/charts/palette.ts";
import { roc } from "../../../blocks/charts/roc.ts";
import { extremes, thinned, thinnedNote } from "../../../blocks/charts/thin.ts";
import { tuning } from "../../../blocks/charts/tuning.ts";
import { variableBars } from "../../../blocks/charts/variable-bars.ts";
import { variableLines } from "../../../blocks/charts/variable-lines.ts";
import { chartSvg } from "../../../compiler/draw/chart-svg.ts";
import { fc, it as property } from "../../fixtures/property.ts";

const textsOf = (svg: string): string[] => [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text);

describe("thinning", () => {
  it("leaves what is few enough as it is, and says nothing", () => {
    expect(thinned(4, [2])).toEqual([0, 1, 2, 3]);
    expect(thinnedNote(4, 4)).toBeNull();
  });
  property.prop([fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1, max: 60 })])(
    "keeps what is named, as many as allowed, each once and in order",
    (n, most) => {
      const keep = [n - 1, Math.floor(n / 3)].slice(0, most);
      const kept = thinned(n, keep, most);
      expect(kept).toHaveLength(Math.min(n, most));
      expect(kept).toEqual([...new Set(kept)].sort((a, b) => a - b));
      for (const one of keep) expect(kept).toContain(one);
    },
  );
  it("spreads what is left over all points", () => {
    const kept = thinned(1000, [], 100);
    const gaps = kept.slice(1).map((at, k) => at - kept[k]);
    expect(Math.max(...gaps)).toBe(10);
    expect(thinnedNote(1000, 100)).toMatch(/^100 of 1000 points/);
  });
  property.prop([fc.array(fc.double({ min: -9, max: 9, noNaN: true }), { minLength: 1, maxLength: 300, size: "max" })])(
    "of a line keeps its ends, its least and its largest value",
    (values) => {
      const kept = extremes(values, 10);
      const shown = kept.map((i) => values[i]);
      expect(Math.max(...shown)).toBe(Math.max(...values));
      expect(Math.min(...shown)).toBe(Math.min(...values));
      expect([kept[0], kept[kept.length - 1]]).toEqual([0, values.length - 1]);
      expect(kept.length).toBeLessThanOrEqual(Math.max(22, Math.min(20, values.length)));
    },
  );
});

describe("a line of a hundred points in ten stretches", () => {
  it("keeps the peak and the dip inside it", () => {
    const values = Array.from({ length: 100 }, (_, j) => (j === 55 ? 9 : j === 47 ? -9 : 0));
    expect(extremes(values, 10)).toEqual(expect.arrayContaining([47, 55]));
    expect(extremes(values, 10).length).toBeLessThan(30);
  });
});

describe("labels", () => {
  const size = { width: 300, height: 200 };
  it("stand to the right where there is room, and turn to the left at the border", () => {
    expect(placeLabels([{ x: 50, y: 100, text: "one" }], size)[0]).toMatchObject({ align: "left", dx: 8 });
    expect(placeLabels([{ x: 295, y: 100, text: "one" }], size)[0]).toMatchObject({ align: "right" });
  });
  it("go round points without a name where they can", () => {
    expect(placeLabels([{ x: 50, y: 100, text: "one" }], size, [{ x: 70, y: 100 }])[0]).toMatchObject({
      dx: -8,
      dy: 0,
    });
  });
  property.prop([
    fc.array(fc.record({ x: fc.integer({ min: 0, max: 300 }), y: fc.integer({ min: 0, max: 200 }) }), {
      maxLength: 12,
    }),
  ])("never lie over one another, nor outside the plot", (points) => {
    const named = points.map((point, k) => ({ ...point, text: `M${100 + k}` }));
    const boxes = placeLabels(named, size).flatMap((place, k) => {
      if (place === null) return [];
      const width = 4 * 7;
      const start = named[k].x + place.dx;
      const left = place.align === "left" ? start : place.align === "right" ? start - width : start - width / 2;
      return [{ left, right: left + width, top: named[k].y + place.dy - 6, bottom: named[k].y + place.dy + 6 }];
    });
    for (const [i, a] of boxes.entries()) {
      expect(a.left >= 0 && a.right <= 300 && a.top >= 0 && a.bottom <= 200).toBe(true);
      for (const b of boxes.slice(i + 1))
        expect(a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom).toBe(false);
    }
  });
});

const axis = { kind: "axis", unit: "cm-1", technique: "FTIR", values: [800, 900, 1000, 1100, 1200, 1300] } as const;
const one = { axis, measure: "VIP", level: 1, shaded: true, mean: null };

describe("lines over the axis", () => {
  it("name the stretches above a level by their own points", () => {
    expect(regionsAbove([2, 2, 0.5, 1, 3, 0], axis, 1)).toEqual([
      { from: 800, to: 900 },
      { from: 1200, to: 1200 },
    ]);
  });
  it("run from high to low infrared wavenumbers, and from low to high Raman shifts", async () => {
    const lines = [{ name: "VIP", code: 0, values: [1, 2, 3, 2, 1, 0] }];
    const at = async (technique: "FTIR" | "Raman") => {
      const { chart } = variableLines({ ...one, axis: { ...axis, technique }, lines });
      const svg = await chartSvg(chart, "v");
      expect(textsOf(svg)).toContain(technique === "Raman" ? "Raman shift (cm⁻¹)" : "Wavenumber (cm⁻¹)");
      const place = (tick: string) => Number(new RegExp(`<text x="([\\d.]+)"[^>]*>${tick}<`).exec(svg)?.[1]);
      return place("1300") - place("800");
    };
    expect(await at("Raman")).toBeGreaterThan(100);
    expect(await at("FTIR")).toBeLessThan(-100);
  });
  it("have a plot a class, in the class's colour; beyond eight they lie over one another", async () => {
    const lines = (k: number) =>
      Array.from({ length: k }, (_, code) => ({ name: `c${code}`, code, values: [1, 2, 3, 2, 1, code] }));
    const few = variableLines({ ...one, shaded: false, lines: lines(3) }).chart;
    expect(few.spec.vconcat).toHaveLength(3);
    const svg = await chartSvg(few, "v");
    for (const k of [0, 1, 2]) {
      expect(svg).toContain(`stroke="${classMark(k).colour}"`);
      expect(textsOf(svg)).toContain(`c${k}`);
    }
    const many = variableLines({ ...one, shaded: false, lines: lines(9) }).chart;
    expect(many.spec.vconcat).toHaveLength(1);
    expect(textsOf(await chartSvg(many, "v"))).toContain("c8");
    expect(few.data.rows[5]).toEqual({ at: 1300, line0: 0, line1: 1, line2: 2 });
  });
  it("of twenty thousand points are reduced, stay under 200 kB, and keep a peak of one point", async () => {
    const values = Array.from({ length: 20_000 }, (_, j) => (j === 7777 ? 50 : ((j * 7919) % 101) / 101));
    const long = { ...axis, values: values.map((_, j) => 400 + j / 10) };
    const made = variableLines({ ...one, axis: long, lines: [{ name: "VIP", code: 0, values }], mean: values });
    expect(made.note).toMatch(/least and largest/);
    expect(made.chart.data.rows).toHaveLength(20_000);
    const svg = await chartSvg(made.chart, "v");
    expect(svg.length).toBeLessThan(200_000);
    expect(textsOf(svg)).toContain("50");
  });
  it("stand for an axis of a single point", async () => {
    const single = { ...axis, values: [1000] };
    const { chart } = variableLines({
      ...one,
      axis: single,
      lines: [{ name: "VIP", code: 0, values: [1] }],
      mean: [2],
    });
    expect(await chartSvg(chart, "v")).not.toMatch(/NaN|Infinity/);
  });
});

describe("bars of variables", () => {
  it("put the largest in size first and draw at most thirty, by name", async () => {
    const values = Array.from({ length: 40 }, (_, j) => (j % 2 === 0 ? -1 : 1) * j);
    const names = values.map((_, j) => `v${j}`);
    const { chart, note } = variableBars({
      names,
      measure: "Coefficient",
      level: 0,
      lines: [{ name: "y", code: 0, values }],
    });
    expect(chart.data.rows.slice(0, 3).map(({ variable }) => variable)).toEqual(["v39", "v38", "v37"]);
    expect(chart.data.rows).toHaveLength(40);
    expect(note).toContain("30 of 40");
    const texts = textsOf(await chartSvg(chart, "b"));
    expect(texts.filter((text) => text.startsWith("v"))).toHaveLength(30);
    expect(texts).not.toContain("v9");
  });
});

describe("distances", () => {
  const base = {
    ids: ["a", "b", "c", "d"],
    samples: ["a", "b", "c", "d"],
    leverage: [0.1, 0.1, 0.1, 0.1],
    t2Limit: 5,
    qLimit: 2,
    newLimits: { t2: 9, q: 3 },
    external: [false, false, false, true],
    named: [2],
  };
  it("say which limits a row lies beyond, and tell external rows by shape and colour", async () => {
    const { chart } = outliers({ ...base, t2: [1, 6, 7, 1], q: [1, 1, 3, 4] });
    expect(chart.data.rows.map(({ beyond }) => beyond)).toEqual(["", "T²", "T² and Q", "Q"]);
    expect(chart.data.rows.map(({ rows }) => rows)).toEqual(["fitted", "fitted", "fitted", "external"]);
    const texts = textsOf(await chartSvg(chart, "o"));
    for (const text of ["fitted", "external", "c", "Hotelling's T²"]) expect(texts).toContain(text);
    for (const text of ["a", "b", "d"]) expect(texts).not.toContain(text);
  });
  it("hold external rows against the limits of new rows, not against those of fitted ones", () => {
    const { chart } = outliers({ ...base, t2: [1, 1, 1, 8], q: [1, 1, 1, 2.5] });
    expect(chart.data.rows.map(({ beyond }) => beyond)).toEqual(["", "", "", ""]);
    const beyond = outliers({ ...base, t2: [1, 1, 1, 10], q: [1, 1, 2.5, 2.5] }).chart.data.rows;
    expect(beyond.map((row) => row.beyond)).toEqual(["", "", "Q", "T²"]);
  });
  it("turn logarithmic where one lies so far off that the others would be a heap", async () => {
    const titles = async (farthest: number) =>
      textsOf(await chartSvg(outliers({ ...base, t2: [1, 2, farthest, 3], q: [1, 1, 1, 1] }).chart, "o"));
    expect(await titles(39)).toContain("Hotelling's T²");
    expect(await titles(400)).toContain("Hotelling's T², logarithmic");
  });
});

describe("tuning", () => {
  it.each([[[1, 5, 10]], [[0.1, 10, 1000]]])("writes tried values %j without exponents", async (values) => {
    const chart = tuning({
      option: "components",
      values,
      mean: [3, 2, 1],
      se: [0.1, 0.1, 0.1],
      chosen: 2,
      metric: "RMSECV",
      isShare: false,
      rule: "best",
      lowerIsBetter: true,
    });
    const texts = textsOf(await chartSvg(chart, "t"));
    for (const value of values) expect(texts).toContain(String(value));
  });
});

describe("ROC", () => {
  it("draws each class in its own colour and dash, with its legend, and the decision as a ring", async () => {
    const points = [
      { others: 0, recognised: 0, threshold: null },
      { others: 0, recognised: 0.5, threshold: 0.8 },
      { others: 1, recognised: 1, threshold: 0.1 },
    ];
    const line = (code: number) => ({ name: `c${code}`, code, legend: `c${code}: AUC 0.750`, points });
    const svg = await chartSvg(roc([line(0), line(1)], { others: 0.5, recognised: 0.75 }), "r");
    for (const k of [0, 1]) {
      expect(svg).toContain(`stroke="${classMark(k).colour}"`);
      expect(textsOf(svg)).toContain(`c${k}: AUC 0.750`);
    }
    expect(svg).toContain('stroke-dasharray="7,3"');
    expect(svg).toMatch(/<circle [^>]* stroke="#1b1f24"[^>]* stroke-width="2"/);
  });
});
