/** Whether loops over a spectrum say how they ended: by their criterion, or because they might not go on. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { fromRows } from "../../../../blocks/contract/matrix.ts";
import type { Ended } from "../../../../blocks/contract/step.ts";
import { methods } from "../../../../blocks/methods/methods.ts";
import { baselineFit } from "../../../../blocks/methods/steps/baseline.ts";
import { steps } from "../../../../blocks/methods/steps/table.ts";
import type { Json } from "../../../../schemas/plain-json.ts";
import { relativeError } from "../../../fixtures/real-data.ts";
import { bandSpectra, pointAxis } from "./helpers.ts";

interface Case {
  readonly by: string;
  readonly spectrum: number;
  readonly options: { readonly method: string; readonly iterations: number };
  readonly passes: number;
  readonly converged?: boolean;
  readonly moved?: number | null;
  readonly baseline: readonly number[];
}
interface Golden {
  readonly spectra: readonly (readonly number[])[];
  readonly cases: readonly Case[];
}
/** With each case the spectrum it is of. */
const golden = ["baseline-passes.json", "airpls.json"].flatMap((file) => {
  const path = join(import.meta.dirname, "../../../fixtures/golden", file);
  const { spectra: values, cases } = JSON.parse(readFileSync(path, "utf8")) as Golden;
  return cases.map((one) => ({ one, spectrum: values[one.spectrum] }));
});

const points = 120;
const spectra = bandSpectra(3, points);
/** Every spectrum's end, as the step tells it. */
function endsOf(name: string, written: object, rows = spectra): Ended[] {
  const step = methods.step(name);
  const options = step.options.parse(written) as Json;
  const told: Ended[] = [];
  step.apply(rows, options, pointAxis(rows.cols), null, (row, ended) => {
    told[row] = ended;
  });
  return told;
}

describe("passes of a baseline", () => {
  it.each(
    golden.map(
      ({ one, spectrum }) =>
        [one.options.method, one.options.iterations, one.by, one.spectrum, { one, spectrum }] as const,
    ),
  )("%s, %d at most, are those of the %s on spectrum %d", (_, __, ___, ____, { one, spectrum }) => {
    const options = methods.step("baseline").options.parse(one.options) as unknown as Parameters<typeof baselineFit>[1];
    const values = Float64Array.from(spectrum);
    const under = new Float64Array(values.length);
    const ended = baselineFit(pointAxis(values.length), options)(values, under);
    expect(relativeError(under, one.baseline)).toBeLessThan(1e-9);
    expect(ended?.passes).toBe(one.passes);
    if (one.converged !== undefined) expect(ended?.converged).toBe(one.converged);
    if (typeof one.moved === "number") expect(ended?.moved).toBeCloseTo(one.moved, 9);
  });
});

describe("a step that iterates", () => {
  const methodsThatIterate = ["asls", "arpls", "airpls", "iasls", "modpoly"];

  it("is every one that has a number of passes to end by, but peak clipping, whose passes are its width", () => {
    const found = Object.values(steps).flatMap((step) => {
      const ways = step.name === "baseline" ? [...methodsThatIterate, "snip", "rubberband", "polynomial"] : [null];
      return ways.flatMap((method) => {
        const parsed = step.options.safeParse(method === null ? {} : { method });
        return parsed.success && (step.iterates?.(parsed.data) ?? null) !== null ? [method ?? step.name] : [];
      });
    });
    expect(found).toEqual(methodsThatIterate);
  });

  it.each(methodsThatIterate)("%s, stopped at one pass, is not finished with any spectrum", (method) => {
    expect(endsOf("baseline", { method, iterations: 1 }).map(({ passes, converged }) => [passes, converged])).toEqual(
      Array.from({ length: 3 }, () => [1, false]),
    );
  });

  it.each(methodsThatIterate)("%s, given time, is finished with every spectrum before its count is", (method) => {
    const most = method === "airpls" ? 50 : 1000;
    for (const { passes, converged } of endsOf("baseline", { method, iterations: most })) {
      expect(converged).toBe(true);
      expect(passes).toBeLessThan(most);
    }
  });

  it("asls that its count ended is finished where its last pass moved the baseline by at most 0.001 of the range", () => {
    const judged = Array.from({ length: 12 }, (_, k) =>
      endsOf("baseline", { method: "asls", iterations: k + 2 }),
    ).flat();
    const ended = judged.filter(({ moved }) => moved !== null);
    expect(new Set(ended.map(({ converged }) => converged))).toEqual(new Set([true, false]));
    for (const { converged, moved } of ended) expect(converged).toBe((moved ?? 1) <= 0.001);
  });

  it.each([
    ["arpls", 10],
    ["modpoly", 300],
  ])("%s is held to its own criterion, however little its last pass moved", (method, iterations) => {
    for (const { converged, moved } of endsOf("baseline", { method, iterations, ratio: 1e-14 })) {
      expect(converged).toBe(false);
      expect(moved).toBeLessThan(0.001);
    }
  });

  it.each(["asls", "iasls"])("%s has nothing to go on for where a spectrum has no range", (method) => {
    expect(endsOf("baseline", { method }, fromRows([new Array(30).fill(2)]))[0].converged).toBe(true);
  });

  it.each(["rubberband", "polynomial", "snip"])("%s tells nothing: it has no criterion to meet", (method) => {
    expect(endsOf("baseline", { method })).toEqual([]);
  });
});
