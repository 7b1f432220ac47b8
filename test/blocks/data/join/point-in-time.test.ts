/** Point in time: which row of an entity holds for a spectrum, against the rule as a window query of SQLite has it. */
import { spawnSync } from "node:child_process";
import { describe, expect } from "vitest";
import { stream } from "../../../../blocks/contract/stream.ts";
import { type Event, inTime, type MatchRule, matchAt } from "../../../../blocks/data/join/point-in-time.ts";
import { fc, it } from "../../../fixtures/property.ts";

const day = 86_400_000;
const known = ({ time, recorded }: Event): number => (Number.isNaN(recorded) ? time : recorded);

/** The rule again, row by row, as it is written down. */
function asWritten(events: readonly Event[], at: number, { asOf, ttl, role }: MatchRule): number | null {
  const fits = events.filter((event) =>
    role === "metadata"
      ? event.time <= at && event.time >= at - ttl && known(event) <= asOf && known(event) <= at
      : event.time <= asOf && Math.abs(event.time - at) <= ttl && known(event) <= asOf,
  );
  if (fits.length === 0) return null;
  const greatest = Math.max(...fits.map(({ time }) => time));
  const latest = fits.filter(({ time }) => time === greatest);
  const recorded = Math.max(...latest.map(known));
  return Math.min(...latest.filter((event) => known(event) === recorded).map(({ row }) => row));
}

const events = fc.array(fc.record({ time: fc.nat(20), recorded: fc.option(fc.nat(25), { nil: Number.NaN }) }), {
  maxLength: 12,
});

describe("the row that holds for a spectrum", () => {
  it.prop(
    [
      events,
      fc.nat(25),
      fc.option(fc.nat(25), { nil: Number.POSITIVE_INFINITY }),
      fc.option(fc.integer({ min: 1, max: 10 }), { nil: Number.POSITIVE_INFINITY }),
      fc.constantFrom("metadata" as const, "outcome" as const),
    ],
    { numRuns: 300 },
  )("is the one that the rule names, or none", (rows, at, asOf, ttl, role) => {
    const all = rows.map((one, row): Event => ({ row, ...one }));
    const rule = { asOf, ttl, role };
    const found = matchAt(inTime(all), at, rule);
    expect(typeof found === "string" ? null : found.row).toBe(asWritten(all, at, rule));
    if (typeof found !== "string") expect(found.alike).toEqual([...found.alike].sort((a, b) => a - b));
  });

  it.skipIf(spawnSync("python3", ["-c", "import sqlite3"]).status !== 0)(
    "of 10,000 rows with ties, gaps and corrections is that of SQLite's window query",
    () => {
      const draw = stream(5, "point in time");
      const below = (n: number) => Math.floor(draw.uniform() * n);
      const rows = Array.from({ length: 10_000 }, (_, row) => {
        const time = below(365);
        return { row, entity: `S${below(400)}`, time, recorded: time + below(40) };
      });
      const spectra = Array.from({ length: 2_000 }, (_, i) => ({ i, entity: `S${below(420)}`, at: below(365) }));
      const asOf = 300;
      const byEntity = new Map<string, Event[]>();
      for (const row of rows) byEntity.set(row.entity, [...(byEntity.get(row.entity) ?? []), row]);
      const sorted = new Map([...byEntity].map(([entity, own]) => [entity, inTime(own)]));
      for (const role of ["metadata", "outcome"] as const) {
        const rule = { asOf, ttl: 60, role };
        const ours = spectra.map(({ entity, at }) => {
          const found = matchAt(sorted.get(entity) ?? [], at, rule);
          return typeof found === "string" ? null : found.row;
        });
        expect(ours).toEqual(sqlite(rows, spectra, rule));
        expect(ours.filter((row) => row !== null).length).toBeGreaterThan(500);
      }
    },
  );
});

interface Row {
  readonly row: number;
  readonly entity: string;
  readonly time: number;
  readonly recorded: number;
}

/** The same by `ROW_NUMBER() OVER (PARTITION BY spectrum ORDER BY time DESC, recorded DESC, row)`. */
function sqlite(
  rows: readonly Row[],
  spectra: readonly { readonly i: number; readonly entity: string; readonly at: number }[],
  { asOf, ttl, role }: MatchRule,
): readonly (number | null)[] {
  const inRole =
    role === "metadata"
      ? "r.time <= s.at AND r.time >= s.at - :ttl AND r.recorded <= :asof AND r.recorded <= s.at"
      : "r.time <= :asof AND abs(r.time - s.at) <= :ttl AND r.recorded <= :asof";
  const script = `
import json, sqlite3, sys
given = json.load(sys.stdin)
db = sqlite3.connect(":memory:")
db.execute("CREATE TABLE r (row INT, entity TEXT, time INT, recorded INT)")
db.execute("CREATE TABLE s (i INT, entity TEXT, at INT)")
db.executemany("INSERT INTO r VALUES (:row, :entity, :time, :recorded)", given["rows"])
db.executemany("INSERT INTO s VALUES (:i, :entity, :at)", given["spectra"])
db.execute("CREATE INDEX e ON r (entity)")
found = db.execute("""
  WITH ranked AS (
    SELECT s.i AS i, r.row AS row, ROW_NUMBER() OVER (PARTITION BY s.i ORDER BY r.time DESC, r.recorded DESC, r.row) AS k
    FROM s JOIN r ON r.entity = s.entity AND ${inRole})
  SELECT s.i, ranked.row FROM s LEFT JOIN ranked ON ranked.i = s.i AND k = 1 ORDER BY s.i
""", {"asof": given["asOf"], "ttl": given["ttl"]}).fetchall()
print(json.dumps([row for _, row in found]))
`;
  const { stdout, stderr } = spawnSync("python3", ["-c", script], {
    input: JSON.stringify({ rows, spectra, asOf, ttl }),
    encoding: "utf8",
    maxBuffer: 1 << 26,
  });
  if (stdout === "") throw new Error(stderr);
  return JSON.parse(stdout);
}

describe("why there is none", () => {
  const at = 70 * day;
  const event = (time: number, recorded = Number.NaN): Event => ({
    row: 0,
    time: time * day,
    recorded: recorded * day,
  });
  const rule: MatchRule = { asOf: Number.POSITIVE_INFINITY, ttl: 5 * day, role: "metadata" };
  it.each<[string, readonly Event[], Partial<MatchRule>, string]>([
    ["no row at all", [], {}, "none"],
    ["a row in time that was entered after the spectrum", [event(69, 80)], {}, "not_yet_known"],
    ["a row in time that was entered after `as_of`", [event(69, 69.5)], { asOf: 69.2 * day }, "not_yet_known"],
    ["an outcome determined after `as_of`", [event(72)], { asOf: 71 * day, role: "outcome" }, "not_yet_known"],
    ["rows that are too old", [event(60), event(75)], {}, "expired"],
    ["an outcome too far away", [event(90)], { role: "outcome" }, "expired"],
    ["a row that is too old and one that is not known", [event(60), event(69, 80)], {}, "not_yet_known"],
    ["only later rows", [event(71), event(90)], {}, "after"],
  ])("%s", (_, rows, more, why) => {
    expect(matchAt(inTime(rows), at, { ...rule, ...more })).toBe(why);
  });
});
