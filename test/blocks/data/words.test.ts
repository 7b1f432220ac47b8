import { expect, it } from "vitest";
import { placeWords } from "../../../blocks/data/words.ts";

it.each([
  ["a row of a table", { input: "a.csv", line: 5 }, "on line 5"],
  ["a spectrum that is a file", { input: "scans/oil01.spc" }, "in scans/oil01.spc"],
])("where %s stands is told in words", (_, place, words) => expect(placeWords(place)).toBe(words));
