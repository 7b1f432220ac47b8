/** Where a reader finds numbers that are too many to stand in the page. */
import { describe, expect, it } from "vitest";
import type { Origin } from "../../../blocks/contract/view.ts";
import { exhibits } from "../../../compiler/render/exhibit.ts";
import type { RunBlock } from "../../../compiler/run/types.ts";
import { digest, drawers, run, spectra, viewOf } from "./fixture.ts";

/** What is said of a view with too many numbers, of a block that wrote these files. */
async function saidOf(id: string, written: readonly string[], from?: Origin) {
  const base = run();
  const artifacts = Object.fromEntries(written.map((path, k) => [path, digest(k)]));
  const vip = viewOf("importance", { ...spectra(400, 100), ...(from === undefined ? {} : { from }) });
  const blocks = base.blocks.map(
    (one): RunBlock => (one.block.id === id ? { ...one, artifacts, views: { vip } } : one),
  );
  const made = await exhibits({ ...base, blocks }, drawers);
  const exhibit = made.exhibits.find(({ placement }) => placement.address === `${id}.vip`);
  expect(exhibit?.csv).toBeNull();
  return { from: exhibit?.from?.artifact ?? null, source: exhibit?.source ?? null };
}

const written = ["model/model.json", "model/predictions.csv"];

describe("numbers that are too many for the page", () => {
  it("are looked for in the file the view names", async () => {
    const said = await saidOf("plsda", written, { artifact: "model/predictions.csv", pointer: "" });
    expect(said).toEqual({ from: "model/predictions.csv", source: null });
  });
  it("are looked for in no file where the view names none, whatever its block wrote", async () => {
    expect(await saidOf("plsda", written)).toEqual({ from: null, source: null });
  });
  it("are those of the input where a block only read them", async () => {
    expect(await saidOf("data", ["data/data_summary.json"])).toEqual({ from: null, source: "input meat" });
  });
});
