/** PLS-DA: golden numbers of R's kernel PLS, and what holds on any data. */

import { describe, expect } from "vitest";
import { fromRows, takeRows } from "../../../../blocks/contract/matrix.ts";
import { clippedShares, plsDa } from "../../../../blocks/methods/estimators/pls-da.ts";
import type { PlsState } from "../../../../blocks/methods/estimators/pls-state.ts";
import { fc, it } from "../../../fixtures/property.ts";
import { golden, haveRealData, relativeError } from "../../../fixtures/real-data.ts";
import { classification, groups, labelled, leaveOut, refusalOf, rowsOf, winners } from "./examples.ts";

const path = (upTo: number) => Array.from({ length: upTo }, (_, a) => ({ components: a + 1 }));
const one = (components: number) => [{ components }];

describe.each([
  ["meats-nir", "meats", "fat_label", "fold"],
  ["olive-oils-ftir", "olive-oils", "country", "session"],
  ["olive-oils-ftir", "olive-oils-by-sample", "country", "sample_id"],
] as const)("pls-da on %s (%s)", (set, file, label, part) => {
  describe.skipIf(!haveRealData(set) || !haveRealData(file))("against R", () => {
    it("agrees in the scores and the accuracy of rows left out, for every number of components", () => {
      const example = labelled(set, label);
      const expected = golden(file).plsda_on_snv;
      const { codes } = example.y as { codes: Int32Array };
      const scores = leaveOut(plsDa, example, example.column(part), path(expected.ncomp));
      expect(relativeError(scores[expected.ncomp - 1].data, expected.cv_scores_at_ncomp.flat())).toBeLessThan(1e-9);
      const accuracy = scores.map((s) => winners(s).filter((won, i) => won === codes[i]).length / codes.length);
      expect(relativeError(accuracy, expected.cv_accuracy_by_components)).toBeLessThan(1e-12);
    });

    it("agrees in coefficients and VIP of the fit on all rows", () => {
      const { x, y } = labelled(set, label);
      const expected = golden(file).plsda_on_snv;
      const [state] = plsDa.fitPath(x, y, one(expected.ncomp));
      const importance = plsDa.importance?.(state);
      expect(relativeError(importance?.coefficients.data ?? [], expected.coefficients_full_fit.flat())).toBeLessThan(
        1e-9,
      );
      expect(relativeError(importance?.vip ?? [], expected.vip_full_fit)).toBeLessThan(1e-9);
    });
  });
});

describe("pls-da", () => {
  it("gives an entry of a path the bytes it has alone", () => {
    const { x, y } = groups(1, 30, 50, 3);
    const states = plsDa.fitPath(x, y, [{ components: 4 }, { components: 1 }, { components: 7 }]);
    for (const [at, components] of [4, 1, 7].entries()) {
      expect(JSON.stringify(states[at])).toBe(JSON.stringify(plsDa.fitPath(x, y, one(components))[0]));
    }
  });

  it("predicts the same bytes after its state went through JSON", () => {
    const { x, y } = groups(2, 20, 12, 4);
    const [state] = plsDa.fitPath(x, y, one(5));
    expect(plsDa.predict(x, JSON.parse(JSON.stringify(state))).data).toEqual(plsDa.predict(x, state).data);
  });

  it("gives a class without training rows the score 0 and leaves the others as they are without it", () => {
    const { x, y } = groups(3, 24, 6, 2);
    const { codes } = y as { codes: Int32Array };
    const [two] = plsDa.fitPath(x, y, one(3));
    const [three] = plsDa.fitPath(
      x,
      classification(
        Array.from(codes, (code) => 2 * code),
        3,
      ),
      one(3),
    );
    const scores = plsDa.predict(x, three).data;
    const without = plsDa.predict(x, two).data;
    for (let i = 0; i < x.rows; i++) expect(scores[3 * i + 1]).toBe(0);
    expect(
      relativeError(
        scores.filter((_, at) => at % 3 !== 1),
        without,
      ),
    ).toBeLessThan(1e-12);
  });

  it("gives a constant variable the coefficient 0, whatever its value", () => {
    const { x, y } = groups(4, 15, 5, 3);
    for (let i = 0; i < x.rows; i++) x.data[i * 5 + 2] = 0.1;
    const [state] = plsDa.fitPath(x, y, one(2)) as unknown as PlsState[];
    expect(state.coefficients.slice(6, 9)).toEqual([0, 0, 0]);
    expect(state.xMean[2]).toBe(0.1);
  });

  it("stands one sample in a class, many more variables than rows, and rows that repeat", () => {
    const { x } = groups(5, 7, 300, 3);
    const y = classification([0, 0, 0, 1, 1, 1, 2], 3);
    const repeated = [0, 1, 2, 3, 4, 5, 6, 6, 0];
    const [state] = plsDa.fitPath(takeRows(x, repeated), rowsOf(y, repeated), one(4));
    expect(winners(plsDa.predict(x, state))).toEqual([0, 0, 0, 1, 1, 1, 2]);
  });

  it("refuses more components than the rows carry, saying how many there are and how many were asked for", () => {
    const { x, y } = groups(6, 20, 3, 2);
    const collinear = fromRows(
      Array.from({ length: 20 }, (_, i) => {
        const [a, b] = x.data.subarray(3 * i, 3 * i + 2);
        return [a, b, a + b, a - 2 * b];
      }),
    );
    expect(refusalOf(() => plsDa.fitPath(collinear, y, [{ components: 3 }, { components: 9 }]))).toMatchObject({
      code: "FS5101",
      facts: { have: 2, need: 3 },
    });
  });

  it("gives the entries of a path beyond the rank the model with all components there are", () => {
    const { x, y } = groups(7, 5, 40, 2);
    const states = plsDa.fitPath(x, y, path(7)) as unknown as PlsState[];
    expect(states.map(({ components }) => components)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(states.map(({ used }) => used)).toEqual([1, 2, 3, 4, 4, 4, 4]);
    expect(states[6].coefficients).toEqual(states[3].coefficients);
  });

  it.each([
    ["one class", [1, 1, 1, 1], "FS3601"],
    ["no rows", [], "FS3601"],
  ])("refuses %s", (_, codes, code) => {
    const x = takeRows(
      groups(8, 4, 3, 2).x,
      codes.map((_, i) => i),
    );
    expect(refusalOf(() => plsDa.fitPath(x, classification(codes, 2), one(1)))).toMatchObject({ code });
  });

  it("refuses rows that are all the same, and values that are no numbers, by their place", () => {
    const same = fromRows([0, 1, 2, 3].map(() => [0.1, 0.2, 0.3]));
    const y = classification([0, 1, 0, 1], 2);
    expect(refusalOf(() => plsDa.fitPath(same, y, one(1)))).toMatchObject({ code: "FS3603" });
    same.data[7] = Number.NaN;
    expect(refusalOf(() => plsDa.fitPath(same, y, one(1)))).toMatchObject({
      code: "FS3604",
      facts: { row: 3, column: 2 },
    });
  });

  it("clips scores to [1e-6, 1] and lets them sum to 1", () => {
    const shares = clippedShares(
      fromRows([
        [1.2, -0.2],
        [0.5, 0.25],
        [-1, -1],
      ]),
    );
    expect(Array.from(shares.data)).toEqual([1 / 1.000001, 1e-6 / 1.000001, 0.5 / 0.75, 0.25 / 0.75, 0.5, 0.5]);
  });

  it.each([[{ components: 0 }], [{ components: 1.5 }], [{ components: [] }], [{ component: 3 }]])(
    "takes no %j",
    (options) => {
      expect(plsDa.options.safeParse(options).success).toBe(false);
    },
  );

  it("takes one number of components, a list of them, or none given", () => {
    expect(plsDa.options.parse({ components: 4 })).toEqual({ components: 4 });
    expect(plsDa.options.parse({ components: [1, 5] })).toEqual({ components: [1, 5] });
    expect(plsDa.options.parse({})).toEqual({ components: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] });
  });

  const seeds = fc.integer({ min: 1, max: 1e9 });

  it.prop([seeds, fc.constantFrom(6, 40)], { numRuns: 20 })("does not depend on the order of rows", (seed, p) => {
    const { x, y } = groups(seed, 21, p, 3);
    const turned = Array.from({ length: 21 }, (_, i) => (i * 8 + 5) % 21);
    const [here] = plsDa.fitPath(x, y, one(3));
    const [there] = plsDa.fitPath(takeRows(x, turned), rowsOf(y, turned), one(3));
    expect(relativeError(plsDa.predict(x, there).data, plsDa.predict(x, here).data)).toBeLessThan(1e-9);
  });

  it.prop([seeds], { numRuns: 20 })("does not depend on the order of classes", (seed) => {
    const { x, y } = groups(seed, 22, 9, 3);
    const { codes } = y as { codes: Int32Array };
    const [here] = plsDa.fitPath(x, y, one(4));
    const [there] = plsDa.fitPath(
      x,
      classification(
        Array.from(codes, (code) => (code + 1) % 3),
        3,
      ),
      one(4),
    );
    const [a, b] = [plsDa.predict(x, here).data, plsDa.predict(x, there).data];
    expect(
      relativeError(
        a.map((_, at) => b[at - (at % 3) + (((at % 3) + 1) % 3)]),
        a,
      ),
    ).toBeLessThan(1e-9);
  });

  it.prop([seeds], { numRuns: 10 })(
    "lets the scores of a row sum to 1, and changes neither rows nor classes",
    (seed) => {
      const { x, y } = groups(seed, 16, 20, 3);
      const before = JSON.stringify([Array.from(x.data), y]);
      const [state] = plsDa.fitPath(x, y, one(3));
      const { data } = plsDa.predict(x, state);
      for (let i = 0; i < 16; i++) expect(data[3 * i] + data[3 * i + 1] + data[3 * i + 2]).toBeCloseTo(1, 10);
      expect(JSON.stringify([Array.from(x.data), y])).toBe(before);
    },
  );
});
