/** Planted sets are not approved, each stopped by what it is known for; honest ones are. Here one seed of what is quick: the slow tests have all. */
import { describe, expect, it } from "vitest";
import { quickOf } from "../fixtures/figures.ts";
import { compiled } from "./compiled.ts";
import { expectedOf } from "./expected.ts";
import { honestSets, type Mode, plantedSets } from "./planted-sets.ts";

const at = { seed: 1, shape: "NIR" } as const;
const isQuick = (mode: Mode) => plantedSets.filter(({ dear = [] }) => !dear.includes(mode));

describe("in regulatory mode", () => {
  it.each(quickOf(isQuick("regulatory"), 5))("$says: is stopped", async (planted) => {
    const { found, wanted } = await expectedOf(planted, at, "regulatory");
    expect(found).toEqual(wanted);
  });
});

describe("in research mode", () => {
  it.each(isQuick("research").filter(({ research }) => research.length > 0))("$says: is told of", async (planted) => {
    const { found, wanted } = await expectedOf(planted, at, "research");
    expect(found).toEqual(wanted);
  });
  it("a report says of a set whose spectra were averaged before that nobody has declared what came before", async () => {
    const [averaged] = plantedSets.filter(({ regulatory }) => "code" in regulatory);
    const { exitCode, text } = await compiled(averaged.study(at));
    expect(exitCode).toBe(0);
    expect(text("report.md")).toContain("| Before FoodSpec | not declared |");
  });
  it("an honest set raises none of these findings", async () => {
    const { exitCode, codes } = await compiled(honestSets[0].study(at));
    expect(exitCode).toBe(0);
    expect(codes.filter((code) => plantedSets.some(({ research }) => research.includes(code)))).toEqual([]);
  });
});
