/** Tracking: a run is sent once whatever happens on the way, and nothing that happens on the way changes the run. */
import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { trackAfter, trackCommand } from "../../../compiler/cli/work/track.ts";
import type { World } from "../../../compiler/compile/world.ts";
import { NobodyListens, NotSent, type Wire } from "../../../compiler/exchange/request.ts";
import { clientOf } from "../../../compiler/exchange/tracking/client.ts";
import { trackedKeys } from "../../../compiler/exchange/tracking/keys.ts";
import type { Payload } from "../../../compiler/exchange/tracking/payload.ts";
import { inLots } from "../../../compiler/exchange/tracking/send.ts";
import { serverOf } from "../../../compiler/exchange/tracking/server.ts";
import type { Receipt } from "../../../schemas/tracking.ts";
import { FakeMlflow, Killed } from "../../fixtures/fake-mlflow.ts";
import { type Ended, type Project, project, told } from "../../fixtures/project.ts";
import { seasonCsv, seasonProtocol } from "../../fixtures/season.ts";

const config = "tracking:\n  mlflow: {experiment: Öl season, registered_model: season, tags: {team: lab}}\n";
const document = seasonProtocol({
  data: "test: {column: batch, is: 05b}\n",
  model: "estimator: {pls-da: {components: [1, 2]}}\nscheme: {group_kfold: {folds: 4}}\n",
  more: "\n```foodspec trust\nconformal: {alpha: 0.2, by: none}\n```\n",
}).replace("batch: batch\n", "");
const address = "https://anna:geheim@mlflow.example/base/";
const secret = Buffer.from("anna:geheim").toString("base64");

describe("tracking", () => {
  let place: Project;
  let run: string;
  beforeAll(async () => {
    place = project({
      "season.csv": seasonCsv({ months: 5, samples: 40 }),
      "protocol.md": document,
      "foodspec.config.yaml": config,
    });
    const { documents, exitCode } = await place.compile();
    expect(exitCode).toBe(0);
    run = documents[0].folder as string;
  }, 120_000);
  afterAll(() => place.remove());
  const receipts = () => join(dirname(run), ".tracking");
  beforeEach(() => rmSync(receipts(), { recursive: true, force: true }));
  const receipt = (): Receipt => {
    const { run_id } = place.manifest();
    return JSON.parse(readFileSync(join(receipts(), `${run_id}.json`), "utf8"));
  };
  const world = (env: { readonly [name: string]: string } = { MLFLOW_TRACKING_URI: address }): World => ({
    ...place.world(env),
    pause: async () => undefined,
  });
  const track = (wire: Wire, options: Parameters<typeof trackCommand>[1] = {}, named: readonly string[] = [run]) =>
    told(world(), (own) => trackCommand(named, options, own, wire));
  const payload = async (): Promise<Payload> => JSON.parse((await track(noWire, { dryRun: true })).out);
  const noWire: Wire = async () => {
    throw new Error("nothing is to be sent");
  };
  const digest = (path: string) =>
    createHash("sha256")
      .update(readFileSync(join(run, path)))
      .digest("hex");

  it("says byte for byte the same of a folder each time, without speaking to anybody", async () => {
    const [one, two] = [await track(noWire, { dryRun: true }), await track(noWire, { dryRun: true })];
    expect(one).toEqual(two);
    expect(existsSync(receipts())).toBe(false);
    const { params, metrics, tags, inputs, artifacts, run: own } = await payload();
    const value = (of: readonly { key: string; value: unknown }[], key: string) =>
      of.find((each) => each.key === key)?.value;
    const summary = JSON.parse(readFileSync(join(run, "run_summary.json"), "utf8"));
    const pooled = JSON.parse(readFileSync(join(run, "model/metrics.json"), "utf8")).pooled;
    expect(own.status).toBe("FINISHED");
    expect(summary).toMatchObject({ mlflow_enabled: true, feature_store_enabled: false });
    expect(value(params, "model_name")).toBe("pls-da");
    expect(value(params, "plsda.components")).toBe(String(summaryOptions().components));
    expect(value(metrics, "cv_score")).toBe(summary.cv_score);
    expect(value(metrics, "plsda.accuracy")).toBe(pooled.accuracy);
    expect(value(metrics, "plsda.accuracy_ci_low")).toBe(pooled.accuracy_ci[0]);
    const { external } = JSON.parse(readFileSync(join(run, "model/metrics.json"), "utf8"));
    expect(external.accuracy_n).toBeGreaterThan(0);
    for (const name of ["accuracy", "accuracy_n"])
      expect(value(metrics, `plsda.external.${name}`)).toBe(external[name]);
    // A count without what it counts for would read as a metric.
    const keys = new Set(metrics.map(({ key }) => key));
    expect([...keys].filter((key) => key.endsWith("_n") && !keys.has(key.slice(0, -2)))).toEqual([]);
    expect(metrics.filter(({ key }) => key === "plsda.fold.accuracy").map(({ step }) => step)).toEqual([0, 1, 2, 3]);
    expect(value(metrics, "trust.coverage")).toBeGreaterThan(0.5);
    const gates = place.manifest().gates.map(({ gate, status }) => [`gate.${gate}`, status === "pass" ? 1 : 0]);
    expect(metrics.flatMap(({ key, value: is }) => (key.startsWith("gate.") ? [[key, is]] : []))).toEqual(gates);
    expect(value(tags, "team")).toBe("lab");
    expect(inputs).toMatchObject([{ name: "season", context: "training" }]);
    expect(inputs[0].digest).toHaveLength(36);
    expect(artifacts.map(({ path }) => path)).toEqual(
      expect.arrayContaining(["manifest.json", "model/metrics.json", "trust/trust_summary.json", "report/index.html"]),
    );
    expect(metrics.every(({ value: one }) => Number.isFinite(one))).toBe(true);
  });
  const summaryOptions = () => JSON.parse(readFileSync(join(run, "model/best_params.json"), "utf8")).final.options;

  function expectOnce(server: FakeMlflow, wanted: Payload): void {
    expect(server.runs).toHaveLength(1);
    const [sent] = server.runs;
    expect(sent.status).toBe("FINISHED");
    expect(sent.metrics.size).toBe(wanted.metrics.length);
    expect(Object.fromEntries(sent.params)).toEqual(Object.fromEntries(wanted.params.map((p) => [p.key, p.value])));
    expect(Object.fromEntries(sent.tags)).toEqual(Object.fromEntries(wanted.tags.map((t) => [t.key, t.value])));
    expect(sent.inputs.size).toBe(1);
    const root = `${sent.experiment_id}/${sent.run_id}/artifacts/`;
    for (const { path, sha256 } of wanted.artifacts)
      expect(`sha256:${server.artifacts.get(root + path)}`, path).toBe(sha256);
    expect(server.artifacts.has(`${root}model/model.onnx`)).toBe(true);
    expect(server.versions).toMatchObject([{ name: "season", version: "1", run_id: sent.run_id }]);
    expect(Object.fromEntries(server.aliases)).toEqual({ candidate: "1" });
  }

  it("sends all of it once, and a second time nothing", async () => {
    const server = new FakeMlflow();
    expect(await track(server.wire)).toEqual({ status: 0, out: "", err: "" });
    expectOnce(server, await payload());
    const { steps, model, experiment_id } = receipt();
    expect(Object.values(steps).every(({ state }) => state === "done")).toBe(true);
    expect([model, experiment_id]).toEqual([{ name: "season", version: "1" }, "1"]);
    const before = server.requests.length;
    expect((await track(server.wire)).status).toBe(0);
    expect(server.requests.length).toBe(before);
  });

  it("ends with one run, killed after each of its requests in turn and gone on with", async () => {
    const whole = new FakeMlflow();
    await track(whole.wire);
    const wanted = await payload();
    // Between two files of a run nothing is decided: of these the first, one in the middle and the last.
    const puts = whole.requests.flatMap(({ method }, k) => (method === "PUT" ? [k + 1] : []));
    const places = whole.requests
      .map((_, k) => k + 1)
      .filter((k) => !puts.includes(k) || [0, puts.length >> 1, puts.length - 1].some((at) => puts[at] === k));
    for (const k of places) {
      rmSync(receipts(), { recursive: true, force: true });
      const server = new FakeMlflow();
      server.killAfter = k;
      await expect(track(server.wire), `after ${k}`).rejects.toThrow(Killed);
      const { status } = existsSync(receipts())
        ? await track(server.wire, { resume: true }, [place.folder])
        : await track(server.wire);
      expect(status, `after ${k}`).toBe(0);
      if (k < whole.requests.length) expectOnce(server, wanted);
    }
    expect(places.length).toBeGreaterThan(15);
  }, 300_000);

  it("tells nobody's secret: not in a receipt, a payload or a message, not even where the server repeats it", async () => {
    const asked: string[] = [];
    const wire: Wire = async ({ headers, url }) => {
      asked.push(`${url} ${headers.authorization}`);
      return { status: 401, text: JSON.stringify({ message: `no such user: Basic ${secret}` }) };
    };
    const { status, err } = await track(wire);
    expect([status, asked.length]).toEqual([8, 1]);
    expect(asked[0]).toMatch(new RegExp(`^https://mlflow.example/base/api/2.0/mlflow/.* Basic ${secret}$`));
    const said =
      err + readFileSync(join(receipts(), `${receipt().run_id}.json`), "utf8") + JSON.stringify(await payload());
    expect(said).toContain("no such user: Basic …");
    for (const word of [secret, "geheim"]) expect(said).not.toContain(word);
    // Refused: nobody goes on by themselves, who asks for it does.
    expect((await track(noWire, { resume: true }, [place.folder])).status).toBe(0);
    expect((await track(new FakeMlflow().wire)).status).toBe(0);
  });

  it.each<readonly [string, Wire, number, string]>([
    ["nobody listens", async () => Promise.reject(new NobodyListens()), 1, "pending"],
    ["the connection breaks", async () => Promise.reject(new TypeError("fetch failed")), 3, "pending"],
    ["it answers 503", async () => ({ status: 503, text: "busy" }), 3, "pending"],
    ["it answers 429", async () => ({ status: 429, text: "{}" }), 3, "pending"],
    ["it answers HTML", async () => ({ status: 200, text: "<html></html>" }), 1, "refused"],
    ["it answers 200 with nothing of MLflow", async () => ({ status: 200, text: "{}" }), 1, "refused"],
    ["it leads elsewhere", async () => ({ status: 302, text: "" }), 1, "refused"],
  ])("keeps a receipt and ends with 8 where %s", async (_, answer, tries, state) => {
    let count = 0;
    const { status, err } = await track(async (request) => {
      count++;
      return answer(request);
    });
    expect([status, count, receipt().steps.run.state]).toEqual([8, tries, state]);
    expect(err).toMatch(/warning\[FS8401\]/);
    if (state === "pending") {
      const server = new FakeMlflow();
      expect((await track(server.wire, { resume: true }, [place.folder])).status).toBe(0);
      expectOnce(server, await payload());
    }
  });

  it("sends what is left where one step is refused, and ends the run", async () => {
    const server = new FakeMlflow();
    const wire: Wire = async (request) =>
      request.url.includes("log-inputs")
        ? { status: 400, text: '{"error_code": "INVALID_PARAMETER_VALUE", "message": "no inputs here"}' }
        : server.wire(request);
    const { status, err } = await track(wire);
    expect([status, err]).toEqual([
      8,
      expect.stringMatching(/not got the inputs of the run .* \(refused\): no inputs here/),
    ]);
    expect(server.runs[0].status).toBe("FINISHED");
    expect(receipt().steps).toMatchObject({ inputs: { state: "refused" }, end: { state: "done" } });
  });

  it("sends no file that is not what the manifest says", async () => {
    const path = join(run, "model/metrics.json");
    const before = readFileSync(path);
    writeFileSync(path, `${before} `);
    try {
      const { err } = await track(new FakeMlflow().wire);
      expect(err).toContain("model/metrics.json is not what the run's manifest says");
    } finally {
      writeFileSync(path, before);
    }
    expect(`sha256:${digest("model/metrics.json")}`).toMatch(/^sha256:[0-9a-f]{64}$/);
  });

  it("writes nothing beside a run whose manifest gives itself a name that leads elsewhere", async () => {
    const path = join(run, "manifest.json");
    const before = readFileSync(path, "utf8");
    writeFileSync(path, before.replaceAll(place.manifest().run_id, "../../x"));
    try {
      const { status, err } = await track(noWire);
      expect([status, err]).toEqual([9, expect.stringContaining("FS9110")]);
    } finally {
      writeFileSync(path, before);
    }
    expect(existsSync(receipts())).toBe(false);
  });

  it("gives the alias `approved` to no run that nobody approved", async () => {
    const { status, err } = await track(noWire, { alias: "approved" });
    expect([status, err]).toEqual([2, expect.stringContaining("FS1198")]);
  });

  describe("after a compile", () => {
    const compiled = (env: { readonly [name: string]: string }): Promise<Ended> =>
      place.type(["compile", "protocol.md", "-o", "again"], env);
    it("whose server is away: the same code and content digest, and a receipt that is pending", async () => {
      const { status, err } = await compiled({ MLFLOW_TRACKING_URI: `http://127.0.0.1:${await closedPort()}` });
      expect([status, err]).toEqual([0, expect.stringMatching(/warning\[FS8401\].*nobody listens/)]);
      const [name] = place.runs("again");
      const kept = JSON.parse(place.read(`again/.tracking/${name}.json`));
      expect(kept.steps.run.state).toBe("pending");
      expect(JSON.parse(place.read(`again/${name}/manifest.json`)).content_digest).toBe(
        JSON.parse(readFileSync(join(run, "manifest.json"), "utf8")).content_digest,
      );
    });
    it("without an address says so and sends nothing", async () => {
      const { status, err } = await compiled({});
      expect([status, err]).toEqual([0, expect.stringContaining("not sent to MLflow: MLFLOW_TRACKING_URI is not set")]);
    });
    it("leaves the run as it is where no receipt can be written", async () => {
      const full = { ...world(), disk: { ...world().disk, write: full_ } };
      const { err } = await told(full, async (own) => {
        await trackAfter(run, own, new FakeMlflow().wire);
        return 0;
      });
      expect(err).toMatch(/FS8401.*\(pending\)/);
      expect((await place.type(["verify", run])).status).toBe(0);
    });
    const full_ = () => {
      throw Object.assign(new Error("no space"), { code: "ENOSPC", syscall: "write" });
    };
  });
});

/** A port on which nobody listens. */
async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

describe("addresses of a server", () => {
  const of = (uri: string, more: { readonly [name: string]: string } = {}) =>
    serverOf({ MLFLOW_TRACKING_URI: uri, ...more });
  it("have no user, password or last slash left in them, and user goes before token", () => {
    expect(of("https://anna:g%40heim@mlflow.example:8443/x/", { MLFLOW_TRACKING_TOKEN: "t" })).toEqual({
      address: "https://mlflow.example:8443/x",
      authorization: `Basic ${Buffer.from("anna:g@heim").toString("base64")}`,
    });
    expect(of("http://127.0.0.1:5000", { MLFLOW_TRACKING_TOKEN: "t" })).toEqual({
      address: "http://127.0.0.1:5000",
      authorization: "Bearer t",
    });
    expect(serverOf({})).toBeNull();
  });
  it.each(["file:///x", "http://example.org", "http://", "sqlite:///m.db", "http://127.0.0.1.example.org"])(
    "%s is refused",
    (uri) => {
      expect(of(uri)).toMatchObject({ code: "FS8402" });
    },
  );
  it("may have a per cent sign in a password that is no code", () =>
    expect(of("https://a:50%@x.example")).toMatchObject({
      authorization: `Basic ${Buffer.from("a:50%").toString("base64")}`,
    }));
  it("without encryption are taken where somebody says so", () =>
    expect(of("http://example.org", { FOODSPEC_ALLOW_HTTP: "1" })).toMatchObject({ address: "http://example.org" }));
});

describe("names there", () => {
  it("stay within the alphabet and below no other folder, and those that become alike are told apart", () => {
    const names = ["r²", "r%", "a|b", "a_b", "../x", "constructor", "a//b", "/x", ".", "ok/name", "é".repeat(300)];
    const keys = trackedKeys(names);
    const all = names.map((name) => keys.get(name) as string);
    expect(new Set(all).size).toBe(names.length);
    for (const key of all) {
      expect(key).toMatch(/^[A-Za-z0-9_. /-]{1,250}$/);
      expect(key.split("/").some((part) => ["", ".", ".."].includes(part))).toBe(false);
    }
    expect(keys.get("a_b")).toBe("a_b");
    expect(keys.get("a|b")).toMatch(/^a_b_[0-9a-f]{6}$/);
    expect(keys.get("constructor")).toBe("constructor");
  });
  it("come in lots of so many and so many bytes: 2300 metrics are three", () => {
    const metrics = Array.from({ length: 2300 }, (_, k) => ({ key: `m${k}`, value: k, timestamp: 0, step: 0 }));
    expect(inLots(metrics, 1000).map(({ length }) => length)).toEqual([1000, 1000, 300]);
    const long = Array.from({ length: 100 }, (_, k) => ({ key: `p${k}`, value: "x".repeat(20_000) }));
    expect(inLots(long, 100).every((lot) => JSON.stringify(lot).length <= 900_000)).toBe(true);
    expect(inLots(long, 100).flat()).toEqual(long);
  });
});

describe("a request", () => {
  it("is tried three times, one and four seconds apart", async () => {
    const waits: number[] = [];
    const client = clientOf(
      { address: "https://x.example", authorization: null },
      async () => ({ status: 500, text: "" }),
      async (milliseconds) => void waits.push(milliseconds),
    );
    await expect(client.post("runs/create", {})).rejects.toThrow(NotSent);
    expect(waits).toEqual([1000, 4000]);
  });
});
