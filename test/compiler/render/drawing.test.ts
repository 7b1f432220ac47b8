/** Drawings: spectra within their budget, charts with the same bytes, numbers as people write them. */

import { describe, expect, it } from "vitest";
import { bars } from "../../../blocks/charts/bars.ts";
import { axisForm, numberText } from "../../../blocks/contract/quantity.ts";
import { chartSvg, narrowChartSvg } from "../../../compiler/draw/chart-svg.ts";
import { pathScale, perColumn, wedgePath } from "../../../compiler/draw/line-path.ts";
import { shortened } from "../../../compiler/draw/shortened.ts";
import { groupsOf, quantile } from "../../../compiler/draw/spectra-groups.ts";
import { spectraSvg } from "../../../compiler/draw/spectra-svg.ts";
import { textWidth } from "../../../compiler/draw/text-width.ts";
import { niceTicks } from "../../../compiler/draw/ticks.ts";
import { spectraCsv, tableCsv } from "../../../compiler/render/csv.ts";
import { decimalPadding, formatNumber, proseValue } from "../../../compiler/render/numbers.ts";
import { fc, it as property } from "../../fixtures/property.ts";
import { charts, spectra } from "./fixture.ts";

describe("spectra", () => {
  it.each([
    ["smooth", 0],
    ["somewhat noisy", 0.02],
    ["very noisy", 0.6],
  ])("of 300 × 1500 points, %s, stay under 200 kB", (_, noise) => {
    const { svg, note } = spectraSvg(spectra(300, 1500, noise));
    expect(svg.length).toBeLessThan(200_000);
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
    if (note !== null) expect(note).toMatch(/^\d+ of 299 single lines are drawn/);
  });
  it("are all drawn where there is room", () => {
    const { svg, narrow, note } = spectraSvg(spectra(60, 100));
    expect(note).toBeNull();
    for (const drawn of [svg, narrow]) {
      const groups = [...drawn.matchAll(/<g data-class="[^"]*"[^>]*>((?:<path [^>]*>)*)/g)].map(
        ([, paths]) => paths.split("<path").length - 1,
      );
      expect(groups).toEqual([30, 29]);
    }
  });
  it("stand on a narrow screen in a drawing of their own: no wider than it, with fewer ticks and letters of the same size", () => {
    const { svg, narrow } = spectraSvg(spectra(60, 100));
    expect(Number(/ width="(\d+)"/.exec(narrow)?.[1])).toBeLessThanOrEqual(352);
    const count = (drawn: string) => drawn.match(/<text class="tick"/g)?.length ?? 0;
    expect(count(narrow)).toBeLessThan(count(svg));
    const sizes = (drawn: string) => [...new Set([...drawn.matchAll(/font-size="([\d.]+)"/g)].map(([, size]) => size))];
    expect(sizes(narrow).sort()).toEqual(sizes(svg).sort());
    expect(narrow).not.toContain("data-sample");
  });
  it("have the band that holds 80 % of a class at each point, and the mean inside it", () => {
    expect(quantile(Float64Array.of(7, 2, 3, 11, 5, 1, 6, 8, 9, 10, 4), 0.1)).toBe(2);
    // numpy.quantile([1, 2, 4, 8], [0.1, 0.9])
    expect(quantile(Float64Array.of(4, 2, 1, 8), 0.1)).toBeCloseTo(1.3, 12);
    expect(quantile(Float64Array.of(8, 2, 4, 1), 0.9)).toBeCloseTo(6.8, 12);
    const view = spectra(60, 20);
    for (const { rows, low, high, mean } of groupsOf({ ...view, marked: [] }))
      for (let j = 0; j < 20; j++) {
        const values = rows.map((i) => view.spectra.data[i * 20 + j]);
        const inside = values.filter((value) => value >= low[j] && value <= high[j]).length;
        expect(inside / rows.length).toBeGreaterThanOrEqual(0.8);
        expect(mean[j]).toBeCloseTo(values.reduce((sum, value) => sum + value, 0) / rows.length, 12);
      }
  });
  it("of external rows are in no mean and no band", () => {
    const view = spectra(30, 5);
    for (let j = 0; j < 5; j++) view.spectra.data[3 * 5 + j] = 1e6;
    const groups = groupsOf({ ...view, codes: null, classes: [], marked: [3] });
    expect(Math.max(...groups[0].mean)).toBeLessThan(1e3);
    expect(groups[0].counted).toBe(29);
  });
  it("stand apart without touching where an author asks for it, and without numbers that would be of no class", () => {
    const groups = groupsOf({ ...spectra(60, 50), form: "offset" });
    for (const [k, group] of groups.entries()) {
      if (k === 0) continue;
      const below = groups[k - 1];
      for (let j = 0; j < 50; j++) expect(group.low[j] + group.shift).toBeGreaterThan(below.high[j] + below.shift);
    }
    const { svg } = spectraSvg({ ...spectra(60, 50), form: "offset" });
    expect(svg).not.toMatch(/text-anchor="end"/);
    expect(svg).not.toContain("data-up");
  });
  it("as differences add up to nothing, each class by as much as it counts", () => {
    const groups = groupsOf({ ...spectra(60, 50), form: "difference" });
    for (let j = 0; j < 50; j++)
      expect(groups.reduce((sum, { mean, counted }) => sum + mean[j] * counted, 0)).toBeCloseTo(0, 9);
    const { svg } = spectraSvg({ ...spectra(60, 50), form: "difference" });
    expect(svg).not.toContain("data-sample");
  });
  it("label peaks at their positions, none over another, and those an author asks for", () => {
    const view = spectra(40, 300);
    for (let i = 0; i < 40; i++)
      for (let j = 0; j < 300; j++)
        view.spectra.data[i * 300 + j] = [50, 54, 150, 152, 154, 240].reduce(
          (sum, at, k) => sum + (9 + k) * Math.exp(-((j - at) * (j - at)) / 1.5),
          i / 100,
        );
    for (const drawn of Object.values(spectraSvg(view)).filter((one) => one !== null)) {
      const labels = [
        ...(/<g class="peaks">(.*?)<\/g><\/g>/
          .exec(drawn)?.[1]
          .matchAll(/<text x="([\d.]+)" y="([\d.]+)">([\d.]+)</g) ?? []),
      ];
      expect(labels.length).toBeGreaterThan(3);
      for (const [k, [, x, y, text]] of labels.entries())
        for (const [, otherX, otherY, other] of labels.slice(k + 1))
          if (y === otherY)
            expect(Math.abs(Number(x) - Number(otherX))).toBeGreaterThan(
              (textWidth(text, 11.5) + textWidth(other, 11.5)) / 2,
            );
    }
    const [from, to] = [view.axis.values[0], view.axis.values[299]];
    const asked = spectraSvg({ ...view, peaks: [from + 0.41 * (to - from)] }).svg;
    expect(asked.match(/<g class="peaks">.*?<text[^>]*>([\d.]+)</)?.[1]).toBe(
      numberText(view.axis.values[Math.round(0.41 * 299)], axisForm(view.axis.values)),
    );
    expect(spectraSvg({ ...view, peaks: false }).svg).not.toContain('class="peaks"');
  });
  it("run from high to low wavenumbers where the axis descends", () => {
    const view = spectra(4, 50);
    const ticks = (svg: string): number[] =>
      [...svg.matchAll(/<text class="tick"[^>]*text-anchor="middle">(\d+)<\/text>/g)].map(([, tick]) => Number(tick));
    const at = (svg: string): number[] =>
      [...svg.matchAll(/<text class="tick" x="([\d.]+)"[^>]*text-anchor="middle">\d+</g)].map(([, x]) => Number(x));
    const ascending = spectraSvg(view).svg;
    const descending = spectraSvg({ ...view, axis: { ...view.axis, unit: "cm-1", descending: true } }).svg;
    expect(ticks(ascending)).toEqual(ticks(descending));
    expect(at(ascending)[0]).toBeLessThan(at(ascending)[1]);
    expect(at(descending)[0]).toBeGreaterThan(at(descending)[1]);
    expect(descending).toContain("(cm⁻¹)");
  });
  it("tell classes apart by dash as well as colour", () => {
    const means = [
      ...spectraSvg(spectra()).svg.matchAll(/stroke="(#\w+)" stroke-width="7.2"(?: stroke-dasharray="([^"]*)")?/g),
    ];
    expect(means.map(([, colour, dash]) => [colour, dash])).toEqual([
      ["#0072B2", undefined],
      ["#D55E00", "28 12"],
    ]);
  });
  it("name the three farthest in the margin, each clear of the others, and draw them grey below the means", () => {
    const view = spectra(60, 100);
    // Three lines upon one another: their names cannot all stand where they end.
    for (const i of [6, 7]) view.spectra.data.copyWithin(i * 100, 500, 600);
    const { svg } = spectraSvg({ ...view, marked: [3], outlying: [5, 6, 7, 8] });
    const names = [
      ...(/<g class="names">(.*?)<\/g><\/g>/.exec(svg)?.[1] ?? "").matchAll(/<text x="([\d.]+)" y="([\d.]+)">(m\d+)</g),
    ];
    expect(names.map(([, , , name]) => name).sort()).toEqual(["m6", "m7", "m8"]);
    // Browsers print stroked letters as a Type 3 font without a name.
    expect(svg).not.toMatch(/<text[^>]* stroke=/);
    const [, , right] = (/data-plot="([^"]*)"/.exec(svg)?.[1] ?? "").split(" ").map(Number);
    for (const [k, [, x, y]] of names.entries()) {
      expect(Number(x)).toBeGreaterThan(right);
      for (const [, , otherY] of names.slice(k + 1)) expect(Math.abs(Number(y) - Number(otherY))).toBeGreaterThan(13);
    }
    const grey = /<g class="far" stroke="#6E6E6E" stroke-width="4.4">((?:<path [^>]*>)*)<\/g>/.exec(svg);
    expect(
      [...(grey?.[1] ?? "").matchAll(/data-sample="(m\d+)" data-about="([^"]*)"/g)].map(([, ...what]) => what),
    ).toEqual([
      ["m6", "up to 20 %"],
      ["m7", "over 20 %"],
      ["m8", "up to 20 %"],
    ]);
    expect(grey?.index).toBeLessThan(svg.indexOf('stroke-width="7.2"'));
    expect(svg.match(/data-sample="m6"/g)).toHaveLength(1);
    expect(svg).toContain('data-sample="m4" data-about="up to 20 %, external"');
    expect(svg).toContain(">external (1)</text>");
    expect(spectraSvg({ ...view, outlying: [5, 6, 7, 8], named: 0 }).svg).not.toContain('class="far"');
  });
  it("say which sample each line is, and its own id where a sample has several", () => {
    const view = { ...spectra(4, 10), marked: [], samples: ["a", "a", "m3", "m4"] };
    const { svg } = spectraSvg(view);
    expect([...svg.matchAll(/<path data-sample="(\w+)"(?: data-id="(\w+)")?/g)].map(([, ...who]) => who)).toEqual([
      ["a", "m1"],
      ["m3", undefined],
      ["a", "m2"],
      ["m4", undefined],
    ]);
  });
  it("keep a spike of one point at any reduction", () => {
    const view = spectra(300, 1500, 0.6);
    view.spectra.data[10 * 1500 + 777] = 40;
    const { svg } = spectraSvg({ ...view, marked: [] });
    const plain = spectraSvg({ ...spectra(300, 1500, 0.6), marked: [] }).svg;
    expect(svg).not.toBe(plain);
    expect(svg).toMatch(/>40<\/text>|>35<\/text>/);
  });
  it("survive one spectrum, one point, and no extent", () => {
    const one = { ...spectra(1, 1, 0), marked: [] };
    for (const view of [one, { ...spectra(1, 5), marked: [] }, { ...spectra(3, 4), codes: null, marked: [] }]) {
      expect(spectraSvg(view).svg).not.toMatch(/NaN|Infinity|undefined/);
    }
  });
});

describe("a reduced line", () => {
  const line = fc.array(fc.double({ min: -6, max: 6, noNaN: true }), { minLength: 2, maxLength: 300 });
  property.prop([line, fc.double({ min: 0, max: 1, noNaN: true })])(
    "has the quantiles of its sorted values",
    (ys, share) => {
      const sorted = Float64Array.from(ys).sort();
      const [at, k] = [share * (ys.length - 1), Math.floor(share * (ys.length - 1))];
      const wanted = k + 1 < ys.length ? sorted[k] + (at - k) * (sorted[k + 1] - sorted[k]) : sorted[k];
      // Not told apart: 0 and −0, of which a sort makes two.
      expect(quantile(Float64Array.from(ys), share) === wanted).toBe(true);
    },
  );
  property.prop([line, fc.constantFrom(0.3, 1, 3)])("stays within its tolerance of every point", (ys, tolerance) => {
    const points = ys.flatMap((y, i) => [i * 0.7, y]);
    const corners = absolute(wedgePath(points, tolerance));
    ys.forEach((y, i) => {
      const x = i * 0.7;
      const k = corners.findIndex(([cx], c) => c > 0 && cx >= x - 0.126);
      const [[x0, y0], [x1, y1]] = [corners[Math.max(0, k - 1)], corners[k]];
      const between = x1 - x0 < 1e-9 ? y1 : y0 + ((y1 - y0) * (Math.min(Math.max(x, x0), x1) - x0)) / (x1 - x0);
      const slope = x1 - x0 < 1e-9 ? 0 : Math.abs((y1 - y0) / (x1 - x0));
      // Corners stand on quarters of a pixel: on a steep line an eighth sideways is more than that in height.
      expect(Math.abs(between - y)).toBeLessThanOrEqual(tolerance + 0.26 + slope * 0.26);
    });
  });
  property.prop([line, fc.constantFrom(1, 4)])("keeps the least and the largest of every column", (ys, width) => {
    const xs = ys.map((_, i) => i * 0.31);
    const kept = perColumn(xs, ys, width);
    const heights = kept.filter((_, k) => k % 2 === 1);
    expect(Math.max(...heights)).toBe(Math.max(...ys));
    expect(Math.min(...heights)).toBe(Math.min(...ys));
    expect(kept[0]).toBe(xs[0]);
    expect(kept[kept.length - 2]).toBe(xs[xs.length - 1]);
  });
});

function absolute(path: string): [number, number][] {
  const [start, steps = ""] = path.slice(1).split("l");
  let [x, y] = start.split(" ").map(Number);
  const result: [number, number][] = [[x / pathScale, y / pathScale]];
  const numbers = steps.match(/-?\d+/g)?.map(Number) ?? [];
  for (let k = 0; k < numbers.length; k += 2) {
    x += numbers[k];
    y += numbers[k + 1];
    result.push([x / pathScale, y / pathScale]);
  }
  return result;
}

describe("a chart", () => {
  it("has the same bytes whatever was drawn before or beside it", async () => {
    const first = await chartSvg(charts.predictedMeasured, "a");
    const beside = await Promise.all([
      chartSvg(charts.predictedMeasured, "b"),
      chartSvg(charts.tuning, "c"),
      chartSvg(charts.predictedMeasured, "a"),
    ]);
    expect(beside[2]).toBe(first);
    expect(beside[0]).toBe(first.replaceAll(/(id="|url\(#)a-/g, "$1b-"));
  });
  it("knows how wide letters are without a canvas", async () => {
    const widthOf = async (name: string): Promise<number> => {
      const chart = bars({ names: [name], values: [1], title: "Class", measure: "Samples" });
      return Number(/ width="(\d+)"/.exec(await chartSvg(chart, "w"))?.[1]);
    };
    expect((await widthOf("WWWWWW")) - (await widthOf("iiiiii"))).toBeCloseTo(((930 - 258) * 6 * 13) / 1000, -0.5);
  });
  it("prefixes every id it refers to", async () => {
    const svg = await chartSvg(charts.predictedMeasured, "d-x");
    const ids = [...svg.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id);
    expect(ids.length).toBeGreaterThan(0);
    for (const [, target] of svg.matchAll(/url\(#([^)]*)\)/g)) expect(ids).toContain(target);
    for (const id of ids) expect(id).toMatch(/^d-x-\d+$/);
  });
  it("is on a narrow screen no wider than it, with letters of the same size and the ids of neither", async () => {
    for (const chart of Object.values(charts)) {
      const [svg, narrow] = [await chartSvg(chart, "p"), await narrowChartSvg(chart, "p")];
      expect(Number(/ width="([\d.]+)"/.exec(narrow)?.[1])).toBeLessThanOrEqual(360);
      expect(narrow).toContain('class="marks narrow"');
      expect(narrow).not.toMatch(/data-(?:sample|about)/);
      expect(narrow.length).toBeLessThan(svg.length * 1.2);
      for (const [, id] of narrow.matchAll(/\sid="([^"]*)"/g)) expect(svg).not.toContain(`id="${id}"`);
    }
  });
  it("is shortened without a mark less: circles, lines and letters are those that vega drew", () => {
    const drawn =
      '<svg width="9"><g class="mark-group role-frame root"><g transform="translate(0,0)"><g class="mark-rule role-axis-grid"><line transform="translate(0,-9)" x2="0" y2="9" stroke="#8a9099"/><line transform="translate(4.04,-9)" x2="0" y2="9" stroke="#8a9099"/></g><g class="mark-symbol role-mark"><circle transform="translate(1.23,2)" r="3" fill="#0072B2" opacity="0.7"/><circle transform="translate(3,4)" r="3" fill="#0072B2" opacity="0.7"/></g><text transform="translate(1,2)" font-family="F" fill="#1b1f24">a &lt; b</text></g></g></svg>';
    expect(shortened(drawn, "F")).toBe(
      '<svg width="9" font-family="F"><g><path d="M0-9l0 9M4-9l0 9" stroke="#8a9099"/><g class="role-mark"><g fill="#0072B2" fill-opacity="0.7"><circle cx="1.2" cy="2" r="3"/><circle cx="3" cy="4" r="3"/></g></g><text x="1" y="2" fill="#1b1f24">a &lt; b</text></g></svg>',
    );
  });
  it("has no more than two decimals in its geometry, for the last bit differs between machines", async () => {
    for (const chart of Object.values(charts)) {
      expect(await chartSvg(chart, "p")).not.toMatch(/ (?:d|transform|x|y)="[^"]*\d\.\d{3}/);
    }
  });
  it.each([
    ["data from a URL", { data: { url: "https://example.org/x.json" }, mark: "point" }],
    ["links", { data: { values: [{ a: 1 }] }, mark: "point", encoding: { href: { field: "a" } } }],
    ["images", { data: { values: [{ a: 1 }] }, mark: "image" }],
    ["images by type", { data: { values: [{ a: 1 }] }, layer: [{ mark: { type: "image" } }] }],
  ])("with %s is refused", async (_, spec) => {
    await expect(chartSvg({ ...charts.bars, spec }, "x")).rejects.toThrow(/may not have/);
  });
  it("takes data that happen to have such names", async () => {
    const spec = {
      data: { values: [{ url: "u", href: 1, type: "image" }] },
      mark: "bar",
      encoding: { x: { field: "href", type: "quantitative" }, y: { field: "url" } },
    };
    expect(await chartSvg({ ...charts.bars, spec }, "x")).toContain("<svg");
  });
});

describe("a number", () => {
  it.each([
    [0.891, ".1%", "89.1\u00a0%"],
    [-0.31, ".1f", "−0.3"],
    [0.0000123, ".1e", "1.2\u00a0×\u00a010⁻⁵"],
    [0.98314, "index", "0.983"],
    [178, "count", "178"],
    [[0.891, 0.94], ".1%", "89.1\u00a0% to 94.0\u00a0%"],
    [["a", "b"], "given", "a, b"],
    ["lean", "given", "lean"],
    [true, "given", "yes"],
    [{ a: 1 }, "given", null],
    [null, "given", null],
    [[], "given", null],
    [[null, 1], "given", null],
  ])("%j under %s reads %s in a sentence", (value, format, text) => expect(proseValue(value, format)).toBe(text));
  it("under what is no format has three significant digits", () => {
    expect(formatNumber(-1.5, "not a format")).toBe("−1.50");
  });
  it("is padded to the decimals of its column", () => {
    expect(decimalPadding(["1.25", "3", "−0.5", "a"])).toEqual(["", "\u2008\u2007\u2007", "\u2007", null]);
  });
  it("is padded beside numbers of its own kind: a share ends with its sign", () => {
    const shares = ["97.83\u00a0%", "98.0\u00a0%", "12\u00a0%"];
    expect(decimalPadding([...shares, "0.8925"])).toEqual(["", "\u2007", "\u2008\u2007\u2007", ""]);
  });
  property.prop([
    fc.double({ min: -1e6, max: 1e6, noNaN: true }),
    fc.double({ min: 1e-6, max: 1e6, noNaN: true }),
    fc.integer({ min: 3, max: 10 }),
  ])("on an axis is round, inside it, and one of a handful", (low, extent, count) => {
    fc.pre(low + extent > low && extent > Math.abs(low) * 1e-9);
    const { values, decimals } = niceTicks(low, low + extent, count);
    expect(values.length).toBeLessThanOrEqual(count + 1);
    for (const value of values) {
      expect(value).toBeGreaterThanOrEqual(low - extent * 1e-6);
      expect(value).toBeLessThanOrEqual(low + extent * (1 + 1e-6));
      expect(Math.abs(Number(value.toFixed(decimals)) - value)).toBeLessThanOrEqual(extent * 1e-6);
    }
  });
  it("has the ticks one expects", () => {
    expect(niceTicks(0, 10, 5)).toEqual({ values: [0, 2, 4, 6, 8, 10], decimals: 0 });
    expect(niceTicks(0.42, 0.98, 6).values).toEqual([0.5, 0.6, 0.7, 0.8, 0.9]);
    expect(niceTicks(400, 1800, 8).values).toEqual([400, 600, 800, 1000, 1200, 1400, 1600, 1800]);
  });
});

describe("CSV", () => {
  it("quotes as RFC 4180 asks and keeps numbers exact", () => {
    const csv = tableCsv({
      type: "table",
      columns: [
        { key: "a", title: "a, b", unit: "%", format: null },
        { key: "x", title: "x", format: "number" },
      ],
      rows: [
        { a: 'say "x"', x: 1 / 3 },
        { a: null, x: null },
      ],
    });
    expect(csv).toBe('"a, b (%)",x\r\n"say ""x""",0.3333333333333333\r\n,\r\n');
  });
  it("has a row a spectrum", () => {
    const rows = spectraCsv(spectra(2, 3)).trimEnd().split("\r\n");
    expect(rows[0]).toBe("id,class,850,950,1050");
    expect(rows).toHaveLength(3);
    expect(rows[2]).toMatch(/^m2,up to 20 %,/);
  });
});
