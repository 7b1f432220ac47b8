/** Checks of the design where there is little to judge: no time, no names, few samples, one value, what the document accepts. */
import { describe, expect, it } from "vitest";
import { fromRows } from "../../../../../blocks/contract/matrix.ts";
import { cramersV } from "../../../../../blocks/methods/qc/data/association.ts";
import { declaration as confounding } from "../../../../../blocks/methods/qc/data/confounding.ts";
import { designColumns } from "../../../../../blocks/methods/qc/data/design-columns.ts";
import { dataMaterial, type JudgedData } from "../../../../../blocks/methods/qc/data/material.ts";
import { nearestTo, placed } from "../../../../../blocks/methods/qc/data/nearness.ts";
import { declaration as orderDrift } from "../../../../../blocks/methods/qc/data/order_drift.ts";
import { declaration as replicates } from "../../../../../blocks/methods/qc/data/undeclared_replicates.ts";
import { dataset } from "../../../qc/sets.ts";

const points = [900, 902, 904, 906, 908, 910];
/** Spectra without an order in time: each hangs on its number by remainders. */
const rough = (n: number) =>
  fromRows(Array.from({ length: n }, (_, i) => points.map((_, j) => 1 + (((i * 37 + 11) * (j + 3)) % 23) / 10)));
const names = (n: number) => Array.from({ length: n }, (_, i) => `m${i + 1}`);
const halves = (n: number) => Array.from({ length: n }, (_, i) => (i < n / 2 ? "a" : "b"));

interface Parts {
  readonly design?: Partial<JudgedData["design"]>;
  readonly label?: readonly string[];
  readonly target?: readonly (number | null)[];
  readonly spectra?: ReturnType<typeof rough>;
}

function setOf(n: number, { design, label, target, spectra = rough(n) }: Parts = {}): JudgedData {
  const made = dataset(spectra, points, "NIR", { sample: names(n), label });
  const outcome =
    target === undefined ? made.outcome : { ...made.outcome, target: { name: "y", unit: "g", values: target } };
  return { ...made, outcome: outcome as JudgedData["outcome"], design: { ...made.design, ...design } };
}
const inOrder = (n: number) => ({ time: { column: "at", values: Array.from({ length: n }, (_, i) => i) } });
const drift = (set: JudgedData) => orderDrift.measure(dataMaterial(set));

describe("order_drift", () => {
  it("judges nothing without a time", () => expect(drift(setOf(12))).toBeNull());

  it("needs ten samples whose time is known", () => {
    const values = Array.from({ length: 12 }, (_, i) => (i < 3 ? null : i));
    expect(drift(setOf(12, { design: { time: { column: "at", values } } }))).toEqual({ na: "too_few_samples" });
    expect(drift(setOf(9, { design: inOrder(9) }))).toEqual({ na: "too_few_samples" });
  });

  it("finds classes that were measured one after the other, by the column of the time", () => {
    const found = drift(setOf(20, { design: inOrder(20), label: halves(20) }));
    expect(found).toMatchObject({ worst: [{ feature: "at", about: "label" }, { about: "first_component" }] });
    // Ranks of two equal halves: 1 − (n/2 sums of squares within) ⁄ (those of all) = 1 − 2·(10·99) ⁄ (20·399).
    expect((found as { readonly value: number }).value).toBeCloseTo(1 - (2 * 10 * 99) / (20 * 399), 12);
  });

  it("finds a target that rose while it was measured, whatever its values, and takes a missing one as no value", () => {
    const target = Array.from({ length: 20 }, (_, i) => (i === 0 ? null : i * i));
    expect(drift(setOf(20, { design: inOrder(20), target }))).toMatchObject({
      value: 1,
      worst: [{ about: "target", value: 1 }, { about: "first_component" }],
    });
  });

  it("says that nothing varies where all spectra are alike and there is no outcome", () => {
    const spectra = fromRows(Array.from({ length: 12 }, () => points));
    expect(drift(setOf(12, { design: inOrder(12), spectra }))).toEqual({ na: "no_variance" });
  });
});

describe("confounding in regulatory mode", () => {
  const judged = (parts: Parts) => confounding.measure(dataMaterial(setOf(20, parts), true));
  const worstOf = (parts: Parts) => (judged(parts) as { readonly worst?: readonly object[] }).worst ?? [];

  it("finds that one class was measured before the other, from the samples whose time is known", () => {
    const values = Array.from({ length: 20 }, (_, i) => (i === 4 ? null : i));
    expect(worstOf({ design: { time: { column: "at", values } }, label: halves(20) })).toEqual([
      { feature: "at", value: 1, about: "area_between_times" },
    ]);
  });

  it("compares no class of which no time is known, nor times that say nothing of it", () => {
    const later = Array.from({ length: 20 }, (_, i) => (i < 10 ? null : i));
    expect(worstOf({ design: { time: { column: "at", values: later } }, label: halves(20) })).toEqual([]);
    const label = Array.from({ length: 20 }, (_, i) => (i % 2 === 0 ? "a" : "b"));
    expect(worstOf({ design: inOrder(20), label })).toEqual([]);
  });
});

describe("a column of the design", () => {
  const column = (values: readonly (string | null)[]) => ({ name: "operator", role: null, values });
  const shown = (
    label: readonly string[] | undefined,
    columns: readonly ReturnType<typeof column>[],
    accepted = false,
  ) => {
    const consent = accepted ? [{ check: "confounding", column: "operator", reason: "told" }] : [];
    const set = setOf(20, { label, design: { columns, accepted: consent } });
    const check = { worst: [{ feature: "operator", value: 1 }] };
    return designColumns(set, [{ id: "confounding", check }] as never);
  };

  it("that stands for the outcome is accepted where the document says so for it", () => {
    const values = halves(20).map((name) => (name === "a" ? "Ann" : "Bob"));
    expect(shown(halves(20), [column(values)]).design_columns[0].result).toBe("stands_for_outcome");
    expect(shown(halves(20), [column(values)], true).design_columns[0].result).toBe("accepted");
  });

  it("has no table where there is no label, and none is shown without a column", () => {
    expect(shown(undefined, [column(names(20))]).class_by_batch).toBeNull();
    expect(shown(halves(20), []).class_by_batch).toBeNull();
  });

  it("may have cells without a value, which are no value of their own", () => {
    const values = halves(20).map((name, i) => (i % 5 === 0 ? null : name));
    const { class_by_batch } = shown(halves(20), [column(values)]);
    expect(class_by_batch?.rows.map(({ value, samples }) => [value, samples])).toEqual([
      ["a", [8, 0]],
      ["b", [0, 8]],
    ]);
  });
});

describe("names without a word", () => {
  const measured = (n: number) => replicates.measure(dataMaterial(setOf(n, { design: { isNamed: false } })));
  it("are told by where rows stand, of ten rows or more", () => {
    expect(measured(9)).toEqual({ na: "names_say_nothing" });
    expect(measured(12)).toMatchObject({ value: expect.any(Number) });
  });
});

describe("what there is nothing of", () => {
  it("has no association", () => expect(cramersV([])).toBeNull());
  it("has the nearest row of rows that are too few for axes", () => {
    const space = placed(fromRows([points, points.map((value) => value * value)]));
    expect(nearestTo(space, 0, (j) => j === 1)).toBe(1);
    expect(nearestTo(space, 0, () => false)).toBeNull();
  });
});
