/** Feature views: chemistry that comes later and is corrected, matched by what was true and what was known. */
import { describe, expect, it } from "vitest";
import type { Facts } from "../../../../blocks/contract/refusal.ts";
import { finding } from "../../../../compiler/diagnostics/build.ts";
import { checkOptions, refusalOf, runData } from "../run-data.ts";

const spectra = "id,sample,scanned,800,801,802\na,S1,2026-03-10,1,2,3\n";
const first = "sample,analysed,entered,fat\n";
const s1 = [
  "S1,2026-03-01,2026-03-02,10",
  "S1,2026-03-01,2026-03-08,11",
  "S1,2026-03-09,2026-03-20,12",
  "S1,2026-03-12,2026-03-13,13",
];
const options = { id: "id", sample: "sample", time: "scanned" };
const view = { by: "sample", time: "analysed", recorded: "entered", columns: ["fat"] };
const chem = (rows: readonly string[]) => ({ chem: `${first}${rows.join("\n")}\n` });

/** What the one spectrum has, or why it has nothing. */
function of(entry: object, rows: readonly string[] = s1, asOf: string | null = null) {
  const run = runData(spectra, { ...options, join: { chem: { ...view, ...entry } } }, chem(rows), { as_of: asOf });
  const { views } = run.features as unknown as { views: { chem: { missing: { [why: string]: number } } } };
  const [why] = Object.entries(views.chem.missing).find(([, count]) => count > 0) ?? [null];
  return why ?? run.featureLines[1].split(",")[3];
}

describe("a spectrum of 10 March takes", () => {
  it.each<[string, object, string | null, string]>([
    ["what was known that day, where nothing else is said", {}, null, "11"],
    ["a reference value as known on 11 March", { role: "outcome" }, "2026-03-11", "11"],
    ["a reference value as known on 15 March", { role: "outcome" }, "2026-03-15", "13"],
    ["a reference value of whatever time, without `as_of`", { role: "outcome" }, null, "13"],
    ["nothing of the last five days: the row is not known yet", { ttl: "5d" }, null, "not_yet_known"],
  ])("%s", (_, entry, asOf, value) => {
    const named = "role" in entry ? { ...options, label: "fat" } : options;
    const run = () => runData(spectra, { ...named, join: { chem: { ...view, ...entry } } }, chem(s1), { as_of: asOf });
    if (value === "not_yet_known") expect(of(entry)).toBe(value);
    else expect(run().featureLines[1].split(",")[3]).toBe(value);
  });

  it("nothing of the last five days where the row of these is not there: the others expired", () => {
    expect(of({ ttl: "5d" }, [s1[0], s1[1], s1[3]])).toBe("expired");
  });

  it("none of two rows that nothing tells apart, with both lines", () => {
    const [remark] = refusalOf(
      spectra,
      { ...options, join: { chem: view } },
      chem(["S1,2026-03-09,2026-03-09,12", "S1,2026-03-09,2026-03-09,14"]),
    );
    expect(remark).toMatchObject({ code: "FS3461", facts: { lines: [2, 3], texts: ["12", "14"], column: "fat" } });
  });

  it("either of two rows that say the same, and their tie is counted", () => {
    const twice = ["S1,2026-03-09,2026-03-09,12", "S1,2026-03-09,2026-03-09,12"];
    const run = runData(spectra, { ...options, join: { chem: view } }, chem(twice));
    expect(run.features).toMatchObject({ views: { chem: { matched: 1, ties: 1 } } });
  });

  it("its row in the zone the file says: a time with an offset is one of UTC", () => {
    const rows = ["S1,2026-03-10T00:30+02:00,2026-03-09T23:00Z,7", "S1,2026-03-10T00:30Z,2026-03-10,8"];
    expect(of({}, rows)).toBe("7");
  });
});

describe("what is told", () => {
  const many =
    "id,sample,scanned,800,801,802\na,S1,2026-03-10,1,2,3\nb,S2,2026-03-11T12:00Z,2,2,3\nc,S3,2026-03-12,3,2,3\n";
  const rows = [...s1, "S2,2026-03-10,2026-03-10,20", "S4,2026-03-01,2026-03-01,30"];

  it("is each spectrum's entity, time, values, and how old its row was", () => {
    const { featureLines } = runData(many, { ...options, join: { chem: view } }, chem(rows));
    expect(featureLines).toEqual([
      "id,entity,time,fat,chem.time,chem.age_days",
      "a,S1,2026-03-10T00:00:00.000Z,11,2026-03-01T00:00:00.000Z,9",
      "b,S2,2026-03-11T12:00:00.000Z,20,2026-03-10T00:00:00.000Z,1.5",
      "c,S3,2026-03-12T00:00:00.000Z,,,",
    ]);
  });

  it("are the counts, and what `as_of` hides", () => {
    const { features, summary } = runData(many, { ...options, join: { chem: view } }, chem(rows), {
      as_of: "2026-03-08",
    });
    expect(features).toMatchObject({
      as_of: "2026-03-08",
      views: {
        chem: {
          role: "metadata",
          rows: 6,
          entities: 3,
          spectra: 3,
          matched: 1,
          missing: { none: 1, not_yet_known: 1, expired: 0, after: 0 },
          age: { median: 9, p95: 9, max: 9 },
          hidden_by_as_of: 3,
        },
      },
    });
    expect(summary.views).toMatchObject([{ input: "chem", matched: 1, by: "sample", columns: "fat" }]);
  });

  it("is a value under another name, and the entity of a second view where it is another", () => {
    const lab = "id,temperature,at\na,21,2026-03-09\n";
    const join = {
      chem: { ...view, columns: { fat: "fat_wet" } },
      lab: { by: "id", time: "at", columns: ["temperature"] },
    };
    const { featureLines } = runData(spectra, { ...options, join }, { ...chem(s1), lab });
    expect(featureLines[0]).toBe(
      "id,entity,time,fat_wet,chem.time,chem.age_days,lab.entity,temperature,lab.time,lab.age_days",
    );
  });

  it("a row entered after `as_of` changes nothing but how many are hidden", () => {
    const asked = { ...options, target: "fat", join: { chem: { ...view, role: "outcome" } } };
    const of = (more: readonly string[]) =>
      runData(many, { ...asked, where: { sample: ["S1", "S2"] } }, chem([...rows, ...more]), { as_of: "2026-03-15" });
    const [before, after] = [of([]), of(["S1,2026-03-14,2026-03-16,99"])];
    expect(after.dataset).toEqual(before.dataset);
    expect(after.featureLines).toEqual(before.featureLines);
    expect(before.features).toMatchObject({ views: { chem: { hidden_by_as_of: 1 } } });
    expect(after.features).toMatchObject({ views: { chem: { hidden_by_as_of: 2 } } });
  });
});

describe("spectra of another file", () => {
  const main = "id,sample,scanned,800,801,802\na,S1,2026-03-10,1,2,3\nb,S2,2026-03-10,1,2,4\n";
  const out = "id,sample,scanned,800,801,802\nx,S3,2026-03-12T06:00Z,1,2,3\ny,S9,2026-03-12,1,7,3\n";
  const later = {
    chem: "sample,analysed,fat\nS1,2026-03-01,10\nS2,2026-03-02,11\nS3,2026-03-05,12\nS3,2026-03-05,12\n",
  };
  it.each(["test", "predict"])("below `%s` have the rows of their own entities and times", (option) => {
    const asked = { ...options, [option]: { input: "out" }, join: { chem: { ...view, recorded: undefined } } };
    const { features, featureLines } = runData(main, asked, { out, ...later });
    expect(featureLines.slice(3)).toEqual([
      "x,S3,2026-03-12T06:00:00.000Z,12,2026-03-05T00:00:00.000Z,7.25",
      "y,S9,2026-03-12T00:00:00.000Z,,,",
    ]);
    const counts = { spectra: 4, matched: 3, missing: { none: 1 }, age: { max: 9 }, ties: 1 };
    expect(features).toMatchObject({ views: { chem: counts } });
  });
  it("that has the columns itself has no row of the view", () => {
    const own = out.replace("802", "802,fat").replaceAll(/,3$/gm, ",3,5");
    const asked = {
      ...options,
      target: "fat",
      test: { input: "out" },
      join: { chem: { ...view, recorded: undefined } },
    };
    const { features, featureLines } = runData(main, asked, { out: own, ...later });
    expect(featureLines.slice(3)).toEqual(["x,,,5,,", "y,,,5,,"]);
    expect(features).toMatchObject({ views: { chem: { spectra: 2, matched: 2 } } });
  });
});

describe("a spectrum without a row", () => {
  const two = `${spectra}b,S2,2026-03-10,2,2,3\n`;
  const target = { ...options, label: "fat", join: { chem: { ...view, role: "outcome" } } };
  it("is refused where the view gives the outcome", () => {
    expect(refusalOf(two, target, chem(s1)).map(({ code }) => code)).toEqual(["FS3132"]);
  });
  it("is dropped or predicted where the entry says so", () => {
    const join = (unmatched: string) => ({ ...target, join: { chem: { ...view, role: "outcome", unmatched } } });
    expect(runData(two, join("drop"), chem(s1)).dataset.rows.id).toEqual(["a"]);
    expect(runData(two, join("predict"), chem(s1)).dataset.unknown.id).toEqual(["b"]);
  });
  it("has no value where it gives something else", () => {
    const { dataset } = runData(two, { ...options, join: { chem: view } }, chem(s1));
    expect(dataset.rows.id).toEqual(["a", "b"]);
  });
});

describe("a view is refused", () => {
  it.each<[string, string, object, string, Facts]>([
    ["without a time in a row", "S1,,2026-03-02,10", {}, "FS3468", { column: "analysed", cell: "is empty" }],
    ["with a day that there is not", "S1,2026-02-30,2026-03-02,10", {}, "FS3468", { cell: "says `2026-02-30`" }],
    ["without a time of entry", "S1,2026-03-01,soon,10", {}, "FS3468", { column: "entered", cell: "says `soon`" }],
    [
      "without its column of times",
      "S1,2026-03-01,2026-03-02,10",
      { time: "analyzed" },
      "FS3016",
      { option: "join.chem.time", column: "analyzed" },
    ],
  ])("%s", (_, row, entry, code, facts) => {
    const [remark] = refusalOf(spectra, { ...options, join: { chem: { ...view, ...entry } } }, chem([row]));
    expect(remark).toMatchObject({ code, facts });
    expect(finding(code, null, remark.facts).message).not.toContain("?");
  });
  it("for a spectrum without a time", () => {
    const [remark] = refusalOf(
      "id,sample,scanned,800,801,802\na,S1,17,1,2,3\n",
      { ...options, join: { chem: view } },
      chem(s1),
    );
    expect(remark).toMatchObject({ code: "FS3468", facts: { column: "scanned", cell: "says `17`" } });
  });
});

describe("the document alone refuses", () => {
  const { time: _, ...timeless } = options;
  const { time: __, recorded: ___, ...plain } = view;
  it.each<[string, object, object, string, readonly string[]]>([
    ["a view of spectra without a time", timeless, view, "FS2403", ["join", "chem", "time"]],
    ["a mean beside a time", options, { ...view, repeats: "mean" }, "FS2381", ["join", "chem", "repeats"]],
    ["a time to live without a time", options, { ...plain, ttl: "5d" }, "FS2380", ["join", "chem", "ttl"]],
    ["an outcome as a batch", { ...options, batch: "fat" }, { ...view, role: "outcome" }, "FS2512", ["batch"]],
    [
      "an outcome that is neither label nor target",
      options,
      { ...view, role: "outcome" },
      "FS2512",
      ["join", "chem", "columns"],
    ],
    [
      "an outcome whose columns nobody names",
      { ...options, target: "fat" },
      { ...view, role: "outcome", columns: undefined },
      "FS2512",
      ["join", "chem", "role"],
    ],
  ])("%s", (_, own, entry, code, option) => {
    const { remarks } = checkOptions({ ...own, join: { chem: entry } });
    expect(remarks.filter((remark) => remark.code === code)).toMatchObject([{ option }]);
  });
  it("a time to live without a unit", () => {
    expect(() => checkOptions({ ...options, join: { chem: { ...view, ttl: 90 } } })).toThrow(/90d/);
    expect(() => checkOptions({ ...options, join: { chem: { ...view, ttl: "90" } } })).toThrow(/90d/);
  });
});
