/** Entries of one family: severity, stage and exit code are the family's, the words each entry's own. */
import { expect, it } from "vitest";
import { entryMaker } from "../../../blocks/contract/finding.ts";

it("differ in their words alone", () => {
  const doubt = entryMaker("warning", "trust", 6);
  const family = { severity: "warning", stage: "trust", exit: 6 };
  expect(doubt("Title", "a sentence", ["a help"], "a mark")).toEqual({
    ...family,
    title: "Title",
    sentence: "a sentence",
    help: ["a help"],
    mark: "a mark",
  });
  expect(doubt("Other", "another", [])).toEqual({ ...family, title: "Other", sentence: "another", help: [] });
});
