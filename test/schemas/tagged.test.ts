/** Tagged choices: one form comes out, and what was meant is known when it was written wrongly. */
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { tagged, taggedBranches } from "../../schemas/tagged.ts";

const step = tagged({
  savgol: z.strictObject({ window: z.int(), order: z.int().default(2) }),
  snv: z.strictObject({}),
  crop: z.tuple([z.number(), z.number()]),
});
const issues = (value: unknown) => z.object({ steps: z.array(step) }).safeParse({ steps: [value] }).error?.issues ?? [];

describe("a tagged choice", () => {
  it.each([
    ["snv", { name: "snv", options: {} }],
    [{ snv: {} }, { name: "snv", options: {} }],
    [{ snv: null }, { name: "snv", options: {} }],
    [{ savgol: { window: 5 } }, { name: "savgol", options: { window: 5, order: 2 } }],
    [{ crop: [1, 2] }, { name: "crop", options: [1, 2] }],
  ])("takes %j", (value, wanted) => expect(step.parse(value)).toEqual(wanted));
  it.each([
    ["snw", ["steps", 0], { tagged: "unknown", name: "snw" }],
    [{ snw: {} }, ["steps", 0], { tagged: "unknown", name: "snw" }],
    ["toString", ["steps", 0], { tagged: "unknown", name: "toString" }],
    [{ snv: {}, crop: [1, 2] }, ["steps", 0], { tagged: "shape" }],
    [{}, ["steps", 0], { tagged: "shape" }],
    [5, ["steps", 0], { tagged: "shape" }],
    [null, ["steps", 0], { tagged: "shape" }],
    ["crop", ["steps", 0], { tagged: "bare", name: "crop" }],
    [{ crop: null }, ["steps", 0], { tagged: "bare", name: "crop" }],
  ])("says of %j what is wrong with its form", (value, path, params) => {
    expect(issues(value)).toHaveLength(1);
    expect(issues(value)[0]).toMatchObject({ code: "custom", path, params });
  });
  it("passes issues of a branch on with their place", () => {
    expect(issues({ savgol: { window: "a" } })[0]).toMatchObject({
      code: "invalid_type",
      path: ["steps", 0, "savgol", "window"],
    });
    expect(issues("savgol")[0]).toMatchObject({ code: "invalid_type", path: ["steps", 0, "window"] });
    expect(issues({ savgol: { window: 1, a: 2 } })[0]).toMatchObject({
      code: "unrecognized_keys",
      path: ["steps", 0, "savgol"],
      keys: ["a"],
    });
  });
  it("is recognised after it was described or refined", () => {
    expect(Object.keys(taggedBranches(step.describe("a step")) ?? {})).toEqual(["savgol", "snv", "crop"]);
    expect(Object.keys(taggedBranches(step.refine(() => true)) ?? {})).toEqual(["savgol", "snv", "crop"]);
    expect(taggedBranches(z.string())).toBeNull();
  });
});
