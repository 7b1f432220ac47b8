/** Steps that learn from the training rows: MSC, EMSC, PQN, align, mean-center, autoscale, pareto. */

import { describe, expect, it } from "vitest";
import { columnMeans, fromRows, matrix, row, takeRows } from "../../../../blocks/contract/matrix.ts";
import { fc, it as propertyIt } from "../../../fixtures/property.ts";
import { relativeError } from "../../../fixtures/real-data.ts";
import { bandSpectra, columnsAfter, denseSolve, pointAxis, refusal, run } from "./helpers.ts";

const training = bandSpectra(6, 50);
const mean = Array.from(columnMeans(training));
const columns = pointAxis(50);
const scale = fc.double({ min: 0.2, max: 5, noNaN: true });
const offset = fc.double({ min: -3, max: 3, noNaN: true });

describe("msc", () => {
  propertyIt.prop([scale, offset])("gives the reference back from any scaled and shifted copy of it", (b, a) => {
    const copy = fromRows([mean.map((value) => a + b * value)]);
    expect(relativeError(run("msc", {}, copy, columns, training).data, mean)).toBeLessThan(1e-10);
  });

  it("regresses each spectrum on the reference", () => {
    const values = Array.from(row(training, 4));
    const s = (f: (j: number) => number) => values.reduce((sum, _, j) => sum + f(j), 0);
    const [a, b] = denseSolve(
      [
        [50, s((j) => mean[j])],
        [s((j) => mean[j]), s((j) => mean[j] * mean[j])],
      ],
      [s((j) => values[j]), s((j) => values[j] * mean[j])],
    );
    const corrected = row(run("msc", {}, training, columns), 4);
    expect(
      relativeError(
        corrected,
        values.map((value) => (value - a) / b),
      ),
    ).toBeLessThan(1e-10);
  });

  it("learns the median where asked", () => {
    const odd = fromRows([
      [1, 2, 4, 8],
      [2, 3, 3, 9],
      [3, 1, 5, 70],
    ]);
    const result = run("msc", { reference: "median" }, fromRows([[2, 4, 8, 18]]), pointAxis(4), odd);
    // Median spectrum 2, 2, 4, 9 and the spectrum regressed on it.
    const reference = [2, 2, 4, 9];
    const slope = [2, 4, 8, 18].reduce((sum, v, j) => sum + (v - 8) * (reference[j] - 4.25), 0) / 32.75;
    expect(
      relativeError(
        result.data,
        [2, 4, 8, 18].map((v) => (v - 8) / slope + 4.25),
      ),
    ).toBeLessThan(1e-14);
  });

  it("refuses a constant reference, a constant spectrum and no training rows", () => {
    const flat = fromRows([[2, 2, 2]]);
    expect(refusal(() => run("msc", {}, flat))).toEqual({
      code: "FS3303",
      facts: { step: "msc", reason: "it is constant" },
    });
    const rows = fromRows([
      [1, 2, 4],
      [5, 5, 5],
    ]);
    expect(refusal(() => run("msc", {}, rows, pointAxis(3), fromRows([[1, 2, 3]]))).facts.row).toBe(2);
    expect(refusal(() => run("msc", {}, rows, pointAxis(3), matrix(0, 3))).code).toBe("FS3302");
  });
});

describe("emsc", () => {
  const t = mean.map((_, j) => (2 * j) / 49 - 1);

  propertyIt.prop([scale, offset, offset, offset])(
    "gives the reference back from any copy of it that is scaled and lies on a parabola",
    (b, c0, c1, c2) => {
      const copy = fromRows([mean.map((value, j) => b * value + c0 + c1 * t[j] + c2 * t[j] * t[j])]);
      expect(relativeError(run("emsc", {}, copy, columns, training).data, mean)).toBeLessThan(1e-9);
    },
  );

  it("with order 0 is msc", () => {
    const a = run("emsc", { order: 0 }, training, columns);
    expect(relativeError(a.data, run("msc", {}, training, columns).data)).toBeLessThan(1e-10);
  });

  it("refuses a reference that is itself a parabola, and a spectrum without any of it", () => {
    const parabola = fromRows([t.map((value) => 1 + value * value)]);
    expect(refusal(() => run("emsc", {}, parabola, columns)).code).toBe("FS3303");
    expect(refusal(() => run("emsc", {}, fromRows([t.map(() => 0)]), columns, training)).facts.row).toBe(1);
  });
});

describe("pqn", () => {
  propertyIt.prop([scale])("gives the reference back from any dilution of it", (b) => {
    const copy = fromRows([mean.map((value) => b * value)]);
    expect(relativeError(run("pqn", {}, copy, columns, training).data, mean)).toBeLessThan(1e-12);
  });

  it("is not misled by a few large bands", () => {
    const values = [2, 4, 6, 8, 1000, 12, 14];
    const result = run("pqn", {}, fromRows([values]), pointAxis(7), fromRows([[1, 2, 3, 4, 5, 6, 0]]));
    // Quotients 2, 2, 2, 2, 200, 2; the last point has none.
    expect(Array.from(result.data)).toEqual([1, 2, 3, 4, 500, 6, 7]);
  });

  it("leaves points out where the reference is 0, were they the most", () => {
    const result = run("pqn", {}, fromRows([[5, 5, 5, 5, 2, 4, 6]]), pointAxis(7), fromRows([[0, 0, 0, 0, 1, 2, 3]]));
    expect(Array.from(result.data)).toEqual([2.5, 2.5, 2.5, 2.5, 1, 2, 3]);
  });

  it("refuses a spectrum whose median quotient is not positive, and a reference of zeros", () => {
    expect(refusal(() => run("pqn", {}, fromRows([[-1, -2, 3]]), pointAxis(3), fromRows([[1, 2, 3]]))).code).toBe(
      "FS3301",
    );
    expect(refusal(() => run("pqn", {}, fromRows([[0, 0, 0]]))).code).toBe("FS3303");
  });
});

describe("align", () => {
  const moved = (by: number) => mean.map((_, j) => mean[Math.min(49, Math.max(0, j - by))]);

  it.each([-5, -2, 0, 1, 4, 5])("moves a spectrum shifted by %d points back onto the reference", (by) => {
    const result = Array.from(run("align", {}, fromRows([moved(by)]), columns, training).data);
    expect(result.slice(5, 45)).toEqual(mean.slice(5, 45));
  });

  it("does not move by more than it may", () => {
    const result = run("align", { shift: 2 }, fromRows([moved(6)]), columns, training);
    expect(Array.from(result.data).slice(8, 40)).toEqual(moved(4).slice(8, 40));
  });

  it.each([
    [0, 1],
    [0.1, 0.7, 0.4],
    [3, 1, 2],
    [0.3, 0.3, 0.9, 0.6],
  ])("stays where it is among shifts that are equally good: periods of %d, %d, …", (...period) => {
    for (let points = 30; points < 50; points++) {
      const periodic = fromRows([Array.from({ length: points }, (_, j) => period[j % period.length])]);
      expect(run("align", { shift: 9 }, periodic).data).toEqual(periodic.data);
    }
  });

  it("does not see offset and scale", () => {
    const changed = fromRows([moved(3).map((value) => 2 * value + 1)]);
    const result = Array.from(run("align", {}, changed, columns, training).data);
    expect(result.slice(5, 45)).toEqual(mean.slice(5, 45).map((value) => 2 * value + 1));
  });

  it("refuses a constant spectrum by its number and a shift the points cannot carry", () => {
    expect(refusal(() => run("align", {}, fromRows([mean.map(() => 1)]), columns, training)).facts.row).toBe(1);
    expect(refusal(() => columnsAfter("align", {}, pointAxis(12))).facts.need).toBe(13);
  });
});

describe("centring and scaling", () => {
  const rows = fromRows([
    [1, 10, 5],
    [2, 30, 5],
    [3, 20, 5],
  ]);
  const other = fromRows([[4, 0, 7]]);

  it("mean-center takes off the training means", () => {
    expect(Array.from(run("mean-center", {}, other, pointAxis(3), rows).data)).toEqual([2, -20, 2]);
  });

  it("autoscale divides by training standard deviations; a column that does not vary is centred only", () => {
    expect(Array.from(run("autoscale", {}, other, pointAxis(3), rows).data)).toEqual([2, -2, 2]);
  });

  it("pareto divides by their square roots", () => {
    expect(relativeError(run("pareto", {}, other, pointAxis(3), rows).data, [2, -20 / Math.sqrt(10), 2])).toBeLessThan(
      1e-15,
    );
  });

  it("autoscaled training rows have mean 0 and standard deviation 1 in every column", () => {
    const z = run("autoscale", {}, training, columns);
    for (let j = 0; j < 50; j++) {
      const column = Array.from({ length: 6 }, (_, i) => z.data[i * 50 + j]);
      expect(column.reduce((a, b) => a + b, 0)).toBeCloseTo(0, 10);
      expect(column.reduce((a, b) => a + b * b, 0) / 5).toBeCloseTo(1, 10);
    }
  });

  it("takes a column that varies by rounding only as one that does not vary", () => {
    const thirds = fromRows(Array.from({ length: 7 }, () => [0.1, 1 / 3]));
    expect(Array.from(run("autoscale", {}, fromRows([[1.1, 4 / 3]]), pointAxis(2), thirds).data)).toEqual([
      expect.closeTo(1, 12),
      expect.closeTo(1, 12),
    ]);
  });

  it("refuses to learn a spread from one row, or a mean from none", () => {
    expect(refusal(() => run("autoscale", {}, takeRows(rows, [0])))).toEqual({
      code: "FS3302",
      facts: { step: "autoscale", need: 2, have: 1 },
    });
    expect(refusal(() => run("pareto", {}, takeRows(rows, [0]))).code).toBe("FS3302");
    expect(refusal(() => run("mean-center", {}, matrix(0, 3))).code).toBe("FS3302");
  });
});
