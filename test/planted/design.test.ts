/** The design: sets in which the metadata or the spectra themselves say that a result would mean nothing, and honest ones beside them. */
import { describe, expect, it } from "vitest";
import { stream } from "../../blocks/contract/stream.ts";
import type { DataSummary } from "../../blocks/data/results.ts";
import { dataMaterial } from "../../blocks/methods/qc/data/material.ts";
import { judge } from "../../blocks/methods/qc/judge.ts";
import { effectivePolicy } from "../../blocks/methods/qc/policy.ts";
import { normalDeviates } from "../../blocks/methods/simulate/normal-deviates.ts";
import { runData } from "../blocks/data/run-data.ts";
import { figures } from "../fixtures/figures.ts";
import { type BaseRow, type BaseSet, type BaseSetOptions, baseSet, type Column, csvOf, labelOf } from "./base-set.ts";

const all = ([1, 2, 3] as const).flatMap((seed) => (["NIR", "FTIR"] as const).map((shape) => ({ seed, shape })));
/** `npm test` takes one seed of the smaller shape. */
const cases = figures.isLarge ? all : all.slice(0, 1);
const own: Column = { name: "id", value: (_, i) => `m${i + 1}` };
const label: Column = { name: "class", value: ({ sample }) => labelOf(sample) };
const column = (name: string, value: (row: BaseRow, i: number) => string | number): Column => ({ name, value });
const halves = column("class", ({ sample }) => (sample < 72 ? "A" : "B"));

interface Planted {
  readonly set: Omit<BaseSetOptions, "seed" | "shape">;
  readonly columns: readonly Column[];
  readonly options?: { readonly [option: string]: unknown };
  /** Changes the spectra after they were made. */
  readonly change?: (set: BaseSet, seed: number) => BaseSet;
}

/** Ids of the checks of the design that fail, in research and as the regulatory gate judges them. */
function failing({ set, columns, options = {}, change = (of) => of }: Planted, at: (typeof cases)[number]) {
  const made = change(baseSet({ ...set, ...at }), at.seed);
  const { dataset, summary, remarks } = runData(csvOf(made, columns), { id: "id", label: "class", ...options });
  const { checks, advice } = judge("data", dataMaterial(dataset, true), effectivePolicy("regulatory", {}));
  const ids = (of: DataSummary["design"] | typeof checks) =>
    Object.entries(of).flatMap(([id, check]) => (check?.pass === false ? [id] : []));
  const design = (id: string) => Object.hasOwn(summary.design, id);
  return {
    research: ids(summary.design),
    regulatory: ids({ ...checks, ...advice }).filter(design),
    codes: remarks.map(({ code }) => code).filter((code) => code.startsWith("FS71")),
    worst: (id: string) => ({ ...checks, ...advice })[id]?.worst ?? [],
    summary,
  };
}

/** Every spectrum again, with noise of its own: copies under other names that no bit tells. */
const jittered = (of: BaseSet, seed: number): BaseSet => ({
  ...of,
  rows: of.rows.flatMap((row) => {
    const draw = normalDeviates(stream(seed, "jitter", row.sample));
    return [row, { ...row, repeat: 1, values: row.values.map((value) => value + 1e-4 * draw()) }];
  }),
});
const hours = column("at", ({ sample }) => sample * 0.25);
const day = (n: number) => `2024-03-${String(n).padStart(2, "0")}`;

describe.each(cases)("in a set of seed $seed, $shape", (at) => {
  it.each<[string, Planted, readonly string[], readonly string[]]>([
    [
      "20 samples measured 12 times under 240 names are near duplicates",
      {
        set: { samples: 20, repeats: 12 },
        columns: [own, label, column("batch", (_, i) => i % 10)],
        options: { batch: "batch" },
      },
      ["near_duplicates"],
      ["FS7110"],
    ],
    [
      "40 samples measured 3 times as s1, s1a, s1b are repeats by name as well",
      {
        set: { samples: 40, repeats: 3 },
        columns: [column("id", ({ sample, repeat }) => `s${sample + 1}${["", "a", "b"][repeat]}`), label],
      },
      ["undeclared_replicates", "near_duplicates"],
      ["FS7108", "FS7110"],
    ],
    [
      "repeats beyond the reach of near duplicates are found by their names",
      {
        set: { samples: 40, repeats: 4, noise: { s: 0.01, e: 0.018 } },
        columns: [column("id", ({ sample, repeat }) => `oil ${sample + 1}-rep${repeat + 1}`), label],
      },
      ["undeclared_replicates"],
      ["FS7108"],
    ],
    [
      "repeats without names are found where they stand",
      {
        set: { samples: 40, repeats: 3, noise: { s: 0.01, e: 0.018 } },
        columns: [label],
        options: { id: undefined },
      },
      ["undeclared_replicates"],
      ["FS7108"],
    ],
    [
      "copies with jitter under other names are near duplicates",
      { set: { samples: 60 }, columns: [own, label], change: jittered },
      ["near_duplicates"],
      ["FS7110"],
    ],
    [
      "an instrument for each class is confounded",
      {
        set: { samples: 144, extra: (sample, band) => (band === 3 && sample >= 72 ? 1 : 0) },
        columns: [own, halves, column("unit", ({ sample }) => (sample < 72 ? "I" : "II"))],
        options: { instrument: "unit" },
      },
      ["confounding"],
      ["FS7107"],
    ],
    [
      "an instrument that is named as the class it measured is confounded, and no second label",
      {
        set: { samples: 144 },
        columns: [own, halves, column("unit", ({ sample }) => (sample < 72 ? "a" : "b"))],
        options: { instrument: "unit" },
      },
      ["confounding"],
      ["FS7107"],
    ],
    [
      "two days, one a class, are confounded though nobody declares them",
      {
        set: { samples: 144 },
        columns: [
          own,
          halves,
          column("measured", ({ sample }) => `${day(sample < 72 ? 1 : 2)}T09:${10 + (sample % 50)}:00Z`),
        ],
      },
      ["confounding"],
      ["FS7107"],
    ],
  ])("%s", (_, planted, ids, codes) => {
    const found = failing(planted, at);
    expect(found.research).toEqual(ids);
    expect(found.regulatory).toEqual(ids);
    expect(found.codes).toEqual(codes);
  });

  it("copies with jitter in other lots are found, all of them, of few spectra and of many", () => {
    for (const samples of [60, 500]) {
      const lot = column("lot", ({ sample, repeat }) => `L${((sample >> 1) + 3 * repeat) % 7}`);
      const planted = { set: { samples }, columns: [own, label, lot], options: { batch: "lot" }, change: jittered };
      const { summary, research } = failing(planted, at);
      expect(research).toContain("near_duplicates");
      expect(summary.design.near_duplicates?.value).toBe(samples);
    }
  });

  const twelve = column("batch", ({ sample }) => `${sample < 72 ? "A" : "B"}${sample % 6}`);
  it("twelve batches of one class each are confounded in regulatory mode, unless they are groups alone, or accepted", () => {
    const planted = { set: { samples: 144 }, columns: [own, halves, twelve] };
    const nested = failing({ ...planted, options: { batch: "batch" } }, at);
    expect([nested.research, nested.regulatory]).toEqual([[], ["confounding"]]);
    expect(nested.worst("confounding")).toMatchObject([
      { feature: "batch", value: 1, about: "no_value_with_two_classes" },
    ]);
    expect(failing({ ...planted, options: { group: "batch" } }, at).regulatory).toEqual([]);
    expect(failing(planted, at).research).toEqual(["confounding"]);
    const accept = [{ check: "confounding", column: "batch", reason: "each producer makes one sort" }];
    expect(failing({ ...planted, options: { batch: "batch", design: { accept } } }, at).regulatory).toEqual([]);
    const other = [{ ...accept[0], column: "day" }];
    expect(failing({ ...planted, options: { batch: "batch", design: { accept: other } } }, at).regulatory).toEqual([
      "confounding",
    ]);
  });

  it("one class measured before the other is confounded with time in regulatory mode, and drift is advised of in every mode", () => {
    const drift = (sample: number, band: number) => (band === 5 ? sample / 72 : 0);
    const found = failing(
      { set: { samples: 144, extra: drift }, columns: [own, halves, hours], options: { time: "at" } },
      at,
    );
    expect(found.regulatory).toEqual(["confounding", "order_drift"]);
    expect(found.worst("confounding")).toMatchObject([{ feature: "at", value: 1, about: "area_between_times" }]);
    expect([found.research, found.codes]).toEqual([["order_drift"], ["FS7116"]]);
  });

  it.each<[string, Planted]>([
    [
      "samples of their own with a batch that holds both classes",
      {
        set: { samples: 120 },
        columns: [own, label, column("batch", ({ sample }) => (sample >> 1) % 10)],
        options: { batch: "batch" },
      },
    ],
    [
      "declared replicates",
      {
        set: { samples: 40, repeats: 3 },
        columns: [own, label, column("s", ({ sample }) => `s${sample}`)],
        options: { sample: "s" },
      },
    ],
    [
      "names that begin with the batch",
      {
        set: { samples: 120 },
        columns: [
          column("id", ({ sample }) => `B${(sample >> 1) % 10}-${sample}`),
          label,
          column("batch", ({ sample }) => `B${(sample >> 1) % 10}`),
        ],
        options: { batch: "batch" },
      },
    ],
    [
      "names of months, with nothing of repeats in the spectra",
      {
        set: { samples: 120 },
        columns: [column("id", ({ sample }) => `month ${"abcdefghijkl"[(sample >> 1) % 12]} ${sample}`), label],
      },
    ],
    [
      "a column that repeats the names of the classes",
      { set: { samples: 60 }, columns: [own, label, column("kind", ({ sample }) => labelOf(sample).toLowerCase())] },
    ],
    [
      "a column in which every value is another",
      { set: { samples: 20 }, columns: [own, label, column("mass", ({ sample }) => 10 + sample)] },
    ],
    [
      "samples measured in random order",
      {
        set: { samples: 120 },
        columns: [own, label, column("at", ({ sample }) => (sample * 53) % 127)],
        options: { time: "at" },
      },
    ],
  ])("finds nothing in %s", (_, planted) => {
    const found = failing(planted, at);
    expect([found.research, found.regulatory, found.codes]).toEqual([[], [], []]);
  });
});
