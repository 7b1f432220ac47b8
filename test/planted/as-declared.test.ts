/** Real and simulated sets pass every check of the design as the analyses declare them: none of these checks cries wolf at an honest study. */
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { runData } from "../blocks/data/run-data.ts";
import { dataFile, haveRealData, type RealSet } from "../fixtures/real-data.ts";

const analyses = resolve(import.meta.dirname, "../../analyses");

/** Options of the data blocks of an analysis, by their ids. */
function declaredIn(document: string): readonly (readonly [string, { readonly [option: string]: unknown }])[] {
  const text = readFileSync(join(analyses, document), "utf8");
  return [...text.matchAll(/```foodspec data(?: #(\S+))?\n([\s\S]*?)```/g)].map(([, id = "data", body]) => [
    id,
    { ...parse(body), input: "it" },
  ]);
}

function judged(bytes: Uint8Array, options: { readonly [option: string]: unknown }) {
  const { summary, remarks } = runData(bytes, { layout: undefined, ...options });
  const checks = Object.entries(summary.design).flatMap(([id, check]) => (check == null ? [] : [[id, check.pass]]));
  return {
    failed: checks.flatMap(([id, pass]) => (pass === false ? [id] : [])),
    passed: checks.flatMap(([id, pass]) => (pass === true ? [id] : [])),
    codes: remarks.map(({ code }) => code).filter((code) => /^FS71/.test(code)),
  };
}

const own = (path: string) => () => readFileSync(join(analyses, path));

describe("the design of", () => {
  it.each<[string, () => Uint8Array, RealSet | null]>([
    ["edible-oils-simulated/protocol.md", own("edible-oils-simulated/oils.csv"), null],
    ["meat-fat/protocol.md", own("meat-fat/meats-nir.csv"), null],
    ["meat-fat/composition.md", own("meat-fat/meats-nir.csv"), null],
    ["meat-fat/regulatory.md", own("meat-fat/meats-nir.csv"), null],
    ["olive-oil-origin/protocol.md", () => readFileSync(dataFile("olive-oils-ftir")), "olive-oils-ftir"],
  ])("analyses/%s passes", (document, bytes, set) => {
    if (set !== null && !haveRealData(set)) return;
    const blocks = declaredIn(document);
    expect(blocks.length).toBeGreaterThan(0);
    for (const [id, options] of blocks) {
      const { failed, passed, codes } = judged(bytes(), options);
      expect([id, failed, codes]).toEqual([id, [], []]);
      expect(passed.length).toBeGreaterThan(1);
    }
  });

  it("oils by Raman with their fatty acids passes", () => {
    if (!haveRealData("pufa-raman")) return;
    const options = {
      sample: "sample_id",
      target: "pufa_percent_of_fat",
      unit: "%",
      axis: { unit: "cm-1", technique: "Raman" },
    };
    const { failed, codes } = judged(readFileSync(dataFile("pufa-raman")), options);
    expect([failed, codes]).toEqual([[], []]);
  });
});
