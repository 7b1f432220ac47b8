/** Circles: what waits for itself by way of others, and nothing that only waits for such. */
import { describe, expect, it } from "vitest";
import { inCircles } from "../../../compiler/plan/circles.ts";

describe("what waits in a circle", () => {
  it.each<[string, readonly (readonly [string, readonly string[]])[], readonly string[]]>([
    [
      "is nothing of a chain",
      [
        ["a", []],
        ["b", ["a"]],
        ["c", ["b"]],
      ],
      [],
    ],
    [
      "is what waits for itself",
      [
        ["a", ["a"]],
        ["b", ["a"]],
      ],
      ["a"],
    ],
    [
      "is two that wait for one another, and not who waits for them",
      [
        ["a", ["b"]],
        ["b", ["a"]],
        ["c", ["a"]],
      ],
      ["a", "b"],
    ],
    [
      "is nothing that waits for what is not there",
      [
        ["a", ["elsewhere"]],
        ["b", ["a"]],
      ],
      [],
    ],
    [
      "are both of two circles that a block joins, and not that block",
      [
        ["a", ["b"]],
        ["b", ["a"]],
        ["c", ["d"]],
        ["d", ["c"]],
        ["e", ["a", "c"]],
      ],
      ["a", "b", "c", "d"],
    ],
  ])("%s", (_, waiting, wanted) => {
    expect([...inCircles(new Map(waiting))].sort()).toEqual(wanted);
  });
});
