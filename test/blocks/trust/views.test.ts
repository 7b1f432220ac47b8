/** Views of trust: which there are, and that they show the numbers of the artifacts. */
import { beforeAll, describe, expect, it } from "vitest";
import type { ChartView, TableView, View } from "../../../blocks/contract/view.ts";
import { trust } from "../../../blocks/trust/block.ts";
import { chartSvg } from "../../../compiler/draw/chart-svg.ts";
import type { Json } from "../../../schemas/plain-json.ts";
import { realSpectra } from "../../fixtures/real-data.ts";
import { subset } from "../qc/sets.ts";
import { byLot, fitted, runTrust, type TrustRun } from "./run-trust.ts";

const namesFor = (options: object, task: string | null): string[] =>
  Object.entries(trust.views).flatMap(([name, view]) =>
    view.exists({ options: trust.options.parse(options) as Json, shape: task === null ? null : { task } })
      ? [name]
      : [],
  );

async function shown<T>(run: TrustRun, name: string, selection: Parameters<View["make"]>[1] = {}) {
  const made = await trust.views[name].make(run.source, selection);
  if ("na" in made) throw new Error(made.na);
  return { ...made, data: made.data as T };
}

/** The value in an artifact that a cell says it comes from. */
function pointed(
  run: TrustRun,
  { artifact, pointer }: { readonly artifact: string; readonly pointer: string },
): unknown {
  const file = run.ran.artifacts.find(({ path }) => path === artifact);
  if (file === undefined || !("json" in file)) throw new Error(`no ${artifact}`);
  return pointer
    .slice(1)
    .split("/")
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"))
    .reduce<unknown>((value, step) => (value as { readonly [key: string]: unknown })[step], file.json);
}

describe("views that exist", () => {
  it("of a classification are all", () => expect(namesFor({}, "classification")).toEqual(Object.keys(trust.views)));
  it("of a regression are those without classes", () => {
    expect(namesFor({}, "regression")).toEqual(["summary", "coverage", "thresholds"]);
  });
  it("are fewer where less is asked for", () => {
    expect(namesFor({ conformal: false }, "classification")).toEqual([
      "summary",
      "reliability",
      "calibration",
      "risk-coverage",
    ]);
    expect(namesFor({ abstention: false }, "classification")).not.toContain("risk-coverage");
  });
  it("are only the summary where the model is not known", () => expect(namesFor({}, null)).toEqual(["summary"]));
});

describe("views of trust on meats", () => {
  let run: TrustRun;
  beforeAll(async () => {
    run = await runTrust(await fitted(byLot()));
  });
  it.each(["reliability", "risk-coverage", "set-size", "coverage-by-class"])(
    "%s is drawn, with its data as a table",
    async (name) => {
      const { data, alt, caption } = await shown<ChartView>(run, name);
      const svg = await chartSvg(data, "d-a");
      expect(svg.length).toBeGreaterThan(1000);
      expect(svg.length).toBeLessThan(200_000);
      expect(data.data.rows.length).toBeGreaterThan(0);
      expect(alt.length).toBeGreaterThan(30);
      expect(caption).not.toMatch(/undefined|NaN|null/);
    },
  );
  it.each(["summary", "calibration", "coverage", "thresholds"])(
    "%s: every number stands where its cell says",
    async (name) => {
      const { data } = await shown<TableView>(run, name);
      const origins = Object.entries(data.origins ?? {});
      expect(origins.length).toBeGreaterThan(1);
      for (const [cell, origin] of origins) {
        const [row, key] = cell.split(":");
        expect(data.rows[Number(row)][key]).toEqual(pointed(run, origin));
      }
    },
  );
  it("coverage by class narrows to the classes asked for", async () => {
    const { data } = await shown<ChartView>(run, "coverage-by-class", { classes: ["over 20 %"] });
    expect(data.data.rows.map(({ name }) => name)).toEqual(["over 20 %"]);
    expect(data.data.rows[0].share).toBe(run.results.by_class["over 20 %"].coverage);
  });
  it("reliability names its binning and its null band", async () => {
    const { caption } = await shown(run, "reliability");
    expect(caption).toContain("10 bins of equal width");
    expect(caption).toContain("999 simulated sets");
  });
  it("risk and coverage says that the risk is not certified, and by how much", async () => {
    const { caption, data } = await shown<ChartView>(run, "risk-coverage");
    expect(caption).toMatch(/not certified for this one: \d+ of its \d+ answers/);
    expect(data.data.rows.at(-1)?.risk).toBeCloseTo(1 - (run.results.accuracy as number), 12);
  });
  it("sizes of the sets count every sample", async () => {
    const { data, caption } = await shown<ChartView>(run, "set-size");
    expect(data.data.rows.reduce((sum, { value }) => sum + Number(value), 0)).toBe(178);
    if (run.conformal.empty_sets > 0) expect(caption).toContain(`leaves ${run.conformal.empty_sets} sets empty`);
  });
});

describe("views of what could not be done", () => {
  it("give the reason", async () => {
    const of = byLot();
    const nine = subset(of, of.rows.batch?.flatMap((name, i) => (name === "l09" ? [] : [i])) ?? []);
    const run = await runTrust(await fitted({ ...nine, declared: of.declared }));
    for (const view of Object.values(trust.views)) {
      expect(await view.make(run.source, {})).toEqual({ na: expect.stringContaining("there are 9") });
    }
  });
  it("of a regression show intervals", async () => {
    const of = byLot();
    const { column } = realSpectra("meats-nir");
    const fat = new Map(column("fat").map((value, i) => [`spectrum ${i + 1}`, Number(value)]));
    const target = { name: "fat", unit: "%", values: of.rows.id.map((id) => fat.get(id) as number) };
    const regression = { ...of, outcome: { label: null, target } };
    const run = await runTrust(await fitted(regression, { estimator: { "pls-regression": { components: 8 } } }));
    const { data, alt } = await shown<TableView>(run, "summary");
    expect(data.rows.map(({ quantity }) => quantity)).toContain("Mean length of the intervals");
    expect(alt).toMatch(/^178 samples judged: coverage \d/);
  });
});
