import { expect, it } from "vitest";
import { rulesOf } from "../../../compiler/verify/thresholds.ts";
import { gates } from "../../../schemas/gate-report.ts";

it("the verifier's table has rules for each gate, each id once, and for no other", () => {
  const rules = rulesOf(1);
  expect([...new Set(rules.map(({ gate }) => gate))].sort()).toEqual([...gates].sort());
  expect(new Set(rules.map(({ gate, id }) => `${gate} ${id}`)).size).toBe(rules.length);
});

it("of a report of a version that this program does not know it has no rule", () => expect(rulesOf(2)).toEqual([]));
