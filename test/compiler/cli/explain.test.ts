/** `foodspec explain WORD…`: whatever is listed is explained, and what is not known leads to what is near. */
import { beforeAll, describe, expect, it } from "vitest";
import { inMemory } from "../../fixtures/in-memory.ts";
import type { Place } from "../../fixtures/project.ts";

let place: Place;
beforeAll(() => {
  place = inMemory({});
});
const explain = (...words: readonly string[]) => place.type(["explain", ...words]);

describe("explain", () => {
  it("without a word lists what can be asked, and each of it has a text", { tags: "slow" }, async () => {
    const { out } = await explain();
    const sorts = out
      .trim()
      .split("\n\n")
      .map((line) => line.split(": "));
    expect(sorts.map(([sort]) => sort)).toEqual([
      "code",
      "exit code",
      "kind",
      "option",
      "estimator",
      "feature",
      "metric",
      "check",
      "scheme",
      "step",
      "word of another program",
    ]);
    for (const [sort, names] of sorts.filter(([sort]) => sort !== "code"))
      for (const name of names.split(", ").slice(0, 12)) {
        const { status, out: told } = await explain(name);
        expect([status, told.trim().split("\n").length > 2], `${sort} ${name}`).toEqual([0, true]);
      }
  });
  it.each([
    ["FS2110", "  - savgol: {window: 10, order: 2, deriv: 1}"],
    ["fs2110", "Right"],
    ["2110", "Wrong"],
    ["snv", "Standard normal variate"],
    ["baseline asls", "Right\n\n    steps:\n      - baseline: {method: asls"],
    ["data.batch", "column of the session, lot or instrument"],
    ["batch", "column of the session, lot or instrument"],
    ["leave-one-out", "here it is `loso` or `lobo`"],
    ["7", "read the failed checks in the report"],
    ["model", "estimator"],
    ["rmsecv", "Divisor u"],
  ])("knows `%s`", async (words, says) => expect((await explain(...words.split(" "))).out).toContain(says));
  it.each([
    ["snvv", "did you mean `snv`?"],
    ["FS2199", "did you mean `FS21"],
    ["quite another thing", "the codes there are"],
  ])("leads from `%s` to what is near", async (word, says) => {
    const { status, err } = await explain(word);
    expect([status, err.includes(says)], err).toEqual([2, true]);
  });
});
