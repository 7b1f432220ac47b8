import { describe, expect, it } from "vitest";
import { commonest, grouped, groupedInOrder } from "../../../../blocks/methods/numeric/grouped.ts";

const words = ["pear", "apple", "plum", "fig", "peach"];
const length = (word: string): number => word.length;

describe("items by what they share", () => {
  it("stand under their keys in the order in which either is met", () => {
    expect([...grouped(words, length)]).toEqual([
      [4, ["pear", "plum"]],
      [5, ["apple", "peach"]],
      [3, ["fig"]],
    ]);
    expect([...grouped([], length)]).toEqual([]);
  });
  it("stand by their names in code-unit order where that is asked", () => {
    const names = ["b", "a", "B", "ä", "b"];
    expect(groupedInOrder(names.keys(), (i) => names[i])).toEqual([
      ["B", [2]],
      ["a", [1]],
      ["b", [0, 4]],
      ["ä", [3]],
    ]);
  });
});

describe("the commonest value", () => {
  it.each([
    ["the only one", [7], 7],
    ["that of most", [1, 2, 2, 0], 2],
    ["of equally frequent ones the least, whichever comes first", [3, 1, 3, 1, 2], 1],
    ["of names that in code-unit order", ["b", "B", "a"], "B"],
  ] as const)("is %s", (_, values, expected) => {
    expect(commonest<number | string>(values)).toBe(expected);
  });
});
