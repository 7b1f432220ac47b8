/** Tracking against a real MLflow: a run is there once, killed after each request and gone on with; files by digest, one version READY. */
import type { ChildProcess } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { trackCommand } from "../../compiler/cli/work/track.ts";
import { fetchWire } from "../../compiler/cli/work/wire.ts";
import type { Wire } from "../../compiler/exchange/request.ts";
import type { Payload } from "../../compiler/exchange/tracking/payload.ts";
import { Killed } from "../fixtures/fake-mlflow.ts";
import { type Project, project, told } from "../fixtures/project.ts";
import { seasonCsv, seasonProtocol } from "../fixtures/season.ts";
import { stopped, trackingServer } from "./servers.ts";
import { withService } from "./services.ts";

const document = seasonProtocol({
  data: "test: {column: batch, is: 05b}\n",
  model: "estimator: {pls-da: {components: [1, 2]}}\nscheme: {group_kfold: {folds: 4}}\n",
  more: "\n```foodspec trust\nconformal: {alpha: 0.2, by: none}\n```\n",
}).replace("batch: batch\n", "");

withService("mlflow", "tracking", () => {
  let [place, folder]: [Project | null, string] = [null, ""];
  let server: ChildProcess;
  let address = "";
  let run = "";
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "foodspec-mlflow-"));
    ({ server, address } = await trackingServer(folder));
    place = project({
      "season.csv": seasonCsv({ months: 5, samples: 40 }),
      "protocol.md": document,
      "foodspec.config.yaml": "",
    });
    const { documents } = await place.compile();
    run = documents[0].folder as string;
  });
  afterAll(async () => {
    await stopped(server);
    place?.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Sends the run into an experiment, by a wire of its own. */
  const track = (experiment: string, wire: Wire, options: Parameters<typeof trackCommand>[1] = {}) => {
    place?.write(
      "foodspec.config.yaml",
      `tracking:\n  mlflow: {experiment: ${experiment}, registered_model: ${experiment}}\n`,
    );
    const world = (place as Project).world({ MLFLOW_TRACKING_URI: address });
    return told(world, (own) => trackCommand([run], options, own, wire));
  };
  const asked = async (path: string, body?: unknown) => {
    const answer = await fetch(`${address}/api/2.0/mlflow/${path}`, {
      ...(body === undefined ? {} : { method: "POST", body: JSON.stringify(body) }),
      headers: { "content-type": "application/json" },
    });
    // biome-ignore lint/suspicious/noExplicitAny: answers of somebody else, of which the test reads what it looks for
    return answer.json() as Promise<any>;
  };
  const real = () => fetchWire(new AbortController().signal);

  /** What is there of an experiment is what the payload says, once. */
  async function expectOnce(experiment: string): Promise<void> {
    const payload: Payload = JSON.parse((await track(experiment, real(), { dryRun: true })).out);
    const found = await asked(`experiments/get-by-name?experiment_name=${experiment}`);
    const { experiment_id } = found.experiment;
    const { runs } = await asked("runs/search", { experiment_ids: [experiment_id] });
    expect(runs).toHaveLength(1);
    const [{ info, data, inputs }] = runs;
    expect(info.status).toBe("FINISHED");
    const pairs = (of: readonly { key: string; value: string }[]) =>
      Object.fromEntries(of.map((p) => [p.key, p.value]));
    expect(pairs(data.params)).toEqual(pairs(payload.params));
    expect(pairs(data.tags)).toMatchObject(pairs(payload.tags));
    expect(inputs.dataset_inputs).toHaveLength(payload.inputs.length);
    for (const key of new Set(payload.metrics.map((metric) => metric.key))) {
      const query = new URLSearchParams({ run_id: info.run_id, metric_key: key });
      const { metrics } = await asked(`metrics/get-history?${query}`);
      const own = payload.metrics.filter((metric) => metric.key === key);
      expect(
        metrics.map((one: { value: number }) => one.value),
        key,
      ).toEqual(own.map(({ value }) => value));
    }
    const root = join(folder, "artifacts", experiment_id, info.run_id, "artifacts");
    for (const { path, sha256 } of payload.artifacts) {
      const digest = createHash("sha256")
        .update(readFileSync(join(root, path)))
        .digest("hex");
      expect(`sha256:${digest}`, path).toBe(sha256);
    }
    expect(readdirSync(join(root, "model"))).toEqual(
      expect.arrayContaining(["MLmodel", "model.onnx", "expected.json"]),
    );
    const { model_versions } = await asked(`model-versions/search?filter=name%3D%27${experiment}%27`);
    expect(model_versions).toMatchObject([{ version: "1", status: "READY", run_id: info.run_id }]);
  }

  it("sends a run whole, and a second time nothing", async () => {
    let count = 0;
    const counting: Wire = (request) => {
      count++;
      return real()(request);
    };
    expect(await track("whole", counting)).toEqual({ status: 0, out: "", err: "" });
    await expectOnce("whole");
    const before = count;
    expect((await track("whole", counting)).status).toBe(0);
    expect(count).toBe(before);
  });

  it("ends with one run, killed after each request that is no file and gone on with", async () => {
    let requests: readonly string[] = [];
    rmSync(join(dirname(run), ".tracking"), { recursive: true, force: true });
    await track("counted", (request) => {
      requests = [...requests, request.method];
      return real()(request);
    });
    const puts = requests.flatMap((method, k) => (method === "PUT" ? [k + 1] : []));
    const places = requests.map((_, k) => k + 1).filter((k) => !puts.includes(k) || k === puts[0] || k === puts.at(-1));
    for (const k of places) {
      rmSync(join(dirname(run), ".tracking"), { recursive: true, force: true });
      let left = k;
      const killed: Wire = async (request) => {
        const answer = await real()(request);
        if (--left === 0) throw new Killed();
        return answer;
      };
      await expect(track(`killed-${k}`, killed), String(k)).rejects.toThrow(Killed);
      expect((await track(`killed-${k}`, real())).status, String(k)).toBe(0);
      await expectOnce(`killed-${k}`);
    }
    process.stdout.write(`killed after ${places.length} of ${requests.length} requests: one run each\n`);
    expect(places.length).toBeGreaterThan(12);
  });

  it("sends a run once where two send it at the same time", async () => {
    rmSync(join(dirname(run), ".tracking"), { recursive: true, force: true });
    const both = await Promise.all([track("both", real()), track("both", real())]);
    expect(both.map(({ status }) => status)).toEqual([0, 0]);
    await expectOnce("both");
  });
});
