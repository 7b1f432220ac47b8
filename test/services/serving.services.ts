/** Serving: `mlflow models serve` answers what we answer, of a folder and of the name of a registered model. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Analyses, compiledAnalyses } from "./analyses.ts";
import { itAnswersAsWeDo } from "./served.ts";
import { answersAt, freePort, stopped, trackingServer, withPath } from "./servers.ts";
import { programOf, withService } from "./services.ts";

const document = "analyses/meat-fat/regulatory.md";

/** `mlflow models serve`, once it answers. */
async function serving(what: string, env: NodeJS.ProcessEnv = {}) {
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const words = ["models", "serve", "-m", what, "--env-manager", "local", "--host", "127.0.0.1", "-p", String(port)];
  const server = spawn(programOf("mlflow", "mlflow"), words, {
    env: { ...withPath("mlflow"), ...env },
    stdio: "ignore",
    detached: true,
  });
  await answersAt(`${address}/ping`, server);
  return { address, server };
}

withService("mlflow", "mlflow models serve of a folder", () => {
  let analyses: Analyses;
  let [server, address, model]: [ChildProcess | undefined, string, string] = [undefined, "", ""];
  beforeAll(async () => {
    analyses = compiledAnalyses([document]);
    model = join(analyses.folder, "model");
    const { status, err } = analyses.foodspec("export", analyses.compiled[0].run, "--mlflow-model", model);
    expect([status, err]).toEqual([0, ""]);
    ({ server, address } = await serving(model));
  });
  afterAll(async () => {
    await stopped(server);
    analyses.remove();
  });
  itAnswersAsWeDo(() => ({
    address,
    model,
    csv: analyses.compiled[0].inputs[0],
    foodspec: (...words) => analyses.foodspec(...words),
  }));
});

withService("mlflow", "mlflow models serve of a registered model, by its name and alias", () => {
  let analyses: Analyses;
  let [tracking, server, address, model]: [ChildProcess | undefined, ChildProcess | undefined, string, string] = [
    undefined,
    undefined,
    "",
    "",
  ];
  beforeAll(async () => {
    analyses = compiledAnalyses([document]);
    const mlflow = join(analyses.folder, "mlflow");
    mkdirSync(mlflow);
    const started = await trackingServer(mlflow);
    tracking = started.server;
    const env = { MLFLOW_TRACKING_URI: started.address };
    writeFileSync(
      join(analyses.folder, "foodspec.config.yaml"),
      "tracking:\n  mlflow: {experiment: meat fat, registered_model: lean-meat}\n",
    );
    Object.assign(analyses.env, env);
    const sent = analyses.foodspec("track", analyses.compiled[0].run);
    expect([sent.status, sent.err]).toEqual([0, ""]);
    // From here on by MLflow's own commands alone.
    model = join(analyses.folder, "downloaded");
    const words = ["artifacts", "download", "--artifact-uri", "models:/lean-meat@candidate", "-d", model];
    const options = { env: { ...withPath("mlflow"), ...env }, encoding: "utf8" } as const;
    const { status, stderr } = spawnSync(programOf("mlflow", "mlflow"), words, options);
    expect([status, status === 0 ? "" : stderr]).toEqual([0, ""]);
    ({ server, address } = await serving("models:/lean-meat@candidate", env));
  });
  afterAll(async () => {
    await stopped(server);
    await stopped(tracking);
    analyses.remove();
  });
  it("has the folder in the registry that `export --mlflow-model` writes", () => {
    const own = join(analyses.folder, "own");
    expect(analyses.foodspec("export", analyses.compiled[0].run, "--mlflow-model", own).status).toBe(0);
    for (const name of ["model.onnx", "saved_predictor.json", "expected.json", "MLmodel", "requirements.txt"])
      expect(readFileSync(join(model, name)).equals(readFileSync(join(own, name))), name).toBe(true);
  });
  itAnswersAsWeDo(() => ({
    address,
    model,
    csv: analyses.compiled[0].inputs[0],
    foodspec: (...words) => analyses.foodspec(...words),
  }));
});
