/** Served: what a server that MLflow started must answer, whatever it was told to serve: the folder's own example, and what `score` says. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { Analyses } from "./analyses.ts";

/** A server and what it serves. */
export interface Served {
  /** Of the server. */
  readonly address: string;
  /** Folder of the model, as `export --mlflow-model` writes it. */
  readonly model: string;
  /** The file of spectra that the model learnt from. */
  readonly csv: string;
  readonly foodspec: Analyses["foodspec"];
}

/** The tests of a server of a certified classification, once it answers. */
export function itAnswersAsWeDo(served: () => Served): void {
  const predictions = async (body: string) => {
    const answer = await fetch(`${served().address}/invocations`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body,
    });
    expect(answer.status).toBe(200);
    return ((await answer.json()) as { predictions: { [name: string]: unknown[] } }).predictions;
  };
  const near = (found: unknown, wanted: unknown): void => {
    if (Array.isArray(wanted)) for (const [k, one] of wanted.entries()) near((found as unknown[])[k], one);
    else if (typeof wanted === "number") expect(found).toBeCloseTo(wanted, 10);
    else expect(found).toBe(wanted);
  };
  const fileOf = (name: string): string => readFileSync(join(served().model, name), "utf8");

  it("answers its own example as the folder says", async () => {
    const found = await predictions(fileOf("serving_input_example.json"));
    const { predictions: wanted } = JSON.parse(fileOf("expected.json"));
    expect(Object.keys(found).sort()).toEqual(Object.keys(wanted));
    for (const [name, values] of Object.entries(wanted)) near(found[name], values);
  });

  it("answers 50 spectra as `foodspec score` does", async () => {
    const { csv, model, foodspec } = served();
    const scored = foodspec("score", join(model, "saved_predictor.json"), "-i", csv, "--format", "jsonl");
    const rows = scored.out
      .trimEnd()
      .split("\n")
      .slice(0, 50)
      .map((line) => JSON.parse(line));
    expect(rows).toHaveLength(50);
    const [head, ...lines] = readFileSync(csv, "utf8").trimEnd().split("\n");
    const saved = JSON.parse(fileOf("saved_predictor.json"));
    const axis: number[] = saved.content.certified.predictor.pipeline.input.values;
    const titles = head.split(",").map((title) => (title === "" ? Number.NaN : Number(title)));
    const places = axis.map((value) => titles.indexOf(value));
    const spectra = lines.slice(0, 50).map((line) => places.map((place) => Number(line.split(",")[place])));
    const found = await predictions(JSON.stringify({ inputs: { spectra } }));
    expect(found.label).toEqual(rows.map(({ predicted }) => predicted));
    expect(found.answered).toEqual(rows.map(({ answered }) => answered));
    const classes: string[] = saved.content.certified.predictor.classes;
    near(
      found.probability,
      rows.map((row) => classes.map((name) => row[`p:${name}`])),
    );
    expect((found.in_set as boolean[][]).map((isIn) => classes.filter((__, code) => isIn[code]).join("|"))).toEqual(
      rows.map(({ set }) => set),
    );
  });
}
