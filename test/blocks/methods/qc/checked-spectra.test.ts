import { expect, it } from "vitest";
import type { Columns } from "../../../../blocks/contract/dataset.ts";
import { matrix, row } from "../../../../blocks/contract/matrix.ts";
import { methods } from "../../../../blocks/methods/methods.ts";
import { checkedSpectra } from "../../../../blocks/methods/qc/spectral/measured.ts";
import { baseMeats } from "../../qc/sets.ts";

const { spectra, columns } = baseMeats();
const crop = { name: "crop", options: [900, 1000] };
const snv = { name: "snv", options: {} };

it("spectra are kept as the gate measures them: cropped, and before steps that change a shape", () => {
  const x = checkedSpectra(methods, { spectra, columns }, [crop, snv]);
  const { values } = columns as Extract<Columns, { readonly kind: "axis" }>;
  const kept = values.flatMap((value, j) => (value >= 900 && value <= 1000 ? [j] : []));
  expect(x?.cols).toBe(kept.length);
  expect([...row(x ?? matrix(0, 0), 3)]).toEqual(kept.map((j) => row(spectra, 3)[j]));
});

it("values without an axis are kept as they are", () => {
  const names = { kind: "names", names: ["a", "b"] } as const;
  const x = checkedSpectra(methods, { spectra: matrix(1, 2, Float64Array.of(1, 2)), columns: names }, [snv]);
  expect([...(x?.data ?? [])]).toEqual([1, 2]);
});

it("above 64 MiB they are not kept", () => {
  const { values, ...axis } = columns as Extract<Columns, { readonly kind: "axis" }>;
  const rows = Math.floor((64 * 1024 * 1024) / 8 / values.length);
  const of = (n: number) => ({ spectra: matrix(n, values.length), columns: { ...axis, values } });
  expect(checkedSpectra(methods, of(rows), [])?.rows).toBe(rows);
  expect(checkedSpectra(methods, of(rows + 1), [])).toBeNull();
});
