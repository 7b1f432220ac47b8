import { expect, it } from "vitest";
import { matrix } from "../../../../blocks/contract/matrix.ts";
import { neighbourMeans } from "../../../../blocks/methods/numeric/neighbour-means.ts";

it("coarse spectra are means over neighbours, a rest left out; short ones stay as they are", () => {
  const x = matrix(
    1,
    401,
    Float64Array.from({ length: 401 }, (_, j) => j),
  );
  expect([...neighbourMeans(x).data.subarray(0, 3)]).toEqual([1, 4, 7]);
  expect(neighbourMeans(x).cols).toBe(133);
  const short = matrix(1, 200);
  expect(neighbourMeans(short)).toBe(short);
});
