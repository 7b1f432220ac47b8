import { describe, expect, it } from "vitest";
import { fromRows, type Matrix } from "../../../blocks/contract/matrix.ts";
import { partStorage, type ValueName } from "../../../blocks/contract/values.ts";
import { partLoader, storePart } from "../../../compiler/run/parts.ts";
import { digestOf } from "../../../compiler/store/digest.ts";
import { memoryStore } from "../../../compiler/store/store.ts";
import { fc, it as property } from "../../fixtures/property.ts";

const matrix = fromRows([
  [1, -0, Number.NaN],
  [0.1, 1e-300, Number.POSITIVE_INFINITY],
]);
const samples = { json: { a: [1, "ü", null], b: { c: true } }, matrix, display: { display: matrix } };
const bits = (x: Matrix) => [x.rows, x.cols, ...new BigUint64Array(x.data.slice().buffer)];

const parts = Object.entries(partStorage).flatMap(([value, storage]) =>
  Object.entries(storage).map(([part, how]) => [value as ValueName, part, how as keyof typeof samples] as const),
);

describe("every part of every value", () => {
  it.each(parts)("%s.%s comes back from the store as it went in (%s)", (value, part, how) => {
    const store = memoryStore();
    const digest = storePart(store, value, part, samples[how]);
    const back = partLoader(store)(value, part, digest);
    if (how === "json") expect(back).toEqual(samples.json);
    else
      expect(bits((how === "display" ? (back as { display: Matrix }).display : back) as Matrix)).toEqual(bits(matrix));
  });
});

describe("a part", () => {
  property.prop([fc.dictionary(fc.string({ minLength: 1 }), fc.jsonValue())])(
    "of JSON has one digest, whatever the order of its members",
    (value) => {
      const store = memoryStore();
      const turned = Object.fromEntries(Object.entries(value).reverse());
      expect(storePart(store, "dataset", "rows", turned)).toBe(storePart(store, "dataset", "rows", value));
    },
  );

  it("is decoded once, so that blocks of one run share memory", () => {
    const store = memoryStore();
    let reads = 0;
    const load = partLoader({
      ...store,
      get(digest) {
        reads++;
        return store.get(digest);
      },
    });
    const digest = storePart(store, "dataset", "spectra", matrix);
    expect(load("dataset", "spectra", digest)).toBe(load("dataset", "spectra", digest));
    expect(reads).toBe(1);
  });

  it("for figures only is not the matrix that fits may see, though their bytes are the same", () => {
    const store = memoryStore();
    const load = partLoader(store);
    const display = storePart(store, "variables", "display", { display: matrix });
    expect(display).toBe(storePart(store, "variables", "ready", matrix));
    expect(Object.keys(load("variables", "display", display) as object)).toEqual(["display"]);
    expect(Object.keys(load("variables", "ready", display) as object)).toContain("rows");
  });

  it.each([
    ["dataset", "secret"],
    ["secret", "spectra"],
  ])("that is not declared is an error: %s.%s", (value, part) => {
    const store = memoryStore();
    const sentence = `no value ${value} has a part ${part}`;
    expect(() => storePart(store, value as ValueName, part, 1)).toThrow(sentence);
    expect(() => partLoader(store)(value, part, digestOf("x"))).toThrow(sentence);
  });

  it("that is no longer in the store is an error that names it", () => {
    expect(() => partLoader(memoryStore())("gate", "verdict", digestOf("x"))).toThrow(
      `the stored gate.verdict (${digestOf("x")}) is missing or damaged`,
    );
  });
});
