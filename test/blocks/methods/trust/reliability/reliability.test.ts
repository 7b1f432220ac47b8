/** Calibration error, its null band, and the losses: what holds for any probabilities. */

import { describe, expect, it } from "vitest";
import { fromRows } from "../../../../../blocks/contract/matrix.ts";
import { type Stream, stream } from "../../../../../blocks/contract/stream.ts";
import { binOf, calibrationError, reliabilityBins } from "../../../../../blocks/methods/trust/reliability/ece.ts";
import { brier, logLoss } from "../../../../../blocks/methods/trust/reliability/losses.ts";
import { draws, nullBand } from "../../../../../blocks/methods/trust/reliability/null-band.ts";
import { figures } from "../../../../fixtures/figures.ts";
import { fc, it as property } from "../../../../fixtures/property.ts";

const rows = fc
  .array(fc.array(fc.double({ min: 0.001, max: 1, noNaN: true }), { minLength: 3, maxLength: 3 }), {
    minLength: 1,
    maxLength: 80,
  })
  .map((all) => all.map((row) => row.map((value) => value / (row[0] + row[1] + row[2]))));

describe("bins", () => {
  it.each([
    [0, 0],
    [0.05, 0],
    [0.1, 0],
    [0.1001, 1],
    [0.5, 4],
    [0.95, 9],
    [1, 9],
  ])("of a confidence of %f is number %i: a bin holds its upper edge", (confidence, bin) => {
    expect(binOf(confidence)).toBe(bin);
  });
  it("count every sample once", () => {
    const bins = reliabilityBins([0.2, 0.55, 0.95, 1], [true, false, true, true]);
    expect(bins.reduce((sum, { n }) => sum + n, 0)).toBe(4);
    expect(bins[9]).toMatchObject({ n: 2, confidence: 0.975, accuracy: 1 });
    expect(bins[0]).toMatchObject({ n: 0, confidence: null, accuracy: null });
  });
  it("have no error where shares are what they should be", () => {
    const bins = reliabilityBins([0.75, 0.75, 0.75, 0.75], [true, true, true, false]);
    expect(calibrationError(bins)).toEqual({ ece: 0, mce: 0 });
  });
});

/** A model of which every word is true: confidences of any size, each right with that probability. */
function honest(draw: Stream, n: number, sure: (confidence: number) => number) {
  const confidence = Array.from({ length: n }, () => 0.5 + 0.5 * draw.uniform());
  const isRight = confidence.map((p) => draw.uniform() < sure(p));
  return { confidence, error: calibrationError(reliabilityBins(confidence, isRight)) };
}
const outside = (runs: number, seed: number, sure: (confidence: number) => number): number =>
  Array.from({ length: runs }, (_, run) => {
    const draw = stream(seed, "model", run);
    const { confidence, error } = honest(draw, 178, sure);
    return error.ece > nullBand(confidence, error, draw).ece[1];
  }).filter((is) => is).length;

describe("the null band", () => {
  it("holds a perfectly calibrated model but for one case in forty", { tags: "slow" }, () => {
    // Of 200 five, of 60 one or two are expected; fewer than two good bands in a hundred would raise more than these.
    const [runs, most] = figures.isLarge ? [200, 12] : [60, 4];
    expect(outside(runs, 5, (p) => p)).toBeLessThanOrEqual(most);
  });
  it("does not hold one that claims too much", { tags: "slow" }, () => {
    expect(outside(50, 6, (p) => p - 0.12)).toBeGreaterThan(40);
  });
  it("is the same for the same stream, and lies above 0", () => {
    const { confidence, error } = honest(stream(7, "model"), 60, (p) => p);
    const [one, other] = [1, 1].map(() => nullBand(confidence, error, stream(7, "band")));
    expect(one).toEqual(other);
    expect(one.ece[0]).toBeGreaterThan(0);
    expect(one.ece[1]).toBeGreaterThan(one.ece[0]);
    expect(draws).toBe(999);
  });
  it("gives a share that counts the observed error itself: it is never 0", () => {
    const confidence = new Array(100).fill(0.9);
    const band = nullBand(confidence, { ece: 0.9, mce: 0.9 }, stream(8, "band"));
    expect(band.ece_p).toBe(1 / 1000);
    expect(nullBand(confidence, { ece: 0, mce: 0 }, stream(8, "band")).ece_p).toBe(1);
  });
});

describe("the Brier score", () => {
  property.prop([rows, fc.infiniteStream(fc.integer({ min: 0, max: 2 }))])(
    "is reliability − resolution + uncertainty and what binning leaves, with no part below 0",
    (probabilities, codes) => {
      const observed = probabilities.map(() => codes.next().value);
      const parts = brier(fromRows(probabilities), observed);
      const { score, reliability, resolution, uncertainty, within } = parts;
      expect(score).toBeCloseTo(reliability - resolution + uncertainty + within, 12);
      expect(Math.min(reliability, resolution, uncertainty)).toBeGreaterThanOrEqual(0);
    },
  );
  it("leaves nothing to binning where each bin holds one probability", () => {
    const p = fromRows([0.15, 0.15, 0.85, 0.85].map((one) => [one, 1 - one]));
    const { within, reliability, resolution, uncertainty } = brier(p, [1, 0, 0, 0]);
    expect(within).toBeCloseTo(0, 12);
    // By hand: shares 0.5 and 1 where 0.15 and 0.85 were said, of 0.75 in all; twice, once a class.
    expect(reliability).toBeCloseTo(2 * (0.5 * 0.35 * 0.35 + 0.5 * 0.15 * 0.15), 12);
    expect(resolution).toBeCloseTo(2 * 0.25 * 0.25, 12);
    expect(uncertainty).toBeCloseTo(2 * 0.75 * 0.25, 12);
  });
});

describe("log loss", () => {
  it("is ln K where nothing is known, and finite where a class was called impossible", () => {
    expect(logLoss(fromRows([[1 / 3, 1 / 3, 1 / 3]]), [2])).toBeCloseTo(Math.log(3), 12);
    expect(logLoss(fromRows([[1, 0]]), [1])).toBeCloseTo(36.04365338911715, 9);
  });
});
