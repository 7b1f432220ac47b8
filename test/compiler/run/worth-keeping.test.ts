import { describe, expect, it } from "vitest";
import { isWorthKeeping, stepsOfAsk } from "../../../compiler/run/worth-keeping.ts";

describe("an answer that is worth its writing", () => {
  it.each([
    { what: "a comparison on 193 × 100", rows: 193, columns: 100, bytes: 5_000, worth: false },
    { what: "a comparison on 60 × 570", rows: 60, columns: 570, bytes: 9_000, worth: false },
    { what: "a comparison on 500 × 500", rows: 500, columns: 500, bytes: 10_000, worth: true },
    { what: "a predictor from 500 × 500", rows: 500, columns: 500, bytes: 60_000, worth: false },
    { what: "a comparison on 5000 × 1500", rows: 5000, columns: 1500, bytes: 400_000, worth: true },
    { what: "a predictor from 5000 × 1500", rows: 5000, columns: 1500, bytes: 1_500_000, worth: true },
    { what: "16 MB of state from 5000 × 1500", rows: 5000, columns: 1500, bytes: 16_000_000, worth: false },
  ])("is $what: $worth", ({ rows, columns, bytes, worth }) => {
    const steps = stepsOfAsk({ rows, columns, fits: 66, asks: 66, atOnce: 55 });
    expect(isWorthKeeping(steps, bytes)).toBe(worth);
  });

  it("hangs on the fits of one ask: a pass of trust makes several", () => {
    const shape = { rows: 193, columns: 100, atOnce: 11 };
    expect(stepsOfAsk({ ...shape, fits: 66, asks: 11 })).toBe(6 * stepsOfAsk({ ...shape, fits: 11, asks: 11 }));
  });
});
