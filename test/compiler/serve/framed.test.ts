import { describe, expect, it } from "vitest";
import { linesBetween } from "../../../compiler/serve/framed.ts";

const text = (...lines: readonly string[]): string => lines.join("\n");

describe("a line of a document that is written on stands on the page", () => {
  const page = text("one", "two", "three", "four");
  it.each([
    ["where it stood, above what changed", text("one", "TWO", "three", "four"), 1, 1],
    ["where it stood, below it", text("one", "TWO", "three", "four"), 4, 4],
    ["where the changed line was", text("one", "TWO", "three", "four"), 2, 2],
    ["further up, behind a line that is new", text("one", "new", "two", "three", "four"), 5, 4],
    ["at the line above, where it is new itself", text("one", "new", "two", "three", "four"), 2, 1],
    ["further down, behind a line that went", text("one", "three", "four"), 3, 4],
    ["at the same place of the same text", page, 3, 3],
    ["somewhere on a page of another text", text("x", "y"), 2, 2],
  ])("%s", (_, now, line, there) => expect(linesBetween(now, page)(line)).toBe(there));
});
