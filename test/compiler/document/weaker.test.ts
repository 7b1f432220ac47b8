/** What is suggested never weakens: held over every closed list of the product. */
import { describe, expect, it } from "vitest";
import { closest, distance, weaker } from "../../../blocks/contract/closest.ts";
import { registry } from "../../../blocks/registry.ts";
import { listsIn } from "../../fixtures/closed-lists.ts";

const all = [
  Object.keys(registry.schemes),
  ...registry.all.flatMap(({ options, results }) => [options, results].flatMap(listsIn)),
];
const lists = [...new Map(all.map((list) => [list.join(" "), list])).values()];

/** Every name with a letter taken out, put in, exchanged, or cut off at its end. */
function neighbours(name: string): string[] {
  const letters = [..."aeiorstn2_"];
  const cuts = [...name].map((_, i) => [name.slice(0, i), name.slice(i)] as const);
  return cuts.flatMap(([left, right]) => [
    left + right.slice(1),
    ...(left.length >= 2 ? [left] : []),
    ...letters.flatMap((letter) => [left + letter + right, left + letter + right.slice(1)]),
    ...(right.length > 1 ? [left + right[1] + right[0] + right.slice(2)] : []),
  ]);
}

describe("a suggestion", () => {
  it("is never weaker than what stands beside it, over all closed lists", { tags: "slow" }, () => {
    const held = lists.filter((list) => list.some((name) => weaker.has(name)));
    expect(held.length).toBeGreaterThan(5);
    const bad = held.flatMap((list) => {
      const weak = list.filter((name) => weaker.has(name));
      const isNear = (typed: string) =>
        weak.some((word) => Math.abs(word.length - typed.length) <= 2 && distance(word, typed) <= 2);
      return list
        .filter((name) => !weaker.has(name))
        .flatMap(neighbours)
        .filter((typed) => !list.includes(typed) && !weaker.has(typed.replaceAll("_", "")) && isNear(typed))
        .map((typed) => [typed, closest(typed, list) ?? ""])
        .filter(([, suggested]) => weaker.has(suggested));
    });
    expect(bad).toEqual([]);
  });
  it.each([
    ["rmse", ["rmsec", "rmsecv"], "rmsecv"],
    ["leave-one", Object.keys(registry.schemes), null],
    ["non", ["none", "class", "batch"], null],
    ["k-fold", ["kfold", "lobo"], "kfold"],
    ["reserch", ["research", "regulatory"], "research"],
  ])("of %s among %j is %j", (typed, list, expected) => expect(closest(typed, list)).toBe(expected));
});
