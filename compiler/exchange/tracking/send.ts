/** Send: a payload to MLflow, step by step. It may be killed between any two requests; started again it ends with one run. */

import { own } from "../../../schemas/dictionary.ts";
import { isRecord } from "../../../schemas/is-record.ts";
import type { Receipt, TrackingStep } from "../../../schemas/tracking.ts";
import { digestOf } from "../../store/digest.ts";
import { type Answer, NotSent } from "../request.ts";
import type { Client } from "./client.ts";
import type { Entry, Payload } from "./payload.ts";
import { stepsLeft } from "./receipt.ts";
import { registerModel } from "./register-model.ts";

/** What sending needs besides: files as they are, and the model that is to be registered. */
export interface Sources {
  read(path: string): Uint8Array | null;
  /** Files of the model by name; words where it cannot be made. */
  model(): Promise<ReadonlyMap<string, Uint8Array | string> | string>;
  pause(milliseconds: number): Promise<void>;
}

export interface Sending {
  readonly client: Client;
  readonly payload: Payload;
  readonly sources: Sources;
  readonly alias: string;
  /** Keeps what was done so far. */
  keep(receipt: Receipt): void;
}

const mostEntries = 100;
const mostMetrics = 1000;
/** Of the JSON of one request. */
const mostBytes = 900_000;

type Step = (receipt: Receipt, sending: Sending) => Promise<Partial<Receipt>>;

/** The receipt after everything was sent that can be. What cannot be done now ends it; without a run nothing else can be sent. */
export async function send(before: Receipt, sending: Sending): Promise<Receipt> {
  let receipt = before;
  for (const step of stepsLeft(before)) {
    try {
      const more = await steps[step](receipt, sending);
      receipt = { ...receipt, ...more, steps: { ...receipt.steps, [step]: { state: "done", words: null } } };
      sending.keep(receipt);
    } catch (error) {
      if (!(error instanceof NotSent)) throw error;
      const ended = { state: error.state, words: error.message };
      receipt = { ...receipt, steps: { ...receipt.steps, [step]: ended } };
      sending.keep(receipt);
      if (error.state === "pending" || step === "run") return receipt;
    }
  }
  return receipt;
}

const steps: { readonly [S in TrackingStep]: Step } = {
  run: async (_, { client, payload }) => {
    const experiment_id = await experimentOf(client, payload.experiment);
    return { experiment_id, mlflow_run_id: await runOf(client, experiment_id, payload) };
  },
  params: batches((payload) => inLots(payload.params, mostEntries).map((params) => ({ params }))),
  metrics: batches((payload) => inLots(payload.metrics, mostMetrics).map((metrics) => ({ metrics }))),
  tags: batches((payload) => inLots(payload.tags, mostEntries).map((tags) => ({ tags }))),
  inputs: async ({ mlflow_run_id: run_id }, { client, payload }) => {
    const datasets = payload.inputs.map(({ name, digest, source, context }) => ({
      tags: [{ key: "mlflow.data.context", value: context }],
      dataset: { name, digest, source_type: "local", source },
    }));
    if (datasets.length > 0) await client.post("runs/log-inputs", { run_id, datasets });
    return {};
  },
  artifacts: async (receipt, { client, payload, sources }) => {
    const root = await artifactRoot(client, receipt);
    for (const { path, sha256 } of payload.artifacts) {
      const bytes = sources.read(path);
      if (bytes === null || digestOf(bytes) !== sha256)
        throw new NotSent("refused", `${path} is not what the run's manifest says`);
      await client.put(`${root}/${encoded(path)}`, bytes);
    }
    if (payload.whole_params !== null) await client.put(`${root}/params.json`, bytesOf(payload.whole_params));
    return {};
  },
  model: async (receipt, { client, sources, alias }) => {
    if (receipt.model === null) return {};
    const files = await sources.model();
    if (typeof files === "string") throw new NotSent("refused", files);
    const root = await artifactRoot(client, receipt);
    for (const [name, content] of files) await client.put(`${root}/model/${encoded(name)}`, bytesOf(content));
    const { name } = receipt.model;
    const version = await registerModel(client, name, receipt, alias, sources.pause);
    return { model: { name, version } };
  },
  end: async ({ mlflow_run_id: run_id }, { client, payload }) => {
    const { status, end_time } = payload.run;
    await client.post("runs/update", { run_id, status, end_time });
    return {};
  },
};

/** Sent again each batch is the same: params and tags by key, metrics by key, time and step. */
function batches(of: (payload: Payload) => readonly object[]): Step {
  return async ({ mlflow_run_id: run_id }, { client, payload }) => {
    for (const batch of of(payload)) await client.post("runs/log-batch", { run_id, ...batch });
    return {};
  };
}

/** Lists of at most so many, each of at most so many bytes. @internal */
export function inLots<T extends Entry | object>(all: readonly T[], most: number): readonly (readonly T[])[] {
  const lots: T[][] = [];
  let bytes = 0;
  for (const one of all) {
    const size = Buffer.byteLength(JSON.stringify(one)) + 1;
    const last = lots.at(-1);
    if (last === undefined || last.length === most || bytes + size > mostBytes) {
      lots.push([one]);
      bytes = size;
    } else {
      last.push(one);
      bytes += size;
    }
  }
  return lots;
}

async function experimentOf(client: Client, name: string): Promise<string> {
  const there = await experimentNamed(client, name);
  if (there !== null) return there;
  try {
    return textOf(await client.post("experiments/create", { name }), "experiment_id");
  } catch (error) {
    // Somebody else made it meanwhile.
    if (!(error instanceof NotSent) || error.code !== "RESOURCE_ALREADY_EXISTS") throw error;
    const made = await experimentNamed(client, name);
    if (made === null) throw error;
    return made;
  }
}

async function experimentNamed(client: Client, experiment_name: string): Promise<string | null> {
  try {
    const { experiment } = await client.get("experiments/get-by-name", { experiment_name });
    return textOf(recordOf(experiment), "experiment_id");
  } catch (error) {
    if (error instanceof NotSent && error.code === "RESOURCE_DOES_NOT_EXIST") return null;
    throw error;
  }
}

/** The run that carries our id, where one was made before; else a new one. */
async function runOf(client: Client, experiment: string, { run }: Payload): Promise<string> {
  const found = await client.post("runs/search", {
    experiment_ids: [experiment],
    filter: `tags.\`foodspec.run_id\` = '${run.run_id}'`,
    max_results: 1,
  });
  const [before] = Array.isArray(found.runs) ? found.runs : [];
  if (before !== undefined) return textOf(recordOf(recordOf(before).info), "run_id");
  const made = await client.post("runs/create", {
    experiment_id: experiment,
    run_name: run.name,
    start_time: run.start_time,
    tags: [{ key: "foodspec.run_id", value: run.run_id }],
  });
  return textOf(recordOf(recordOf(made.run).info), "run_id");
}

/** Below the server's artifacts: `1/abc/artifacts`. */
async function artifactRoot(client: Client, { mlflow_run_id }: Receipt): Promise<string> {
  const { run } = await client.get("runs/get", { run_id: mlflow_run_id ?? "" });
  const uri = textOf(recordOf(recordOf(run).info), "artifact_uri");
  const [, path] = /^mlflow-artifacts:\/(?:\/[^/]*\/)?(.*)$/.exec(uri) ?? [];
  if (path === undefined)
    throw new NotSent(
      "refused",
      "its artifacts lie where only its own machine writes: start it with --serve-artifacts",
    );
  return path.split("/").map(encodeURIComponent).join("/");
}

const bytesOf = (content: Uint8Array | string): Uint8Array =>
  typeof content === "string" ? new TextEncoder().encode(content) : content;

const encoded = (path: string): string => path.split("/").map(encodeURIComponent).join("/");

const recordOf = (value: unknown): Answer => (isRecord(value) ? value : {});

function textOf(of: Answer, name: string): string {
  const value = own(of, name);
  if (typeof value === "string") return value;
  throw new NotSent("refused", `its answer has no ${name}: is it MLflow 3?`);
}
