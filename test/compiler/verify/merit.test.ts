/** Merit: metrics of a regression of which some have no value: by what the definitions say, each is null, and the others stand. */
import { describe, expect, it } from "vitest";
import { limitsOf } from "../../../compiler/verify/numeric/limits.ts";
import type { Samples } from "../../../compiler/verify/samples.ts";
import { targetMetrics, type Yardstick } from "../../../compiler/verify/target-metrics.ts";

/** Samples by themselves, each with its measured value and what was predicted of it. */
function samplesOf(target: readonly number[], predicted: readonly number[]): Samples {
  const n = target.length;
  return {
    names: target.map((_, i) => `s${i}`),
    spectra: n,
    observed: new Int32Array(n).fill(-1),
    target: Float64Array.from(target),
    repeats: [{ scores: [Float64Array.from(predicted)], called: new Int32Array(n) }],
    unit: "sample",
    of: Int32Array.from({ length: n }, (_, i) => i),
    units: n,
    batches: null,
  };
}
const fields = (target: readonly number[], predicted: readonly number[], yardstick: Yardstick | null = null) =>
  targetMetrics(samplesOf(target, predicted), "rmsep", limitsOf, yardstick) as { readonly [name: string]: unknown };
const bare: Yardstick = { fit: null, components: null, sel: null };
const [measured, close] = [
  [1, 2, 3, 4, 5, 6],
  [1.5, 2, 2.5, 4.5, 5, 5.5],
];

describe("metrics of a regression", () => {
  it("have no R² and no RPD where all measured values are one", () => {
    const { r2, r2_ci, rpd, rpd_ci, rmsep } = fields([2, 2, 2, 2], [1, 3, 1, 3]);
    expect([r2, r2_ci, rpd, rpd_ci, rmsep]).toEqual([null, null, null, null, 1]);
  });

  it("have no RPD, no RER and no RPIQ where predictions are exact", () => {
    const { r2, rpd, rer, rpiq, rmsep } = fields(measured, measured, bare);
    expect([r2, rpd, rer, rpiq, rmsep]).toEqual([1, null, null, null, 0]);
  });

  it("have no slope where all predictions are one", () => {
    const { slope, slope_p, bias } = fields(measured, [3, 3, 3, 3, 3, 3], bare);
    expect([slope, slope_p, bias]).toEqual([null, null, -0.5]);
  });

  it("tell of one sample its error alone", () => {
    const { rmsep, rmsep_ci, bias, bias_limit, bias_p, sep_limit, sep } = fields([2], [3], {
      ...bare,
      fit: { n: 12, rmsec: 1 },
      components: 1,
    });
    expect([rmsep, rmsep_ci, bias]).toEqual([1, null, 1]);
    expect([bias_limit, bias_p, sep_limit, sep]).toEqual([null, null, null, null]);
  });

  it.each<[string, Yardstick, object]>([
    [
      "without latent variables",
      { ...bare, fit: { n: 12, rmsec: 0.5 } },
      { sec: null, sec_na: "no_latent_variables", sep_limit: null, rmsep_sec: null },
    ],
    [
      "without a fit",
      { ...bare, components: 2 },
      { sec: null, sec_na: "no_latent_variables", sep_limit: null, rmsep_sec: null },
    ],
    [
      "with as many latent variables as samples",
      { ...bare, fit: { n: 3, rmsec: 0.5 }, components: 2 },
      { sec: null, sec_na: "no_degrees_left", sep_limit: null },
    ],
    ["with a fit", { ...bare, fit: { n: 12, rmsec: 0.5 }, components: 2 }, { sec: Math.sqrt(3 / 9), sec_na: null }],
    ["without replicates of the reference", bare, { sel: null, sel_na: "no_reference_replicates", sep_sel: null }],
    ["with a reference without error", { ...bare, sel: 0 }, { sel: 0, sel_na: null, sep_sel: null }],
  ])("beside the fit say %s what there is", (_, yardstick, wanted) =>
    expect(fields(measured, close, yardstick)).toMatchObject(wanted),
  );

  it("beside a reference method are held against its error", () => {
    const { sep_sel, sep } = fields(measured, close, { ...bare, sel: 0.25 });
    expect(sep_sel).toBeCloseTo(Number(sep) / 0.25, 12);
  });
});
