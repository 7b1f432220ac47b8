/** What a channel tells by itself, and how channels are replaced. */
import { describe, expect, it } from "vitest";
import { fromRows } from "../../../../blocks/contract/matrix.ts";
import { explainedShares } from "../../../../blocks/methods/validation/one-channel.ts";
import { patched } from "../../../../blocks/methods/validation/patched-spectra.ts";

describe("the share that a channel tells by itself", () => {
  const alone = (n: number) => Array.from({ length: n }, (_, i) => [i]);

  it("is that of classes in what its neighbours do not say", () => {
    // A straight line has no rest anywhere; the class stands on channel 2 and thereby in the rests of 1 to 3.
    const x = fromRows(
      [0, 0, 1, 1].map((code, i) => [0, 1, 2, 3, 4, 5].map((j) => i + j * (i + 1) + (j === 2 ? 10 * code : 0))),
    );
    const shares = explainedShares(x, alone(4), { codes: [0, 0, 1, 1], target: null });
    expect([...shares].map((share) => Number(share.toFixed(9)))).toEqual([1, 1, 1, 1, 0, 0]);
  });

  it("is the squared correlation with a target: that of R's cor", () => {
    // cor(c(1, 2, 4, 3), c(1, 2, 3, 5))^2 in R 4: 0.46285714285714.
    const x = fromRows([1, 2, 4, 3].map((value) => [0, 0, 0, value, 0, 0, 0]));
    const shares = explainedShares(x, alone(4), { codes: null, target: [1, 2, 3, 5] });
    expect(shares[3]).toBeCloseTo(0.46285714285714, 12);
    expect(shares[6]).toBe(0);
  });

  it("does not count the repeats of a sample", () => {
    const x = fromRows([
      [0, 0, 1],
      [0, 0, 1],
      [0, 0, 2],
      [0, 0, 5],
      [0, 0, 6],
    ]);
    const repeated = explainedShares(x, [[0, 1], [2], [3], [4]], { codes: [0, 0, 1, 1], target: null });
    const once = explainedShares(
      fromRows([
        [0, 0, 1],
        [0, 0, 2],
        [0, 0, 5],
        [0, 0, 6],
      ]),
      alone(4),
      {
        codes: [0, 0, 1, 1],
        target: null,
      },
    );
    expect(repeated).toEqual(once);
  });
});

describe("replaced channels", () => {
  const x = fromRows([[0, 1, 50, 60, 4, 5, 6, 90]]);
  const every = Array.from({ length: 8 }, (_, j) => j);
  it("are the line between the nearest that stay, at an end that through the nearest two", () => {
    expect([...patched(x, every, [2, 3, 7]).data]).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect([...patched(fromRows([[9, 9, 2, 3]]), [0, 1, 2, 3], [0, 1]).data]).toEqual([0, 1, 2, 3]);
  });
  it("stand where the points come from, and nothing else is changed", () => {
    const before = x.data.slice();
    // Points of a cropped and turned axis: columns 5, 4, 3.
    expect([...patched(x, [5, 4, 3], [1]).data]).toEqual([0, 1, 50, 60, 32.5, 5, 6, 90]);
    expect(x.data).toEqual(before);
  });
});
