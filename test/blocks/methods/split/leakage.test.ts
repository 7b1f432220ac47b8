import { describe, expect, it } from "vitest";
import { leakage, leaks } from "../../../../blocks/methods/split/leakage.ts";
import { missingClasses } from "../../../../blocks/methods/split/missing-classes.ts";
import { split } from "../../../../blocks/methods/split/split.ts";
import { haveRealData, realSpectra } from "../../../fixtures/real-data.ts";
import { labelled, measured, rowsOf } from "./rows.ts";

const sessions = ["one", "two", "one", "two", "one", "two"];
const oils = rowsOf(["a", "a", "b", "b", "c", "c"], { batch: sessions });
const countries = labelled(["x", "x", "x", "x", "y", "y"]);

describe("leakage", () => {
  it("is found where folds by session cut through the samples", () => {
    const found = leakage(split(oils, countries, { name: "lobo", options: {} }, 0), oils);
    expect(found.samples).toEqual({ count: 3, names: ["a", "b", "c"] });
    expect(leaks(found)).toBe(true);
  });
  it("is not found where samples stay whole", () => {
    const found = leakage(split(oils, countries, { name: "loso", options: {} }, 0), oils);
    expect(found).toMatchObject({ samples: { count: 0, names: [] }, duplicates: { count: 0 } });
    expect(leaks(found)).toBe(false);
  });
  it("is found where copies of a spectrum stand under other samples, each named with its first", () => {
    const copies = { ...oils, duplicateOf: [null, null, 0, null, null, 0] };
    const found = leakage(split(copies, countries, { name: "loso", options: {} }, 0), copies);
    expect(found.duplicates).toEqual({ count: 2, names: ["r0002 = r0000", "r0005 = r0000"] });
    expect(leaks(found)).toBe(true);
  });
  it("is not found where the copies share a fold", () => {
    const copies = { ...oils, duplicateOf: [null, 0, null, null, null, null] };
    expect(leakage(split(copies, countries, { name: "loso", options: {} }, 0), copies).duplicates.count).toBe(0);
  });
  it("names at most five but counts all", () => {
    const rows = rowsOf(
      Array.from({ length: 16 }, (_, i) => `s${Math.floor(i / 2)}`),
      {
        batch: Array.from({ length: 16 }, (_, i) => `b${i % 2}`),
      },
    );
    const found = leakage(split(rows, measured(rows.id.map(() => 1)), { name: "lobo", options: {} }, 0), rows);
    expect(found.samples).toEqual({ count: 8, names: ["s0", "s1", "s2", "s3", "s4"] });
  });
  it("is told apart for external rows that share samples with the others", () => {
    const rows = { ...oils, external: [false, false, false, false, false, true] };
    const found = leakage(split(rows, countries, { name: "loso", options: {} }, 0), rows);
    expect(found.external.samples).toEqual({ count: 1, names: ["c"] });
    expect(leaks(found)).toBe(false);
  });
  it.skipIf(!haveRealData("olive-oils-ftir"))("is all sixty olive oils when a session is left out", () => {
    const { column } = realSpectra("olive-oils-ftir");
    const rows = rowsOf(column("sample_id"), { batch: column("session") });
    const bySession = split(rows, labelled(column("country")), { name: "lobo", options: {} }, 0);
    expect(leakage(bySession, rows).samples.count).toBe(60);
  });
  it("is none when meats are left out by lot", () => {
    const { column } = realSpectra("meats-nir");
    const rows = rowsOf(column("sample"), { batch: column("lot") });
    const byLot = split(rows, labelled(column("fat_label")), { name: "lobo", options: {} }, 0);
    expect(byLot.folds).toHaveLength(10);
    expect(leakage(byLot, rows).samples.count).toBe(0);
  });
});

describe("missing classes", () => {
  it("are named with the fold that has no training row of them", () => {
    const missing = missingClasses(split(oils, countries, { name: "loso", options: {} }, 0), countries);
    expect(missing).toEqual([{ fold: "c", classes: ["y"] }]);
  });
  it("do not exist in regression", () => {
    const target = measured([1, 2, 3, 4, 5, 6]);
    expect(missingClasses(split(oils, target, { name: "loso", options: {} }, 0), target)).toEqual([]);
  });
});
