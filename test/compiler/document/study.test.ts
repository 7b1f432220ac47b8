/** A study as a document declares it: what is tried, by name, and what cannot be compared. */
import { afterEach, describe, expect, it } from "vitest";
import { candidatesOf } from "../../../compiler/document/study.ts";
import { studySchema } from "../../../schemas/study.ts";
import type { Place } from "../../fixtures/project.ts";
import { type StudyParts, studyPlace, studyProtocol } from "../../fixtures/studies.ts";

let place: Place;
afterEach(() => place?.remove());

const claims = "mode: regulatory\nclaims: {standard: S, use_case: U, limitations: [L]}\n";
const study = (candidates: object) => studySchema.parse({ question: "Q", metric: "accuracy", candidates });

describe("the candidates of a study", () => {
  it.each([
    [
      "every combination of a grid",
      { grid: { "params.lv": [4, 8], "params.s": [["snv"], ["msc"]] } },
      [
        ['params.lv=4, params.s=["snv"]', ["params.lv=4", 'params.s=["snv"]']],
        ['params.lv=4, params.s=["msc"]', ["params.lv=4", 'params.s=["msc"]']],
        ['params.lv=8, params.s=["snv"]', ["params.lv=8", 'params.s=["snv"]']],
        ['params.lv=8, params.s=["msc"]', ["params.lv=8", 'params.s=["msc"]']],
      ],
    ],
    ["a list, by its names", [{ name: "fewer", set: { "params.lv": 2 } }], [["fewer", ["params.lv=2"]]]],
    [
      "text as text",
      { grid: { "params.a": ["snv", "true", "4", "a: b", true] } },
      [
        ["params.a=snv", ["params.a=snv"]],
        ['params.a="true"', ['params.a="true"']],
        ['params.a="4"', ['params.a="4"']],
        ['params.a="a: b"', ['params.a="a: b"']],
        ["params.a=true", ["params.a=true"]],
      ],
    ],
  ] as const)("are %s", (_, candidates, found) => {
    expect(candidatesOf(study(candidates)).map(({ name, set }) => [name, set])).toEqual(found);
  });
});

describe("check of a study", () => {
  const checked = async (parts: StudyParts) => {
    place = studyPlace(studyProtocol(parts));
    const { status, err, out } = await place.type(["check", "protocol.md"]);
    return { status, says: err + out };
  };
  it("has nothing to say of one that can be held", async () => {
    expect((await checked({})).status).toBe(0);
  });
  it.each<readonly [string, StudyParts, string]>([
    ["a key that names nothing", { candidates: "{grid: {params.m: [1, 2]}}" }, "`--set params.m` names nothing"],
    ["a key of a protected field", { candidates: "{grid: {qc_policy.min_accuracy: [0.1]}}" }, "is refused"],
    ["another seed", { candidates: "{grid: {seed: [1, 2]}}" }, "other samples or folds"],
    ["an empty grid", { candidates: "{grid: {}}" }, "empty grid"],
    ["a value listed twice", { candidates: "{grid: {params.n: [1, 1]}}" }, "two candidates called params.n=1"],
    [
      "two of one name",
      { candidates: "[{name: a, set: {params.n: 1}}, {name: a, set: {params.n: 2}}]" },
      "two candidates called a",
    ],
    ["more than its budget", { more: "  budget: {candidates: 3}\n" }, "lists 4 candidates"],
    ["a metric the model has not", { metric: "rmsecv" }, "it predicts classes"],
    [
      "a value no block takes",
      { candidates: "{grid: {params.n: [1, -2]}}" },
      "params.n=-2, with which the document does not pass",
    ],
    ["more components than there are variables", { candidates: "{grid: {params.n: [1, 60]}}" }, "60 components were"],
    [
      "nothing that had no say, in regulatory mode",
      { frontMatter: claims },
      "no samples that take no part in the choice",
    ],
  ])("refuses %s, with 4", async (_, parts, words) => {
    const { status, says } = await checked(parts);
    expect(says).toContain("FS2521");
    expect(says).toContain(words);
    expect(status).toBe(4);
  });
  it("takes external samples for those that had no say", async () => {
    const { says } = await checked({ frontMatter: claims, data: "test: {column: batch, is: B6}\n" });
    expect(says).not.toContain("FS2521");
  });
  it.each([
    ["an unknown metric", { metric: "acuracy" }, "accuracy"],
    ["an unknown rule", { more: "  rule: better\n" }, "best"],
    ["an unknown part", { more: "  budgets: {candidates: 9}\n" }, "budget"],
  ])("names what was meant by %s", async (_, parts, words) => {
    const { status, says } = await checked(parts);
    expect([status, says]).toEqual([4, expect.stringContaining(words)]);
  });
  it("is no field to be set on the command line", async () => {
    place = studyPlace(studyProtocol());
    const { status, err } = await place.type(["check", "protocol.md", "--set", "study.rule=best"]);
    expect([status, err]).toEqual([2, expect.stringContaining("FS1003")]);
  });
});
