/** Serving: `mlflow models serve` of an exported folder answers what the folder says it must, and what `score` says. */
import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Analyses, compiledAnalyses } from "./analyses.ts";
import { answersAt, freePort, stopped, withPath } from "./servers.ts";
import { programOf, withService } from "./services.ts";

withService("mlflow", "mlflow models serve", () => {
  let analyses: Analyses;
  let server: ChildProcess;
  let address: string;
  let model: string;
  beforeAll(async () => {
    analyses = compiledAnalyses(["analyses/meat-fat/regulatory.md"]);
    model = join(analyses.folder, "model");
    const { status, err } = analyses.foodspec("export", analyses.compiled[0].run, "--mlflow-model", model);
    expect([status, err]).toEqual([0, ""]);
    const port = await freePort();
    address = `http://127.0.0.1:${port}`;
    const words = ["models", "serve", "-m", model, "--env-manager", "local", "--host", "127.0.0.1", "-p", String(port)];
    server = spawn(programOf("mlflow", "mlflow"), words, { env: withPath("mlflow"), stdio: "ignore", detached: true });
    await answersAt(`${address}/ping`, server);
  });
  afterAll(async () => {
    await stopped(server);
    analyses.remove();
  });

  const predictions = async (body: string) => {
    const answer = await fetch(`${address}/invocations`, {
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

  it("answers its own example as the folder says", async () => {
    const found = await predictions(readFileSync(join(model, "serving_input_example.json"), "utf8"));
    const { predictions: wanted } = JSON.parse(readFileSync(join(model, "expected.json"), "utf8"));
    expect(Object.keys(found).sort()).toEqual(Object.keys(wanted));
    for (const [name, values] of Object.entries(wanted)) near(found[name], values);
  });

  it("answers 50 spectra as `foodspec score` does", async () => {
    const [csv] = analyses.compiled[0].inputs;
    const scored = analyses.foodspec("score", join(model, "saved_predictor.json"), "-i", csv, "--format", "jsonl");
    const rows = scored.out
      .trimEnd()
      .split("\n")
      .slice(0, 50)
      .map((line) => JSON.parse(line));
    const [head, ...lines] = readFileSync(csv, "utf8").trimEnd().split("\n");
    const saved = JSON.parse(readFileSync(join(model, "saved_predictor.json"), "utf8"));
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
});
