/** Instants: what an ISO 8601 time says, the plain ones read character by character. */
import { describe, expect } from "vitest";
import { instantOf } from "../../schemas/instant.ts";
import { fc, it } from "../fixtures/property.ts";

const two = (most: number) => fc.nat(most).map((n) => String(n).padStart(2, "0"));
const day = fc.tuple(fc.nat(9999), two(14), two(33)).map(([y, m, d]) => `${String(y).padStart(4, "0")}-${m}-${d}`);
const ofDay = fc.tuple(two(25), two(61), two(61)).map((parts) => parts.join(":"));

describe("the instant of a time", () => {
  it.each([
    ["2026-03-10", Date.UTC(2026, 2, 10)],
    ["2026-03-10T23:59:58", Date.UTC(2026, 2, 10, 23, 59, 58)],
    ["2026-03-10 23:59:58Z", Date.UTC(2026, 2, 10, 23, 59, 58)],
    ["2024-02-29T00:00:01Z", Date.UTC(2024, 1, 29, 0, 0, 1)],
    ["2026-03-01T00:30:00+02:00", Date.UTC(2026, 1, 28, 22, 30)],
    ["2026-02-29", Number.NaN],
    ["2026-03-10T24:00:00Z", Number.NaN],
    ["2026-03-10T12:00:0xZ", Number.NaN],
    ["2026-03-10x12:00:00Z", Number.NaN],
    ["2026/03/10", Number.NaN],
  ])("%s", (text, expected) => expect(instantOf(text)).toBe(expected));

  it.prop([day, ofDay, fc.constantFrom("T", " ")])(
    "is the same whether it is written plainly or with an offset of nothing",
    (date, time, between) => {
      const general = instantOf(`${date}${between}${time}.0+00:00`);
      for (const end of ["", "Z"]) expect(instantOf(`${date}${between}${time}${end}`)).toBe(general);
      expect(instantOf(date)).toBe(instantOf(`${date}T00:00:00.0+00:00`));
    },
  );
});
