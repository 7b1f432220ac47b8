/** Samples that are only predicted: by the final model, with how far they lie from what it was fitted on. */
import { beforeAll, describe, expect, it } from "vitest";
import { matrix, stacked, takeRows } from "../../../blocks/contract/matrix.ts";
import type { TableView } from "../../../blocks/contract/view.ts";
import type { Json } from "../../../schemas/plain-json.ts";
import { baseMeats } from "../qc/sets.ts";
import { type ModelRun, runModel, shown } from "./views/run-model.ts";

const meats = baseMeats();
const label = meats.outcome.label as NonNullable<typeof meats.outcome.label>;
const own = Array.from({ length: 90 }, (_, i) => i);
const fresh = Array.from({ length: 12 }, (_, i) => 90 + i);
const steps = [
  { name: "savgol", options: { window: 11, order: 2, deriv: 1 } as Json },
  { name: "snv", options: {} },
];
const take = <T>(values: readonly T[], rows: readonly number[]): T[] => rows.map((i) => values[i]);

/** Spectra with a band that no meat has. */
const strange = matrix(12, meats.spectra.cols, takeRows(meats.spectra, fresh).data.slice());
for (let i = 0; i < 12; i++)
  for (let j = 30; j < 50; j++) strange.data[i * strange.cols + j] += 0.05 * Math.abs(j - 40);
/** A spectrum that no SNV can treat stands among the others. */
const flat = matrix(1, meats.spectra.cols);

const given = (spectra: typeof strange) => ({
  x: takeRows(meats.spectra, own),
  columns: meats.columns,
  outcome: { label: { ...label, codes: take(label.codes, own) }, target: null },
  rows: { id: take(meats.rows.id, own), sample: take(meats.rows.id, own), batch: take(meats.rows.batch ?? [], own) },
  steps,
  unknown: {
    unknown: {
      id: Array.from({ length: spectra.rows }, (_, i) => `u${i}`),
      sample: Array.from({ length: spectra.rows }, (_, i) => `U${Math.floor(i / 2)}`),
    },
    unknownSpectra: spectra,
  },
});
const options = { estimator: { "pls-da": { components: 3 } }, scheme: "lobo" };
const cells = (text: string) =>
  text
    .trimEnd()
    .split("\n")
    .map((line) => line.split(","));

describe("samples that are only predicted", () => {
  let like: ModelRun;
  let unlike: ModelRun;
  beforeAll(async () => {
    like = await runModel(given(stacked([takeRows(meats.spectra, fresh), flat])), options);
    unlike = await runModel(given(strange), options);
  });

  it("have a row a spectrum, with scores, probabilities and distances; empty where a step cannot treat it", () => {
    const [head, ...lines] = cells(like.texts["model/unknowns.csv"]);
    const classes = label.classes;
    expect(head).toEqual([
      "id",
      "sample",
      "predicted",
      ...classes.map((name) => `p:${name}`),
      ...classes.map((name) => `score:${name}`),
      "t2",
      "q",
      "leverage",
      "nearest",
      "outside",
    ]);
    expect(lines).toHaveLength(13);
    for (const line of lines.slice(0, 12)) {
      const scores = line.slice(3 + classes.length, 3 + 2 * classes.length).map(Number);
      expect(line[2]).toBe(classes[scores.indexOf(Math.max(...scores))]);
    }
    expect(lines[12]).toEqual(["u12", "U6", ...Array(1 + 2 * classes.length + 5).fill("")]);
  });

  it("are told sample by sample in a table", async () => {
    const { data, caption } = await shown<TableView>(like, "unknowns");
    expect(data.rows).toHaveLength(7);
    expect(data.rows[0]).toMatchObject({ sample: "U0", n_spectra: 2 });
    expect(data.rows[6]).toMatchObject({ sample: "U6", predicted: "not predicted" });
    expect(caption).toContain("7 samples without a reference value");
  });

  it("are said to lie outside where more do than chance puts there", () => {
    const said = (run: ModelRun) => run.remarks.filter(([code]) => code === "FS5308");
    expect(said(like)).toEqual([]);
    expect(said(unlike)[0][1]).toMatchObject({ count: 6, of: 6 });
  });

  it("are in no metric", async () => {
    const none = await runModel({ ...given(strange), unknown: undefined }, options);
    expect(unlike.artifacts["model/metrics.json"]).toEqual(none.artifacts["model/metrics.json"]);
    expect(none.results).not.toHaveProperty("unknowns");
    expect(Object.keys(none.texts)).not.toContain("model/unknowns.csv");
  });
});
