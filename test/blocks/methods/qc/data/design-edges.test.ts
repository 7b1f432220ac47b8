/** Checks of the design where there is little to judge: no time, no names, few samples, one value, what the document accepts. */
import { describe, expect, it } from "vitest";
import { fromRows } from "../../../../../blocks/contract/matrix.ts";
import type { Measured } from "../../../../../blocks/methods/qc/check.ts";
import { cramersV } from "../../../../../blocks/methods/qc/data/association.ts";
import { declaration as confounding } from "../../../../../blocks/methods/qc/data/confounding.ts";
import { designColumns } from "../../../../../blocks/methods/qc/data/design-columns.ts";
import { dataMaterial, type JudgedData } from "../../../../../blocks/methods/qc/data/material.ts";
import { declaration as nearDuplicates } from "../../../../../blocks/methods/qc/data/near_duplicates.ts";
import { nearestTo, placed, rmsBetween } from "../../../../../blocks/methods/qc/data/nearness.ts";
import { declaration as orderDrift } from "../../../../../blocks/methods/qc/data/order_drift.ts";
import { declaration as reusedNames } from "../../../../../blocks/methods/qc/data/reused_sample_names.ts";
import { declaration as replicates } from "../../../../../blocks/methods/qc/data/undeclared_replicates.ts";
import { declaration as upstreamSteps } from "../../../../../blocks/methods/qc/data/upstream.ts";
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

describe("confounding", () => {
  const column = { name: "operator", role: null, values: halves(20).map((name) => (name === "a" ? "Ann" : "Bob")) };
  it("is of a column that goes with a target, by the share of its variance", () => {
    const target = Array.from({ length: 20 }, (_, i) => (i < 10 ? 1 : 9) + (i % 3) / 10);
    const { worst } = confounding.measure(
      dataMaterial(setOf(20, { design: { columns: [column] }, target })),
    ) as Measured;
    expect(worst).toEqual([{ feature: "operator", value: expect.closeTo(0.9996, 3), about: "epsilon_squared" }]);
    const other = Array.from({ length: 20 }, (_, i) => i % 7);
    expect(
      confounding.measure(dataMaterial(setOf(20, { design: { columns: [column] }, target: other }))),
    ).toMatchObject({
      value: 0,
    });
  });
  it("names the column that goes most closely with the outcome first", () => {
    const almost = column.values.map((value, i) => (i === 3 ? "Bob" : value));
    const columns = [{ ...column, name: "day", values: almost }, column];
    const { worst } = confounding.measure(
      dataMaterial(setOf(20, { design: { columns }, label: halves(20) })),
    ) as Measured;
    expect(worst?.map(({ feature }) => feature)).toEqual(["operator", "day"]);
  });
  it("counts no sample that has no class", () => {
    const made = setOf(20, { design: { columns: [column] }, label: halves(20) });
    const label = made.outcome.label as NonNullable<typeof made.outcome.label>;
    // Bob measured one sample of the first class; nobody knows any more of which class it was.
    const codes = label.codes.map((code, i) => (i === 3 ? -1 : code));
    const values = column.values.map((value, i) => (i === 3 ? "Bob" : value));
    const known = { ...made, outcome: { ...made.outcome, label: { ...label, codes } } };
    const of = { ...known, design: { ...made.design, columns: [{ ...column, values }] } };
    expect(confounding.measure(dataMaterial(of as JudgedData))).toMatchObject({ worst: [{ value: 1 }] });
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

  it("goes with the outcome where it is no confounding that was found, or nothing was looked for", () => {
    const values = halves(20).map((name) => (name === "a" ? "Ann" : "Bob"));
    const set = setOf(20, { label: halves(20), design: { columns: [column(values)] } });
    const unnamed = { id: "confounding", check: { worst: [{ sample: "m1", value: 1 }] } };
    for (const checks of [[], [unnamed]])
      expect(designColumns(set, checks as never).design_columns[0].v).toBeCloseTo(1, 12);
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
  it.each([
    [3, 82, undefined],
    [4, 55, "chance"],
    [11, 33, "by_row"],
    [6, 27, undefined],
  ])(
    "are excused up to a half by where rows stand, and beyond where chance gives as many (drawn by %d: %d %%)",
    (m, percent, despite) => {
      const drawn = Array.from({ length: 12 }, (_, i) => points.map((_, j) => (((i * m + 11) * (j + 3)) % 23) / 10));
      const set = setOf(12, { design: { isNamed: false }, spectra: fromRows(drawn) });
      const found = replicates.measure(dataMaterial(set)) as Measured;
      expect([Math.round(100 * found.value), found.despite]).toEqual([percent, despite]);
    },
  );
  it("say nothing of spectra that are constant, which lie near to none", () => {
    const spectra = fromRows(Array.from({ length: 12 }, () => points.map(() => 1)));
    const set = setOf(12, { design: { isNamed: false }, spectra });
    expect(replicates.measure(dataMaterial(set))).toEqual({ na: "names_say_nothing" });
  });
  it("leave a constant spectrum out of what is counted", () => {
    const pairs = Array.from({ length: 12 }, (_, i) =>
      points.map((_, j) => (i === 5 ? 1 : ((Math.floor(i / 2) + 2) * (j + 1) * (j + 3)) % 29)),
    );
    const set = setOf(12, { design: { isNamed: false }, spectra: fromRows(pairs) });
    const found = replicates.measure(dataMaterial(set)) as Measured;
    const counted = found.worst?.map(({ spectrum }) => spectrum);
    expect([found.value, counted?.length, counted?.includes("spectrum 6")]).toEqual([1, 11, false]);
  });
});

describe("names that differ by a number alone", () => {
  /** Six stems of four samples each; the spectra of a stem are all but the same. */
  const stems = Array.from({ length: 24 }, (_, i) => "abcdef"[Math.floor(i / 4)]);
  const sample = stems.map((stem, i) => `${stem}${(i % 4) + 1}`);
  const spectra = fromRows(
    stems.map((_, i) =>
      points.map((_, j) => (((Math.floor(i / 4) + 2) * (j + 1) * (j + 3)) % 29) + 0.01 * ((i * j) % 3)),
    ),
  );
  const measured = (parts: Parts, external = stems.map(() => false)) => {
    const set = setOf(24, { ...parts, spectra });
    return replicates.measure(dataMaterial({ ...set, rows: { ...set.rows, sample, external } })) as Measured;
  };
  const column = (role: string | null, values: readonly (string | null)[]): Parts => ({
    design: { columns: [{ name: "c", role, values }] as never },
  });

  it("and whose spectra are nearest to one another are told, each once", () => {
    const found = measured({});
    expect([found.value, found.despite, found.worst?.length]).toEqual([1, undefined, 24]);
    expect(
      measured(
        {},
        stems.map((stem) => stem === "f"),
      ).worst?.length,
    ).toBe(20);
  });
  it("are accepted where the document says why", () => {
    const accepted = [{ check: "undeclared_replicates", column: null, reason: "varieties have numbers" }];
    expect(measured({ design: { accepted } as never })).toMatchObject({ value: 1, despite: "accepted" });
  });
  it.each<[string, Parts]>([
    ["the class", { label: stems }],
    ["the batch", column("batch", stems)],
    ["the group", column("group", stems)],
    ["the instrument", column("instrument", stems)],
  ])("say nothing where %s settles what stands before the number", (_, parts) =>
    expect(measured(parts)).toEqual({ na: "names_say_nothing" }),
  );
  it.each<[string, Parts]>([
    ["says the same in other words", column(null, stems)],
    ["has a value of its own for almost every row", column(null, sample)],
    [
      "has no value for some",
      column(
        null,
        stems.map((stem) => (stem < "c" ? null : "x")),
      ),
    ],
  ])("are told where a column %s", (_, parts) => expect(measured(parts)).toMatchObject({ value: 1 }));
});

describe("near duplicates", () => {
  it("are not looked for where nothing varies", () => {
    const alike = fromRows(Array.from({ length: 9 }, () => points));
    expect(nearDuplicates.measure(dataMaterial(setOf(9, { spectra: alike })))).toEqual({ na: "no_variance" });
  });
  const near = (design: Partial<JudgedData["design"]>, change: (value: number, i: number, j: number) => number) => {
    const values = Array.from({ length: 9 }, (_, i) =>
      points.map((_, j) => change((((i === 8 ? 0 : i) + 2) * (j + 1) * (j + 3)) % 29, i, j)),
    );
    return nearDuplicates.measure(dataMaterial(setOf(9, { design, spectra: fromRows(values) })));
  };
  const almost = (value: number, i: number, j: number) => value + (i === 8 ? 0.0001 * j : 0);
  it("are a pair of samples whose spectra are all but the same, told by the names of both", () => {
    expect(near({}, almost)).toMatchObject({ value: 1, worst: [{ sample: "m1", as: "spectrum 9" }] });
    expect(near({}, almost)).not.toHaveProperty("despite");
  });
  it("are none that differ by more where there are too few points to tell noise from signal", () => {
    expect(near({}, (value, i, j) => value + (i === 8 ? 0.4 * (j % 2) : 0))).toMatchObject({ value: 0 });
  });
  it("are accepted where the document says why", () => {
    const accepted = [{ check: "near_duplicates", column: null, reason: "reference material" }];
    expect(near({ accepted } as never, almost)).toMatchObject({ value: 1, despite: "accepted" });
  });
  it("are looked for among spectra that are not constant", () => {
    expect(near({}, (value, i, j) => (i === 4 ? 1 : almost(value, i, j)))).toMatchObject({ value: 1 });
  });
});

describe("names used again", () => {
  it("are accepted where the document says why for that column", () => {
    const values = halves(20);
    const columns = [{ name: "lot", role: "batch", values }];
    const accepted = [{ check: "reused_sample_names", column: "lot", reason: "numbered from 1 in each lot" }];
    const judged = (consents: readonly object[]) => {
      const target = Array.from({ length: 20 }, (_, i) => (i * 7) % 20);
      const set = setOf(20, { target, design: { columns, accepted: consents } as never });
      const rows = { ...set.rows, sample: set.rows.sample.map((_, i) => `m${(i % 10) + 1}`) };
      return reusedNames.measure(dataMaterial({ ...set, rows }));
    };
    expect(judged(accepted)).toMatchObject({ value: 10, despite: "accepted" });
    expect(judged([{ ...accepted[0], column: "day" }])).not.toHaveProperty("despite");
  });
  it("of which there is but one say nothing of how far other names lie apart", () => {
    const set = setOf(4, {
      target: [1, 1, 5, 5],
      design: { columns: [{ name: "lot", role: "batch", values: ["a", "a", "b", "b"] }] },
    });
    const one = { ...set, rows: { ...set.rows, sample: ["m", "m", "m", "m"] } };
    expect(reusedNames.measure(dataMaterial(one))).toMatchObject({ value: 0 });
  });
});

describe("steps before the files", () => {
  const step = (scope: "spectrum" | "set", outcome: boolean) => ({ what: `${scope} ${outcome}`, scope, outcome });
  it.each([
    ["of each spectrum for itself are none to tell", [step("spectrum", false)], []],
    ["that saw other rows are told", [step("set", false)], ["other_rows_used"]],
    ["that used the outcome are told, whatever else they saw", [step("spectrum", true)], ["outcome_used"]],
  ])("%s", (_, steps, about) => {
    const found = upstreamSteps.measure(dataMaterial(setOf(12, { design: { upstream: steps as never } }))) as Measured;
    expect([found.value, found.worst?.map((one) => one.about)]).toEqual([about.length, about]);
  });
});

describe("what there is nothing of", () => {
  it("has no association", () => expect(cramersV([])).toBeNull());
  it("has the nearest row of rows that are too few for axes", () => {
    const space = placed(fromRows([points, points.map((value) => value * value)]));
    expect(nearestTo(space, 0, (j) => j === 1)).toBe(1);
    expect(nearestTo(space, 0, () => false)).toBeNull();
  });
  it("has no directions where all spectra are alike, and distances all the same", () => {
    const alike = fromRows(Array.from({ length: 4 }, () => Array.from({ length: 20 }, (_, j) => (j * 7) % 5)));
    const space = placed(alike);
    expect([nearestTo(space, 3, (j) => j !== 3), rmsBetween(space, 0, 3)]).toEqual([0, 0]);
  });
});
