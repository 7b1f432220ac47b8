import { describe, expect, it } from "vitest";
import type { Tries } from "../../../blocks/contract/tries.ts";
import { aimIn } from "../../../compiler/run/tried.ts";
import type { Json } from "../../../schemas/plain-json.ts";

describe("what a block tries at", () => {
  const tries: Pick<Tries<Json, Json>, "at" | "of"> = {
    at: { value: "dataset", parts: ["rows", "outcome"] },
    of: (options) => JSON.stringify(options),
  };
  it("is the parts that its kind names, and what the options say", () => {
    expect(aimIn(tries, { target: "fat" }, { outcome: "o", rows: "r", spectra: "s" })).toEqual([
      "r",
      "o",
      '{"target":"fat"}',
    ]);
  });
  it("is not known where one of the parts is not there", () => {
    expect(aimIn(tries, {}, { rows: "r" })).toBeNull();
    expect(aimIn({ ...tries, at: { value: "dataset", parts: ["toString"] } }, {}, { rows: "r" })).toBeNull();
  });
});
