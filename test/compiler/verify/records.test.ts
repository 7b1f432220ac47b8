/** Records: what run summary, states and done.json say of a run is what its manifest says, and no block lacks a file of its own. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { registry } from "../../../blocks/registry.ts";
import { jsonSchema } from "../../../compiler/compile/package-files.ts";
import { machineDisk } from "../../../compiler/store/machine-disk.ts";
import { recordFindings } from "../../../compiler/verify/records.ts";
import { manifestOf } from "../../../compiler/verify/run-folder.ts";
import { schemasFrom } from "../../../compiler/verify/schemas.ts";
import { verifyRun } from "../../../compiler/verify/verify.ts";
import type { Manifest } from "../../../schemas/manifest.ts";
import { type Files, type Forger, folderOf, forged, type Loose } from "../../fixtures/forge.ts";
import { inMemory } from "../../fixtures/in-memory.ts";
import { smallCsv, smallProtocol } from "../../fixtures/small.ts";
import { havePython, looked, writeRun } from "../../verify-py/python.ts";

const second =
  "\n```foodspec model #second\nestimator: {pls-regression: {components: 2}}\nscheme: {group_kfold: {folds: 3}}\n```\n";
const schemas = schemasFrom((name) => jsonSchema(machineDisk, name));
const folder = mkdtempSync(join(tmpdir(), "foodspec-records-"));
let files: Files;
beforeAll(async () => {
  const place = inMemory({ "small.csv": smallCsv(), "protocol.md": smallProtocol({ more: second }) });
  expect((await place.compile()).exitCode).toBe(0);
  const run = `runs/${place.runs()[0]}`;
  const paths = place.names(run).filter((path) => place.disk.stands(`${place.folder}/${run}/${path}`) === "file");
  files = new Map(paths.map((path) => [path, place.disk.read(`${place.folder}/${run}/${path}`)]));
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** As somebody takes a file out who thinks of everything that lists it. */
function without(name: string, block: string) {
  return (own: Forger) => {
    const path = Object.keys(own.manifest.blocks.find(({ id }) => id === block)?.artifacts ?? {}).find((one) =>
      one.endsWith(`/${name}`),
    );
    if (path === undefined) throw new Error(`no ${name} of ${block}`);
    own.drop(path);
    const less = (all: readonly string[]) => all.filter((one) => one !== path);
    own.json(`blocks/${block}/done.json`, (done) => Object.assign(done, { outputs_list: less(done.outputs_list) }));
    own.json("run_summary.json", ({ stages }) => {
      for (const one of stages) one.artifacts = less(one.artifacts);
    });
  };
}
const inFile = (path: string, change: (file: Loose) => void) => (own: Forger) => own.json(path, change);
const summary = (change: object) => inFile("run_summary.json", (file) => Object.assign(file, change));
const state = (change: (file: Loose) => void) => inFile("state/stage_state.json", change);
const done = (change: object) => inFile("blocks/second/done.json", (file) => Object.assign(file, change));

const forgeries: readonly (readonly [does: string, says: RegExp, change: (own: Forger) => void])[] = [
  ["another mode in its summary", /run_summary.json` says "regulatory" at \/mode;/, summary({ mode: "regulatory" })],
  ["another status in its summary", /run_summary.json` says "failed" at \/status;/, summary({ status: "failed" })],
  ["another duration in its summary", /says 99 at \/duration_seconds;/, summary({ duration_seconds: 99 })],
  [
    "a file fewer in its summary",
    /run_summary.json` says "\d+ entries" at \/artifacts;/,
    inFile("run_summary.json", ({ stages }) => stages.find((one: Loose) => one.stage === "modeling").artifacts.pop()),
  ],
  [
    "a lane without a block",
    /at \/lanes\/decision;/,
    inFile("run_summary.json", ({ lanes }) => lanes.decision.blocks.pop()),
  ],
  [
    "another state of a stage",
    /stage_state.json` says "blocked" at \/stages\/modeling;/,
    state(({ stages }) => Object.assign(stages, { modeling: "blocked" })),
  ],
  [
    "another result in its states",
    /stage_state.json` says "na" at \/blocks\/second\/result;/,
    state(({ blocks }) => Object.assign(blocks.second, { result: "na" })),
  ],
  [
    "a block that its states do not know",
    /at \/blocks\/second;/,
    state(({ blocks }) => Reflect.deleteProperty(blocks, "second")),
  ],
  ["another result of a block", /second\/done.json` says "na" at \/result;/, done({ result: "na" })],
  ["another execution of a block", /done.json` says "reused" at \/execution;/, done({ execution: "reused" })],
  [
    "a key that no longer follows",
    /done.json` says "sha256:\w+" at \/key_preimage\/digest;/,
    inFile("blocks/second/done.json", ({ key_preimage }) => Object.assign(key_preimage, { seed: 7 })),
  ],
  [
    "the circumstances of another run",
    /done.json` says "sha256:0{64}" at \/reference_context_id;/,
    done({ reference_context_id: `sha256:${"0".repeat(64)}` }),
  ],
  [
    "a file that a block did not write",
    /done.json` says "1 entries" at \/outputs_list;/,
    done({ outputs_list: ["x"] }),
  ],
  [
    "no word on how a block ended",
    /blocks\/second\/done.json` is not there, though the manifest says/,
    (own) => own.drop("blocks/second/done.json"),
  ],
  [
    "a model without predictions",
    /lists no predictions.csv of the block `second`/,
    without("predictions.csv", "second"),
  ],
  ["a model without its metrics", /lists no metrics.json of the block `second`/, without("metrics.json", "second")],
  ["a model without itself", /lists no model.json of the block `plsda`/, without("model.json", "plsda")],
  ["a model without its limits", /lists no applicability.json of/, without("applicability.json", "second")],
  ["a model without its scores", /lists no scores.csv of the block `plsda`/, without("scores.csv", "plsda")],
  [
    "a model without what its latent variables were worth",
    /lists no latent_variables.json of the block `plsda`/,
    without("latent_variables.json", "plsda"),
  ],
  ["a model held against nothing", /lists no expectations.json of/, without("expectations.json", "second")],
  [
    "a classification without its counts",
    /confusion_matrix.json` is missing or cannot be read, though the model tells classes/,
    without("confusion_matrix.json", "plsda"),
  ],
  [
    "a file with two owners",
    /manifest.json` lists model\/metrics.json twice/,
    ({ manifest }) => Object.assign(manifest.files, { "model/metrics.json": "" }),
  ],
];

const says = (change: (own: Forger) => void): string =>
  verifyRun(forged(files, change), schemas, registry.all)
    .findings.map(({ message }) => message)
    .join("\n");

describe("the records of a run", () => {
  it("say what its manifest says", () => expect(says(() => undefined)).toBe(""));

  it.each(forgeries)("are refused with %s", (_, wanted, change) => expect(says(change)).toMatch(wanted));

  it.runIf(havePython())("are refused by verify.py too", { tags: "slow" }, () => {
    const runs = [() => undefined, ...forgeries.map(([, , change]) => change)].map((change, k) => {
      const { paths, read } = forged(files, change);
      return writeRun(join(folder, `${k}`), new Map(paths.map((path) => [path, read(path) ?? new Uint8Array()])));
    });
    const accepted = looked(runs).flatMap(({ bad }, k) => (Object.keys(bad).length > 0 ? [] : [k - 1]));
    expect(accepted.map((k) => forgeries[k]?.[0] ?? "nothing")).toEqual(["nothing"]);
  });

  it("are not looked at where they are not there, or fit no schema: that is named by itself", () => {
    const manifest = manifestOf(folderOf(files)) as Manifest;
    const blocks = manifest.blocks.map((block) => ({ ...block, execution: "blocked" as const }));
    const bare = { ...folderOf(files), read: () => null };
    expect(recordFindings(bare, manifest)).toEqual([]);
    expect(recordFindings({ ...bare, paths: [] }, { ...manifest, blocks })).toEqual([]);
    const [first, ...others] = recordFindings({ ...bare, paths: [] }, manifest);
    expect(first.message).toContain("blocks/data/done.json");
    expect(others).toHaveLength(manifest.blocks.length - 1);
  });

  it.each([
    [0, "success"],
    [7, "failed"],
    [130, "cancelled"],
  ])("say of exit code %i that it is %s", (exit_code, status) => {
    const manifest = { ...(manifestOf(folderOf(files)) as Manifest), exit_code };
    const { read } = forged(files, summary({ status }));
    const only = (path: string) => (path === "run_summary.json" ? read(path) : null);
    expect(recordFindings({ ...folderOf(files), read: only }, manifest)).toEqual([]);
  });

  it("tell of a block that gave no key that it has none", () => {
    const change = (own: Forger) => {
      own.json("blocks/second/done.json", (one) => Object.assign(one, { key: null, key_preimage: null }));
      own.json("state/stage_state.json", ({ blocks }) => Object.assign(blocks.second, { key: null }));
      Object.assign(own.manifest.blocks.find(({ id }) => id === "second") ?? {}, { key: null });
    };
    expect(recordFindings(forged(files, change), manifestOf(forged(files, change)) as Manifest)).toEqual([]);
  });
});
