import { describe, expect, it } from "vitest";
import { fromRows, type Matrix, matrix, takeRows } from "../../../../blocks/contract/matrix.ts";
import { less } from "../../../../blocks/methods/numeric/centre.ts";
import { dualPlsPredictions } from "../../../../blocks/methods/numeric/dual-pls.ts";
import { gram, rowProducts } from "../../../../blocks/methods/numeric/gram.ts";
import { kernelPls, plsCoefficients } from "../../../../blocks/methods/numeric/pls.ts";
import {
  centredProducts,
  keepProducts,
  type Products,
  productsOf,
  subset,
} from "../../../../blocks/methods/numeric/row-subset.ts";
import { fc, it as property } from "../../../fixtures/property.ts";
import { realSpectra, relativeError } from "../../../fixtures/real-data.ts";
import { uneven } from "./uneven.ts";

const meats = realSpectra("meats-nir");
const wide = takeRows(
  meats.spectra,
  Array.from({ length: 90 }, (_, i) => 2 * i),
);
const codes = meats.column("fat").map((fat) => (Number(fat) > 20 ? 1 : 0));
const indicators = (rows: readonly number[]) => fromRows(rows.map((i) => [1 - codes[2 * i], codes[2 * i]]));
const fat = (rows: readonly number[]) => fromRows(rows.map((i) => [Number(meats.column("fat")[2 * i])]));
const training = Array.from({ length: 70 }, (_, i) => i);
const test = Array.from({ length: 20 }, (_, i) => 70 + i);

/** SNV in the test's own words. */
function snv(x: Matrix): Matrix {
  return fromRows(
    Array.from({ length: x.rows }, (_, i) => {
      const values = [...x.data.slice(i * x.cols, (i + 1) * x.cols)];
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      const sd = Math.sqrt(
        values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) / (values.length - 1),
      );
      return values.map((value) => (value - mean) / sd);
    }),
  );
}

function primal(x: Matrix, y: Matrix, others: Matrix, components: number): Matrix {
  const model = kernelPls(x, y, components);
  const b = plsCoefficients(model, components);
  const rows = less(others, model.xMean);
  const result = matrix(rows.rows, y.cols);
  for (let i = 0; i < rows.rows; i++) {
    for (let k = 0; k < y.cols; k++) {
      let sum = model.yMean[k];
      for (let j = 0; j < rows.cols; j++) sum += rows.data[i * rows.cols + j] * b.data[j * y.cols + k];
      result.data[i * y.cols + k] = sum;
    }
  }
  return result;
}

describe("dual PLS", () => {
  it.each([
    ["one response", snv(wide), fat],
    ["several responses", snv(wide), indicators],
    ["raw spectra, whose mean is large", wide, fat],
  ])("predicts what kernel PLS predicts, for %s", (_, spectra, responses) => {
    const x = subset(spectra, training);
    const others = subset(spectra, test);
    const products = centredProducts(x);
    const predictions = dualPlsPredictions(products, products.others(others), responses(training), 10);
    expect(predictions).toHaveLength(10);
    predictions.forEach((prediction, k) => {
      expect(relativeError(prediction.data, primal(x, responses(training), others, k + 1).data)).toBeLessThan(1e-6);
    });
  });

  it("ends where the rows carry no further component", () => {
    const x = fromRows([
      [1, 2, 4],
      [2, 4, 8],
      [3, 6, 12],
      [4, 8, 16],
    ]);
    const products = centredProducts(x);
    expect(dualPlsPredictions(products, products.others(x), fromRows([[1], [2], [3], [5]]), 3)).toHaveLength(1);
  });
});

describe("products of subsets", () => {
  const numbers = fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: 40, maxLength: 40 });

  property.prop([numbers, fc.uniqueArray(fc.nat(4), { minLength: 1, maxLength: 5 })])(
    "are looked up bit by bit as they would be computed",
    (values, indexes) => {
      const whole = matrix(5, 8, Float64Array.from(values));
      const x = subset(whole, indexes);
      const y = subset(whole, [0, 3]);
      const all = ({ data, from, to }: Products) => [...from].flatMap((start) => [...to].map((at) => data[start + at]));
      expect(all(productsOf(x, x))).toEqual([...gram(takeRows(whole, indexes)).data]);
      expect(all(productsOf(y, x))).toEqual([...rowProducts(takeRows(whole, [0, 3]), takeRows(whole, indexes)).data]);
    },
  );

  it("do not change with rows outside the subset", () => {
    const other = matrix(wide.rows, wide.cols, wide.data.slice());
    for (let at = 70 * 100; at < other.data.length; at++) other.data[at] = -other.data[at] * 3;
    const [here, there] = [centredProducts(subset(wide, training)), centredProducts(subset(other, training))];
    expect(there.training.data).toEqual(here.training.data);
  });
});

describe("products that are kept", () => {
  const parent = () => uneven(12, 20, 1);
  const [training, others] = [
    [0, 2, 3, 5, 7, 8],
    [1, 4, 6],
  ];

  it("are made once for the same rows, with the bits of those that are not", () => {
    const [plain, kept] = [parent(), parent()];
    keepProducts(kept, 1e6);
    const fresh = centredProducts(subset(plain, training));
    const first = centredProducts(subset(kept, training));
    const second = centredProducts(subset(kept, training));
    expect(second.training).toBe(first.training);
    expect(second.others(subset(kept, others))).toBe(first.others(subset(kept, others)));
    expect(second.training).toEqual(fresh.training);
    expect(second.others(subset(kept, others))).toEqual(fresh.others(subset(plain, others)));
    expect(centredProducts(subset(kept, [0, 2, 3])).training.rows).toBe(3);
  });

  it("know rows of another matrix from those of the same numbers", () => {
    const [kept, other] = [parent(), uneven(12, 20, 2)];
    keepProducts(kept, 1e6);
    const products = centredProducts(subset(kept, training));
    const own = products.others(subset(kept, others));
    expect(products.others(subset(other, others))).not.toEqual(own);
  });

  it("are made anew where the memory is used up", () => {
    const kept = parent();
    keepProducts(kept, 8 * 36);
    const first = centredProducts(subset(kept, training));
    expect(centredProducts(subset(kept, training))).toBe(first);
    expect(first.others(subset(kept, others))).not.toBe(first.others(subset(kept, others)));
    expect(centredProducts(subset(kept, others))).not.toBe(centredProducts(subset(kept, others)));
  });
});
