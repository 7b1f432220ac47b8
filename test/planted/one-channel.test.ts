/**
 * Columns that are no points of the spectrum, beside its axis: the model leans on them, and is found out.
 *
 * @module-tag slow
 */
import { afterEach, describe, expect, it } from "vitest";
import { stream } from "../../blocks/contract/stream.ts";
import { bareSpectra } from "../../blocks/methods/validation/bare-spectra.ts";
import { isWorse } from "../../blocks/methods/validation/change.ts";
import { leastChannelRatio, oneChannel } from "../../blocks/methods/validation/one-channel.ts";
import { paperless } from "../fixtures/paperless.ts";
import { pinned } from "../fixtures/pinned.ts";
import { type Project, project } from "../fixtures/project.ts";
import { step } from "../fixtures/recipe.ts";
import { type BaseRow, type BaseSet, baseSet, csvOf, documentOf, labelOf } from "./base-set.ts";
import { type Seen, validatedSet } from "./validated.ts";

async function checked(set: BaseSet, seen: Seen = {}) {
  const { validated, dataset } = await validatedSet(set, seen);
  const bare = bareSpectra(validated.methods, dataset, validated.recipe.pipeline.steps);
  const channel = await oneChannel(validated, dataset, bare, stream(7, "test"));
  if ("na" in channel) throw new Error(`not made: ${channel.na}`);
  return { ...channel, isFound: isWorse({ ...channel, other: channel.patched }, leastChannelRatio) };
}

const marked = ({ sample }: BaseRow): number => (labelOf(sample) === "A" ? 1.4 : 6.4);
/** The set with other numbers in some of its columns. */
const written = (set: BaseSet, columns: readonly number[], value: (row: BaseRow) => number): BaseSet => ({
  ...set,
  rows: set.rows.map((row) => ({
    ...row,
    values: row.values.map((one, j) => (columns.includes(j) ? value(row) : one)),
  })),
});
const grid = { components: [1, 2, 4] };

describe("a label in a column of the axis", () => {
  it.each([
    ["at the lower end", [0]],
    ["at the upper end", [99]],
    ["in the middle", [50]],
    ["in two columns side by side", [40, 41]],
  ])("is found %s", async (_, columns) => {
    const found = await checked(written(baseSet({ seed: 21, samples: 60 }), columns, marked), { grid });
    expect(found.ordinary).toBeGreaterThan(0.95);
    expect(found).toMatchObject({ isFound: true });
    expect(found.patched).toBeLessThan(0.75);
    for (const j of columns) expect(found.channels.map(({ axis }) => axis)).toContain(1100 + 2 * j);
  });

  it("is found beside the axis on FTIR spectra, and where the spectra are cropped and resampled first", async () => {
    const behind = { at: 1700, value: marked };
    const ftir = await checked(baseSet({ seed: 22, samples: 60, shape: "FTIR" }), { grid, behind });
    expect(ftir).toMatchObject({ isFound: true });
    const derived = [step("savgol", { window: 11, order: 2, deriv: 1, per: "point" }), step("snv")];
    const steps = [step("crop", [1110, 1290]), step("resample", { from: 1110, to: 1290, step: 1.5, method: "linear" })];
    const resampled = await checked(written(baseSet({ seed: 23, samples: 60 }), [50], marked), {
      grid,
      steps: [...steps, ...derived],
    });
    expect(resampled.ordinary).toBeGreaterThan(0.9);
    expect(resampled).toMatchObject({ isFound: true });
  });

  it("is a target in a regression", async () => {
    const draw = stream(5, "targets");
    const values = Array.from({ length: 60 }, () => draw.uniform());
    const target = ({ sample }: BaseRow) => values[sample];
    const set = written(baseSet({ seed: 24, samples: 60 }), [30], (row) => 5 * target(row));
    const found = await checked(set, { target, grid });
    expect(found).toMatchObject({ lost: null, won: null, isFound: true, p: 0.001 });
    expect(found.patched / found.ordinary).toBeGreaterThan(1.2);
  });

  it("is not there in an honest set, by class and by target", async () => {
    const signal = (sample: number, band: number) => (band === 1 && sample % 2 === 1 ? 0.6 : 0);
    const honest = await checked(baseSet({ seed: 25, samples: 80, extra: signal }));
    expect(honest.ordinary).toBeGreaterThan(0.8);
    expect(honest.isFound).toBe(false);
    const level = (sample: number) => (sample % 10) / 10;
    const regression = await checked(
      baseSet({ seed: 26, samples: 60, extra: (sample, band) => (band === 3 ? level(sample) : 0) }),
      { target: ({ sample }) => level(sample) },
    );
    expect(regression.isFound).toBe(false);
  });
});

describe("a document whose data have a column named 1300", () => {
  let place: Project;
  afterEach(() => place.remove());

  it("is told so in research mode, and stopped by the model gate in regulatory mode", async () => {
    const set = baseSet({ seed: 27, samples: 60 });
    const columns = [
      { name: "id", value: ({ sample }: BaseRow) => `s${sample}` },
      { name: "batch", value: ({ sample }: BaseRow) => `b${sample % 5}` },
      { name: "label", value: ({ sample }: BaseRow) => labelOf(sample) },
    ];
    const data = ["id: id", "batch: batch", "label: label", "positive: B"];
    const options = { data, end: 1300, estimator: "{pls-da: {components: 2}}", tune: null };
    const csv = csvOf(set, columns, [{ name: "1300", value: marked }]);
    place = project({
      "set.csv": csv,
      "protocol.md": documentOf(set, options),
      "regulatory.md": pinned(documentOf(set, { ...options, mode: "regulatory" }), csv),
    });
    const { exitCode, documents } = await place.compile();
    expect(exitCode).toBe(0);
    expect(documents[0].findings.find(({ code }) => code === "FS5212")?.message).toMatch(
      /^without the channels that tell most by themselves \(.*1300\), the accuracy is 0\.\d+ instead of 1$/,
    );
    expect((await place.compile({ documents: ["regulatory.md"] }, {}, paperless())).exitCode).toBe(7);
    expect(JSON.parse(place.read("runs/latest/model_qc_report.json")).failed_checks).toContain("one_channel");
  });
});
