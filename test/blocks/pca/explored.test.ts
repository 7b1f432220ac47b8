/** Components to look at: the numbers of scikit-learn, external rows projected, and nothing hangs on the order or sign of what is read. */

import { describe, expect, it } from "vitest";
import { fromRows, mapRows, takeRows } from "../../../blocks/contract/matrix.ts";
import { snv } from "../../../blocks/methods/steps/snv.ts";
import { explored } from "../../../blocks/pca/explored.ts";
import { fc, it as prop } from "../../fixtures/property.ts";
import { golden, realSpectra, relativeError } from "../../fixtures/real-data.ts";

const meats = realSpectra("meats-nir");
const columns = { kind: "axis", unit: "nm", technique: "NIR", values: meats.axis } as const;
const none = meats.column("fat").map(() => false);

describe("components of the meats", () => {
  it("on SNV are those of the reference: shares, scores, T² and Q", () => {
    const reference = golden("meats").pca_on_snv;
    const found = explored(snv.apply(meats.spectra, {}, columns, null), none, { components: 5, autoscale: false });
    if (found === null) throw new Error("none");
    expect(relativeError([...found.model.explained], reference.explained_variance_ratio.slice(0, 5))).toBeLessThan(
      1e-9,
    );
    const scores = Array.from({ length: 215 }, (_, i) =>
      [...found.scores.data.subarray(5 * i, 5 * i + 5)].map(Math.abs),
    );
    expect(relativeError(scores.flat(), reference.abs_scores.flat())).toBeLessThan(1e-8);
    expect(relativeError([...found.t2], reference.hotelling_t2)).toBeLessThan(1e-8);
    expect(relativeError([...found.q], reference.q_residuals)).toBeLessThan(1e-8);
  });
  it("of unit variance, fitted without the last twenty, are those of scikit-learn 1.9.1, and the twenty are projected", () => {
    // PCA(3, svd_solver="full") of (x − mean)/std(ddof=1) of the first 195 rows; largest loading positive.
    const external = none.map((_, i) => i >= 195);
    const found = explored(meats.spectra, external, { components: 3, autoscale: true });
    if (found === null) throw new Error("none");
    const { model, scores, q, t2 } = found;
    expect(
      relativeError([...model.explained], [0.9862129366302912, 0.009907785699166824, 0.0026777205668816226]),
    ).toBeLessThan(1e-9);
    expect(
      relativeError([...model.variances], [98.6212936630291, 0.9907785699166822, 0.26777205668816223]),
    ).toBeLessThan(1e-9);
    expect(
      relativeError(
        [...scores.data.subarray(585, 588)],
        [-8.916116418658387, -0.3450671363530804, -0.04659445672073734],
      ),
    ).toBeLessThan(1e-8);
    expect(relativeError([q[195], t2[195]], [0.05559157309641814, 0.9343722231291868])).toBeLessThan(1e-8);
    expect(
      relativeError(
        [...model.loadings.data.subarray(100, 103)],
        [0.12809131058070078, 0.12913752075977805, 0.13014657206488112],
      ),
    ).toBeLessThan(1e-8);
  });
});

describe("components", () => {
  const spectra = fc
    .array(fc.array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: 6, maxLength: 6 }), {
      minLength: 9,
      maxLength: 12,
    })
    .map((rows) => fromRows(rows.map((row, i) => row.map((value, j) => value + Math.sin(3 * i + j * j)))));
  prop.prop([spectra, fc.integer({ min: 1, max: 3 })])("do not move with rows that are external", (x, components) => {
    const external = Array.from({ length: x.rows }, (_, i) => i === x.rows - 1);
    const moved = mapRows(x, (values, i, out) =>
      out.set(Array.from(values, (value) => (i === x.rows - 1 ? value + 5 : value))),
    );
    const [one, other] = [x, moved].map((each) => explored(each, external, { components, autoscale: false }));
    expect(other?.model.loadings.data).toEqual(one?.model.loadings.data);
    expect(other?.t2Limit).toBe(one?.t2Limit);
  });
  prop.prop([spectra])("have shares that fall and together are at most all", (x) => {
    const found = explored(x, Array(x.rows).fill(false), { components: 4, autoscale: true });
    const shares = [...(found?.model.explained ?? [])];
    expect(shares).toEqual([...shares].sort((a, b) => b - a));
    expect(shares.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(1 + 1e-9);
  });
  it("are fewer where the rows carry fewer, and none of two", () => {
    const x = takeRows(meats.spectra, [0, 1, 2, 3]);
    expect(
      explored(x, [false, false, false, false], { components: 5, autoscale: false })?.model.variances,
    ).toHaveLength(2);
    expect(explored(takeRows(x, [0, 1]), [false, false], { components: 5, autoscale: false })).toBeNull();
  });
});
