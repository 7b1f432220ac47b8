import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect } from "vitest";
import type { Rows } from "../../../../blocks/contract/dataset.ts";
import { matrix, takeRows } from "../../../../blocks/contract/matrix.ts";
import { Refusal } from "../../../../blocks/contract/refusal.ts";
import { plsRegression } from "../../../../blocks/methods/estimators/pls-regression.ts";
import { isoTime } from "../../../../blocks/methods/numeric/civil-date.ts";
import { calendarName } from "../../../../blocks/methods/split/calendar.ts";
import { leakage } from "../../../../blocks/methods/split/leakage.ts";
import { type TimedUnit, timedUnits } from "../../../../blocks/methods/split/segments.ts";
import { innerSplit, split } from "../../../../blocks/methods/split/split.ts";
import { instantOf } from "../../../../schemas/instant.ts";
import { fc, it } from "../../../fixtures/property.ts";
import { measured, permuteRows, rowsOf } from "./rows.ts";

const walk = (options: { readonly [name: string]: unknown }) => ({ name: "walk_forward", options: options as never });
const timesOf = (texts: readonly string[]): Rows["time"] => ({
  column: "time",
  isCalendar: true,
  values: texts.map(instantOf),
});

/** Samples of 1 to 4 spectra at random times, in random groups and batches, some external. */
const anyTimes = fc
  .array(
    fc.record({
      day: fc.integer({ min: 0, max: 120 }),
      sample: fc.integer({ min: 0, max: 60 }),
      batch: fc.integer({ min: 0, max: 30 }),
      external: fc.integer({ min: 0, max: 9 }).map((draw) => draw === 0),
    }),
    { minLength: 40, maxLength: 80 },
  )
  .map((spectra) => ({
    rows: rowsOf(
      spectra.map(({ sample }) => `s${sample}`),
      {
        group: spectra.map(({ sample }) => `g${sample % 40}`),
        batch: spectra.map(({ batch }) => `b${batch}`),
        external: spectra.map(({ external }) => external),
        time: {
          column: "time",
          isCalendar: true,
          values: spectra.map(({ day }) => Date.UTC(2025, 10, 1) + day * 86_400_000),
        },
      },
    ),
    outcome: measured(spectra.map(({ day }) => day)),
  }));

const anyWalk = fc.record({
  by: fc.constantFrom(...timedUnits),
  window: fc.oneof(fc.constant("expanding"), fc.record({ last: fc.integer({ min: 1, max: 4 }) })),
  gap: fc.integer({ min: 0, max: 2 }),
  min_train: fc.integer({ min: 1, max: 4 }),
});

/** Folds, or none where the times leave none. */
function foldsOf(rows: Rows, outcome: ReturnType<typeof measured>, options: object) {
  try {
    return split(rows, outcome, walk({ ...options }), 1).folds;
  } catch (error) {
    if (error instanceof Refusal && error.code === "FS3401") return [];
    throw error;
  }
}

describe("walking forward in time", () => {
  it.prop([anyTimes, anyWalk], { numRuns: 200 })(
    "tests only what is later than everything it learnt from, with no batch, group or sample on both sides",
    ({ rows, outcome }, options) => {
      const time = rows.time?.values as number[];
      for (const { training, test, unused = [] } of foldsOf(rows, outcome, options)) {
        expect(Math.min(...test.map((i) => time[i]))).toBeGreaterThan(Math.max(...training.map((i) => time[i])));
        for (const names of [rows.batch as string[], rows.group, rows.sample]) {
          const seen = new Set(training.map((i) => names[i]));
          expect(test.filter((i) => seen.has(names[i]))).toEqual([]);
        }
        const all = [...training, ...test, ...unused];
        expect(new Set(all).size).toBe(all.length);
        expect(all.some((i) => rows.external[i])).toBe(false);
      }
    },
  );

  it.prop([anyTimes, anyWalk, fc.infiniteStream(fc.integer())], { numRuns: 100 })(
    "puts the same spectra into the same folds in whatever order the rows come",
    ({ rows, outcome }, options, draws) => {
      const keys = rows.id.map(() => draws.next().value as number);
      const order = [...rows.id.keys()].sort((a, b) => keys[a] - keys[b] || a - b);
      const time = rows.time as NonNullable<Rows["time"]>;
      const other = {
        ...permuteRows(rows, order),
        time: { ...time, values: order.map((i) => time.values[i]) },
      };
      const named = (of: Rows) =>
        foldsOf(of, outcome, options).map(({ name, left, ...sets }) => [
          name,
          left,
          ...[sets.training, sets.test, sets.unused ?? []].map((rows) => rows.map((i) => of.id[i]).sort()),
        ]);
      expect(named(other)).toEqual(named(rows));
    },
  );

  it("leaves a sample that was measured again in training, and its later row unused", () => {
    const of = (k: number) => [`s${k}`, `s${k}'`];
    const sample = [1, 2, 3, 4, 5, 6].flatMap(of);
    sample[8] = "s2"; // in B5 as in B2
    const batch = [1, 2, 3, 4, 5, 6].flatMap((k) => [`B${k}`, `B${k}`]);
    const time = timesOf(
      [1, 2, 3, 4, 5, 6].flatMap((k) => [0, 1].map(() => `2026-0${Math.ceil(k / 2)}-${k % 2 === 1 ? "05" : "20"}`)),
    );
    const rows = rowsOf(sample, { batch, time });
    const { folds, unit } = split(rows, measured(sample.map((_, i) => i)), walk({ by: "batch" }), 0);
    expect(unit).toBe("batch");
    expect(folds.map(({ name }) => name)).toEqual(["B4", "B5", "B6"]);
    expect(folds[1]).toEqual({ name: "B5", left: ["B5"], training: [0, 1, 2, 3, 4, 5, 6, 7], test: [9], unused: [8] });
    // In the fold after, the row is one of training: nothing of the sample lies beyond.
    expect(folds[2].training).toContain(8);
    expect(leakage({ scheme: walk({ by: "batch" }), unit, folds }, rows).samples.count).toBe(0);
  });

  it("goes by UTC, whatever the offsets and the order of the file", () => {
    const texts = [
      "2026-03-01T00:30+02:00",
      "2026-01-31T23:30-02:00",
      "2026-02-10",
      "2026-01-02 10:00",
      "2026-04-01T00:00Z",
    ];
    const rows = rowsOf(["a", "b", "c", "d", "e"], { time: timesOf(texts) });
    const { folds } = split(rows, measured([1, 2, 3, 4, 5]), walk({ by: "month", min_train: 1 }), 0);
    expect(folds.map(({ name, test }) => [name, test])).toEqual([
      ["2026-02", [0, 1, 2]],
      ["2026-04", [4]],
    ]);
  });

  it("predicts as a scikit-learn loop over the same folds does, by every sort of segment", () => {
    const golden = JSON.parse(
      readFileSync(join(import.meta.dirname, "../../../fixtures/golden/walk-forward.json"), "utf8"),
    );
    const { rows: given } = golden;
    const of = <T>(field: string): T[] => given.map((row: { [field: string]: T }) => row[field]);
    const rows: Rows = {
      ...rowsOf(of("sample"), { batch: of("batch"), time: timesOf(of("time")) }),
      id: of("id"),
    };
    const outcome = measured(of<number>("y"));
    const x = matrix(given.length, 9, Float64Array.from(of<number[]>("x").flat()));
    const ids = (indexes: readonly number[]) => indexes.map((i) => rows.id[i]).sort();
    expect(golden.cases.map(({ by }: { by: string }) => by).sort()).toEqual([...timedUnits, "month"].sort());
    for (const { by, last, gap, min_train, folds } of golden.cases) {
      const window = last === null ? "expanding" : { last };
      const found = split(rows, outcome, walk({ by, window, gap, min_train }), 0).folds;
      expect(found.map(({ name }) => name)).toEqual(folds.map(({ name }: { name: string }) => name));
      found.forEach(({ training, test, unused = [] }, k) => {
        expect(ids(training)).toEqual(folds[k].training);
        expect(ids(unused)).toEqual(folds[k].unused);
        expect(ids(test)).toEqual(Object.keys(folds[k].test).sort());
        const values = Float64Array.from(training, (i) => outcome.target?.values[i] as number);
        const [state] = plsRegression.fitPath(takeRows(x, training), { task: "regression", target: values }, [
          { components: 2 },
        ]);
        const told = plsRegression.predict(takeRows(x, test), state);
        for (const [place, i] of test.entries()) expect(told.data[place]).toBeCloseTo(folds[k].test[rows.id[i]], 9);
      });
    }
  });
});

describe("the calendar", () => {
  it.each([
    ["2026-02-14T10:00Z", ["2026-02-14", "2026-W07", "2026-02", "2026-Q1", "2026"]],
    ["2024-12-30", ["2024-12-30", "2025-W01", "2024-12", "2024-Q4", "2024"]],
    ["2027-01-03", ["2027-01-03", "2026-W53", "2027-01", "2027-Q1", "2027"]],
    ["2024-02-29T23:59:59.9Z", ["2024-02-29", "2024-W09", "2024-02", "2024-Q1", "2024"]],
    ["1969-12-31T23:30Z", ["1969-12-31", "1970-W01", "1969-12", "1969-Q4", "1969"]],
  ])("names %s", (text, names) => {
    const units = ["day", "week", "month", "quarter", "year"] as const;
    expect(units.map((unit) => calendarName(instantOf(text), unit))).toEqual(names);
  });

  it.prop([fc.integer({ min: -62_135_596_800_000, max: 253_402_300_799_999 })])(
    "is that of the machine's own dates",
    (instant) => {
      const date = new Date(instant);
      expect(isoTime(instant)).toBe(date.toISOString());
    },
  );

  it.each(["2026-02-30", "2026-13-01", "2026-02-14T24:00", "2026-02-14T10:60", "yesterday", "90"])(
    "holds no %s",
    (text) => {
      expect(instantOf(text)).toBeNaN();
    },
  );
});

describe("what cannot be walked", () => {
  const six = ["a", "b", "c", "d", "e", "f"];
  const months = timesOf(six.map((_, k) => `2026-0${k + 1}-01`));
  const refused = (by: TimedUnit, rest: Partial<Rows>, options = {}) => {
    try {
      split(rowsOf(six, rest), measured([1, 2, 3, 4, 5, 6]), walk({ by, ...options }), 0);
    } catch (error) {
      if (error instanceof Refusal) return { code: error.code, ...error.remarks[0].facts };
    }
    return null;
  };
  it.each([
    ["data without a time", "month", {}, {}, { code: "FS2403", what: "month" }],
    ["batches that nobody declared", "batch", { time: months }, {}, { code: "FS2401" }],
    [
      "numbers as a calendar",
      "week",
      { time: { column: "t", isCalendar: false, values: [1, 2, 3, 4, 5, 6] } },
      {},
      { code: "FS3462", count: 6, spans: "week" },
    ],
    [
      "a time column half empty",
      "month",
      { time: { ...months, values: [1, 2, 3, null, null, null] } },
      {},
      { code: "FS3462", count: 3, names: ["r0003", "r0004", "r0005"] },
    ],
    ["a single segment", "year", { time: months }, {}, { code: "FS3401", have: 1, need: 4 }],
    [
      "fewer segments than must train",
      "month",
      { time: months },
      { min_train: 6 },
      { code: "FS3401", have: 6, need: 7 },
    ],
    [
      "a batch that all are of",
      "month",
      { time: months, batch: six.map(() => "one") },
      {},
      { code: "FS3401", have: 0, need: 1 },
    ],
  ] as const)("refuses %s by its code", (_, by, rest, options, facts) => {
    expect(refused(by, rest as Partial<Rows>, options)).toMatchObject(facts);
  });
  it("takes numbers for the order of batches", () => {
    const rows = rowsOf(six, {
      batch: ["z", "y", "x", "w", "v", "u"],
      time: { column: "t", isCalendar: false, values: [1, 2, 3, 4, 5, 6] },
    });
    expect(split(rows, measured([1, 2, 3, 4, 5, 6]), walk({}), 0).folds.map(({ name }) => name)).toEqual([
      "w",
      "v",
      "u",
    ]);
  });
  it("stays inside the training rows when it tunes", () => {
    const rows = rowsOf(six, { time: months });
    const { folds } = innerSplit(
      [0, 1, 2, 3],
      rows,
      measured([1, 2, 3, 4, 5, 6]),
      walk({ by: "month", min_train: 2 }),
      [1],
    );
    expect(folds.map(({ training, test }) => [training, test])).toEqual([
      [[0, 1], [2]],
      [[0, 1, 2], [3]],
    ]);
  });
});
