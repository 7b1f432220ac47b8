/** What was left out: samples that selection took out altogether, and what is the scope of a study instead. */
import { describe, expect, it } from "vitest";
import type { Sentence } from "../../../blocks/contract/brief.ts";
import { dataFace } from "../../../blocks/data/face.ts";
import { dataMaterial } from "../../../blocks/methods/qc/data/material.ts";
import { judge } from "../../../blocks/methods/qc/judge.ts";
import { effectivePolicy } from "../../../blocks/methods/qc/policy.ts";
import { runData } from "./run-data.ts";

/** Twelve samples of two spectra: classes lean and fat, products milk and cream, lots A to C; h's first spectrum has a gap. */
const names = [..."abcdefghijkl"];
const rowOf = (sample: string, i: number, k: number) => {
  const [product, lot] = [i < 8 ? "milk" : "cream", ["A", "B", "C"][i % 3]];
  const gap = sample === "h" && k === 0;
  return `${sample}${k},${sample},${i % 2 === 0 ? "lean" : "fat"},${i},${product},${lot},${i + 1},${gap ? "" : k + 2},${i * k}.5\n`;
};
const csv = `scan,portion,class,fat,product,lot,900,902,904\n${names.flatMap((sample, i) => [0, 1].map((k) => rowOf(sample, i, k))).join("")}`;
const roles = { id: "scan", sample: "portion", label: "class", batch: "lot" };

const selected = (more: object = {}, text = csv) => runData(text, { ...roles, ...more });
const fractionOf = (more: object, text = csv) => {
  const { checks } = judge("data", dataMaterial(selected(more, text).dataset), effectivePolicy("regulatory", {}));
  return checks.excluded_fraction;
};
const out = (...samples: string[]) => ({ exclude: samples.map((sample) => ({ sample, reason: "spilt" })) });
const text = (sentence: Sentence) =>
  sentence.map((part) => (typeof part === "string" ? part : String(part.value))).join("");

describe("samples that are excluded", () => {
  it.each<[string, object, number, readonly (readonly [string, string])[]]>([
    ["none, where nothing is left out", {}, 12, []],
    [
      "by name",
      out("a", "d"),
      12,
      [
        ["a", "exclude"],
        ["d", "exclude"],
      ],
    ],
    [
      "by their batch",
      { where: { lot: ["A", "B"] } },
      12,
      ["c", "f", "i", "l"].map((name) => [name, "where"] as const),
    ],
    ["by their own column", { where: { portion: names.slice(1) } }, 12, [["a", "where"]]],
    [
      "by their scan, only where no scan is left",
      { where: { scan: names.flatMap((n) => (n === "b" ? [] : n === "c" ? ["c1"] : [`${n}0`, `${n}1`])) } },
      12,
      [["b", "where"]],
    ],
    [
      "by the number from which classes are cut",
      { label: { from: "fat", cut: [5], names: ["low", "high"] }, where: { fat: [0, 1, 2, 3, 4, 6, 7, 8, 9, 10, 11] } },
      12,
      [["f", "where"]],
    ],
    ["not for a gap in one of their spectra", { missing: "drop" }, 12, []],
    [
      "by what the author named, where the rest of them had gaps",
      { missing: "drop", where: { scan: names.flatMap((n) => (n === "h" ? ["h0"] : [`${n}0`, `${n}1`])) } },
      12,
      [["h", "where"]],
    ],
  ])("%s", (_, more, samples, wanted) => {
    const gapless = "missing" in more ? more : { missing: "interpolate", ...more };
    const { dataset, summary } = selected(gapless);
    const { facts } = dataset;
    expect(facts.excluded.map(({ sample, why }) => [sample, why])).toEqual(wanted);
    expect([facts.samples, summary.selection.samples_in_files]).toEqual([samples, 12]);
    expect(summary.selection.excluded_fraction).toBe(wanted.length / samples);
    expect(summary.selection.by.reduce((sum, group) => sum + group.samples, 0)).toBe(wanted.length);
    expect(summary.selection.scope).toEqual([]);
  });

  it("for gaps in all of their spectra", () => {
    const gaps = csv.replace(/^h1,.*$/m, "h1,h,fat,7,milk,B,8,,7");
    expect(selected({ missing: "drop" }, gaps).dataset.facts.excluded).toEqual([
      { sample: "h", class: "fat", why: "missing", reason: null },
    ]);
  });

  it("as copies, only where every spectrum of a sample is the copy of another's", () => {
    const copies =
      "scan,portion,class,900,902\n1,a,x,1,2\n2,a,x,1,3\n3,b,x,1,2\n4,b,x,1,3\n5,c,y,1,2\n6,d,y,4,5\n7,d,y,1,2\n8,e,x,1,2\n9,e,x,7,8\n";
    const { facts } = runData(copies, { ...roles, batch: undefined, duplicates: "drop" }).dataset;
    expect(facts.excluded).toEqual([{ sample: "b", class: "x", why: "duplicates", reason: null }]);
    expect(facts.samples).toBe(5);
  });

  it("over all files, those of external samples among them", () => {
    const other = csv.replaceAll(/^([a-l])/gm, "x$1").replaceAll(/,([a-l]),/g, ",x$1,");
    const { dataset } = runData(
      csv,
      { ...roles, test: { input: "more" }, missing: "interpolate", ...out("xa", "b") },
      { more: other },
    );
    expect(dataset.facts.samples).toBe(24);
    expect(dataset.facts.excluded.map(({ sample }) => sample)).toEqual(["b", "xa"]);
  });

  it("each row without a sample's name counted by itself", () => {
    const nameless = `${csv}m0,,lean,3,milk,A,5,6,7\nn0,,lean,3,milk,A,5,6,8\n`;
    const { facts } = selected({ where: { portion: names }, missing: "interpolate" }, nameless).dataset;
    expect(facts.samples).toBe(14);
    expect(facts.excluded.map(({ why }) => why)).toEqual(["where", "where"]);
  });
});

const milk = [{ column: "product", values: ["milk"] }];
const some = ["a", "d", "g", "j", "b", "e", "h"];

describe("the spectra of excluded samples", () => {
  it("are handed on in file order with all that is known of them", () => {
    const { excluded, excludedSpectra } = selected({ missing: "interpolate", target: "fat", ...out("d", "b") }).dataset;
    expect(excluded).toEqual({
      id: ["b0", "b1", "d0", "d1"],
      sample: ["b", "b", "d", "d"],
      group: ["b", "b", "d", "d"],
      batch: ["B", "B", "A", "A"],
      why: ["exclude", "exclude", "exclude", "exclude"],
      label: ["fat", "fat", "fat", "fat"],
      target: [1, 1, 3, 3],
    });
    expect([...excludedSpectra.data]).toEqual([2, 2, 0.5, 2, 3, 1.5, 4, 2, 0.5, 4, 3, 3.5]);
  });

  it.each([
    ["drop", Number.NaN],
    ["interpolate", 4.25],
  ])("with `missing: %s` keep or fill their gaps", (missing, value) => {
    const { excludedSpectra, excluded } = selected({ missing, ...out("h") }).dataset;
    expect(excluded.id).toEqual(["h0", "h1"]);
    expect(excludedSpectra.data[1]).toBe(value);
  });

  it("are none where only the scope leaves samples out", () => {
    const { excluded, excludedSpectra } = selected({ missing: "interpolate", where: { product: "milk" } }).dataset;
    expect([excluded.id, excludedSpectra.rows]).toEqual([[], 0]);
  });

  it("may be of a class, or have a target, that nobody knows", () => {
    const odd = csv.replaceAll(/^(b[01],b,)fat,1,/gm, "$1,?,");
    const { excluded } = selected({ missing: "interpolate", target: "fat", ...out("b") }, odd).dataset;
    expect([excluded.label, excluded.target]).toEqual([
      [null, null],
      [null, null],
    ]);
  });
});

describe("the scope", () => {
  it.each<[string, object, object[], number, number]>([
    ["is what another column says", { where: { product: "milk" } }, milk, 8, 0],
    ["is not said where it leaves nothing out", { where: { product: ["milk", "cream"] } }, [], 12, 0],
    ["leaves what picks samples within it", { where: { product: "milk", lot: ["A", "B"] } }, milk, 8, 2],
    ["is whole classes", { label: "lot", where: { lot: ["A", "C"] } }, [{ column: "lot", values: ["A", "C"] }], 8, 0],
    [
      "is whole classes, whatever picks them, and not what is picked of the others",
      { label: "lot", where: { portion: some } },
      [{ column: "portion", values: some }],
      8,
      1,
    ],
    ["is no class that is left out by name", out("a", "c", "e", "g", "i"), [], 12, 5],
  ])("%s", (_, more, scope, samples, excluded) => {
    const { selection } = selected({ missing: "interpolate", ...more }).summary;
    expect(selection.scope).toEqual(scope);
    expect([selection.samples_in_scope, selection.excluded_samples]).toEqual([samples, excluded]);
    expect(selection.samples_in_files).toBe(12);
  });
});

describe("what is told of it", () => {
  const options = { missing: "interpolate", where: { product: "milk" }, ...out("a", "b", "c") };
  const said = selected(options).summary;

  it("stands on the first page, with scope, way, reason and class", () => {
    const brief = dataFace.brief?.(said);
    expect(brief?.firstPage?.map(({ about, sentence }) => `${about}: ${text(sentence)}`)).toEqual([
      "Scope of the data: Scope: product = milk, 8 of 12 samples.",
      "Samples excluded: Excluded: 3 of 8 samples: 2 of lean by name (spilt), 1 of fat by name (spilt).",
    ]);
    expect(brief?.warnings.map(text)).toContain(text(brief?.firstPage?.[1].sentence ?? []));
  });

  it("stands in the statement, also where nothing was left out", () => {
    const lines = (of: typeof said) =>
      dataFace
        .evidence?.(of, "data")
        .lines.map((line) => text(line as Sentence))
        .slice(-2);
    expect(lines(said)?.[1]).toMatch(/^Excluded: 3 of 8 samples: 2 of lean by name \(spilt\)/);
    expect(lines(selected({ missing: "interpolate" }).summary)).toEqual([
      "Scope: all samples of the files.",
      "Excluded: no sample.",
    ]);
  });

  it("names so many reasons at the head of a report as it can hold, and says that there are more", () => {
    const exclude = names.slice(0, 8).map((sample, i) => ({ sample, reason: `reason ${i}` }));
    const brief = dataFace.brief?.(selected({ missing: "interpolate", exclude }).summary);
    expect(text(brief?.warnings[0] ?? [])).toMatch(/ by name \(reason 5\), and others for 2 more reasons\.$/);
  });
});

describe("the check excluded_fraction", () => {
  it.each<[string, object, number, boolean]>([
    ["passes a lot that is the scope", { where: { product: "milk" } }, 0, true],
    ["fails a twelfth", out("a"), 1 / 12, false],
    ["counts within the scope", { where: { product: "milk" }, ...out("a") }, 1 / 8, false],
  ])("%s", (_, more, value, pass) => {
    expect(fractionOf({ missing: "interpolate", ...more })).toMatchObject({
      value,
      pass,
      threshold: 0.05,
      floor: 0.15,
    });
  });

  it("names samples with their class and what took them out", () => {
    expect(fractionOf({ missing: "interpolate", ...out("b") })?.worst).toEqual([
      { sample: "b", class: "fat", value: null, about: "exclude" },
    ]);
  });
});
