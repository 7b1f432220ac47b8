/** The sentence that says which run of its protocol a regulatory run is. */
import { describe, expect, it } from "vitest";
import { registerText } from "../../../compiler/render/register-sentence.ts";
import type { ManifestRegister } from "../../../schemas/register.ts";
import { circumstances } from "./fixture.ts";

const none = { success: 0, failed: 0, cancelled: 0, interrupted: 0 };
const register = (more: Partial<ManifestRegister>): ManifestRegister => ({
  file: "protocol.md.register.jsonl",
  number: 1,
  previous: [],
  counts: { ...none, success: 1 },
  same_data_elsewhere: 0,
  frozen: null,
  operator: { account: null, name: null, email: null },
  ...more,
});
const text = (mode: "regulatory" | "research", more: Partial<ManifestRegister> | null) =>
  registerText({ mode, circumstances: { ...circumstances, register: more === null ? null : register(more) } });

describe("the sentence of the register", () => {
  it.each<[Partial<ManifestRegister>, string]>([
    [{}, "Run 1 of this protocol: 1 successful. Criteria were not frozen."],
    [
      { number: 7, counts: { ...none, success: 2, failed: 4, interrupted: 1 }, same_data_elsewhere: 3 },
      "Run 7 of this protocol: 2 successful, 4 failed, 1 interrupted. 3 other runs on the same data. Criteria were not frozen.",
    ],
    [
      { number: 2, counts: { ...none, failed: 1, cancelled: 1 }, same_data_elsewhere: 1 },
      "Run 2 of this protocol: 1 failed, 1 cancelled. 1 other run on the same data. Criteria were not frozen.",
    ],
    [
      { frozen: { time: "2026-11-02T08:00:00.000Z", runs_before: 0, criteria: "", changed: [] } },
      "Run 1 of this protocol: 1 successful. Criteria frozen 2026-11-02, before the first run.",
    ],
    [
      {
        frozen: {
          time: "2026-11-02T08:00:00.000Z",
          runs_before: 2,
          criteria: "",
          changed: ["scheme", "policy.min_r2"],
        },
      },
      "Run 1 of this protocol: 1 successful. Criteria frozen 2026-11-02, after 2 runs; changed since: scheme and policy.min_r2.",
    ],
  ])("counts this run among the others: %o", (more, sentence) =>
    expect(text("regulatory", more)?.replaceAll("\u00a0", " ")).toBe(sentence),
  );
  it("is not said in other modes, nor of a run that no register has", () => {
    expect(text("research", {})).toBeNull();
    expect(text("regulatory", null)).toBeNull();
  });
  it("gives way to another where the print is to be the same everywhere", () =>
    expect(registerText({ mode: "regulatory", circumstances: null })).toBe(
      "Reproducible print: circumstances and register are left out.",
    ));
});
