/** Statement: a line of a gate is held against its check, whatever its name holds: colons and numbers of its own are no figures. */
import { describe, expect, it } from "vitest";
import { readStatement } from "../../../../compiler/verify/text/statement.ts";

const told = (check: object) => ({
  gates: new Map([["gate", { checks: { it: check } }]]),
  metrics: new Map(),
  trusts: new Map(),
  digests: new Map(),
});
const line = (words: string) => `5. Quality\n   model gate (block gate):\n      ${words}\n`;
const check = { value: 0.912, threshold: 0.9, pass: true };
const below = { ...check, lower: { value: 0.853, threshold: 0.8 } };

describe("a line of a gate", () => {
  it.each([
    ["Accuracy: 91.2 % (criterion ≥ 90.0 %): Pass", check],
    ["Accuracy: 91.2 % (criterion ≥ 90.0 %); lower 95 % limit 85.3 % (criterion ≥ 80.0 %): Pass", below],
    ["Accuracy on external samples: upper 95 % limit: 91.2 % (criterion ≥ 90.0 %): Pass", check],
    ["Error on external samples (RMSEP): lower 95 % limit: 0.912 (criterion ≤ 0.9): Pass", check],
    [
      "Similar samples kept in one fold: 1.2 % accuracy lost (criterion ≤ 5.0 % accuracy lost): Pass",
      { value: 0.012, threshold: 0.05, pass: true },
    ],
  ])("says what its check says: %s", (words, it) => {
    expect(readStatement(line(words), told(it))).toMatchObject({ wrong: [], unknown: [] });
    expect(readStatement(line(words), told({ ...it, value: 0.5 })).wrong).toHaveLength(1);
    expect(readStatement(line(words), told({ ...it, threshold: 0.6 })).wrong).toHaveLength(1);
  });
});
