/** `foodspec score`: what a saved predictor says of a file and of a pipe is what the run said of the same spectra. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { scoreCommand } from "../../../compiler/cli/work/score.ts";
import type { World } from "../../../compiler/compile/world.ts";
import { type Ended, type Project, project, told } from "../../fixtures/project.ts";
import { seasonCsv, seasonProtocol } from "../../fixtures/season.ts";

const trust = "\n```foodspec trust\nconformal: {alpha: 0.2, by: none}\n```\n";
const csv = seasonCsv({ months: 5, samples: 40 });
const external = (model: string) =>
  seasonProtocol({
    data: "test: {column: batch, is: 05b}\n",
    model: `${model}\nscheme: {group_kfold: {folds: 4}}\n`,
    more: trust,
  }).replace("batch: batch\n", "");
const documents = {
  classes: external("estimator: {pls-da: {components: 2}}"),
  values: external("estimator: {pls-regression: {components: 2}}"),
};

const rowsOf = (text: string) => {
  const [head, ...lines] = text.trimEnd().split("\n");
  return lines.map((line) => Object.fromEntries(line.split(",").map((cell, k) => [head.split(",")[k], cell])));
};

/** The lines of the file that are external, with its head. */
const [head, ...lines] = csv.trimEnd().split("\n");
const outside = [head, ...lines.filter((line) => line.split(",")[2] === "05b")].join("\n");
const [wide] = [head.split(",").slice(6)];

async function* inPieces(text: string, size: number): AsyncGenerator<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

describe("foodspec score", () => {
  let place: Project;
  const runs: { [name: string]: string } = {};
  beforeAll(async () => {
    place = project({ "season.csv": csv, "new.csv": `${outside}\n` });
    for (const [name, document] of Object.entries(documents)) {
      place.write(`${name}.md`, document);
      expect((await place.compile({ documents: [`${name}.md`], outputDir: name })).exitCode).toBe(0);
      runs[name] = `${name}/latest`;
      expect((await place.type(["export", runs[name], "--predictor", `${name}.json`])).status).toBe(0);
    }
  }, 120_000);
  afterAll(() => place.remove());
  const score = (predictor: string, options: Parameters<typeof scoreCommand>[1], piped = ""): Promise<Ended> => {
    const world: World = { ...place.world(), inputParts: () => inPieces(piped, 1000) };
    return told(world, (own) => scoreCommand(predictor, options, own));
  };

  it.each(Object.keys(documents))("says of external spectra what the run says, to 1e-12: %s", async (name) => {
    const { status, out, err } = await score(`${runs[name]}/model/model.json`, {
      input: "new.csv",
      id: "id",
      sample: "sample",
    });
    expect([status, err]).toEqual([0, expect.stringContaining("no trust stands behind these predictions")]);
    const theirs = rowsOf(readFileSync(join(place.folder, runs[name], "model/test_predictions.csv"), "utf8"));
    const ours = rowsOf(out);
    expect(ours.map(({ id, sample }) => [id, sample])).toEqual(theirs.map(({ id, sample }) => [id, sample]));
    expect(ours.length).toBe(20);
    for (const [i, line] of ours.entries())
      for (const [column, cell] of Object.entries(line)) {
        if (Number.isNaN(Number(cell))) expect(cell).toBe(theirs[i][column]);
        else expect(Math.abs(Number(cell) - Number(theirs[i][column]))).toBeLessThanOrEqual(1e-12);
      }
  });

  it.each(Object.keys(documents))(
    "says the same of a pipe, as CSV and as JSON lines, in pieces of any size: %s",
    async (name) => {
      const whole = await score(`${name}.json`, { input: "new.csv", id: "id" });
      expect(whole.status).toBe(0);
      expect(rowsOf(whole.out)[0]).toHaveProperty(name === "classes" ? "set" : "low");
      expect((await score(`${name}.json`, { input: "-", id: "id" }, outside)).out).toBe(whole.out);
      const json = outside
        .split("\n")
        .slice(1)
        .map((line) => {
          const [id, , , , , , ...values] = line.split(",");
          return JSON.stringify({ id, spectrum: values.map(Number) });
        });
      const { out, status } = await score(`${name}.json`, { input: "-" }, json.join("\n"));
      expect(status).toBe(0);
      const cells = out
        .trimEnd()
        .split("\n")
        .map((line) =>
          Object.values(JSON.parse(line))
            .map((cell) => String(cell ?? ""))
            .join(","),
        );
      expect(cells).toEqual(whole.out.trimEnd().split("\n").slice(1));
      expect((await score(`${name}.json`, { input: "-", format: "csv" }, json.join("\n"))).out).toBe(whole.out);
    },
  );

  it("goes through a pipe that is longer than what is held at a time, numbering spectra that have no name", async () => {
    const numbers = lines.map((line) => line.split(",").slice(6).join(","));
    const long = [wide.join(","), ...Array.from({ length: 1000 }, (_, i) => numbers[i % numbers.length])].join("\n");
    const { out, status } = await score("classes.json", { input: "-" }, long);
    expect(status).toBe(0);
    const rows = rowsOf(out);
    expect([rows.length, rows[0].id, rows[999].id]).toEqual([1000, "1", "1000"]);
    expect(rows[999].predicted).toBe(rows[999 % numbers.length].predicted);
  });

  it("writes a file at once, and nothing where it fails", async () => {
    const good = await score("classes.json", { input: "new.csv", output: "out.csv", id: "id" });
    expect([good.status, good.out]).toEqual([0, ""]);
    expect(rowsOf(place.read("out.csv"))).toHaveLength(20);
    const broken = `${JSON.stringify({ id: "a", spectrum: wide.map(() => 1) })}\n{"id": "b", "spec`;
    const bad = await score("classes.json", { input: "-", output: "bad.csv" }, broken);
    expect([bad.status, bad.err]).toEqual([3, expect.stringMatching(/FS3915|FS33/)]);
    expect(place.names()).not.toContain("bad.csv");
  });

  it.each([
    ["a line that breaks off", '{"id": "b", "spec', /FS3915.*line 1 of standard input is not a JSON object/],
    ["a spectrum of other points", '{"spectrum": [1, 2, 3]}', /FS3915.*has 3 points, and the predictor 32/],
    ["words for numbers", '{"spectrum": ["x"]}', /FS3915.*list of numbers/],
    ["another axis", outside.replace(",900,", ",899,"), /FS5612/],
    ["a value that is none", outside.replace(/\n(.*),[\d.]+\n/, "\n$1,x\n"), /FS3021/],
  ])("refuses %s", async (_, piped, says) => {
    const { status, err } = await score(
      "classes.json",
      { input: "-", id: piped.startsWith("{") ? undefined : "id" },
      piped,
    );
    expect([status, err]).toEqual([3, expect.stringMatching(says)]);
  });

  it.each([
    ["a predictor that there is not", "nothing.json", 2],
    ["a file that is none", "new.csv", 3],
  ])("refuses %s", async (_, predictor, exit) => {
    expect((await score(predictor, { input: "new.csv" })).status).toBe(exit);
  });
});
