/** Register model: the folder of a run becomes one version of a model in the registry, with its alias. */

import { isRecord } from "../../../schemas/is-record.ts";
import type { Receipt } from "../../../schemas/tracking.ts";
import { NotSent } from "../request.ts";
import type { Client } from "./client.ts";

/** Looks, a second apart, until a version is ready. */
const mostLooks = 30;

/** The version; the one that was made of this run before, where there is one. */
export async function registerModel(
  client: Client,
  name: string,
  { mlflow_run_id }: Receipt,
  alias: string,
  pause: (milliseconds: number) => Promise<void>,
): Promise<string> {
  try {
    await client.post("registered-models/create", { name });
  } catch (error) {
    if (!(error instanceof NotSent) || error.code !== "RESOURCE_ALREADY_EXISTS") throw error;
  }
  const run_id = mlflow_run_id ?? "";
  const version = (await versionOf(client, name, run_id)) ?? (await newVersion(client, name, run_id));
  await untilReady(client, name, version, pause);
  await client.post("registered-models/alias", { name, alias, version });
  return version;
}

async function versionOf(client: Client, name: string, run_id: string): Promise<string | null> {
  const filter = `name='${name}' AND run_id='${run_id}'`;
  const { model_versions } = await client.get("model-versions/search", { filter, max_results: "1" });
  const [found] = Array.isArray(model_versions) ? model_versions : [];
  return isRecord(found) ? String(found.version) : null;
}

async function newVersion(client: Client, name: string, run_id: string): Promise<string> {
  const { run } = await client.get("runs/get", { run_id });
  const uri = isRecord(run) && isRecord(run.info) ? String(run.info.artifact_uri) : "";
  const { model_version } = await client.post("model-versions/create", { name, source: `${uri}/model`, run_id });
  if (isRecord(model_version) && model_version.version !== undefined) return String(model_version.version);
  throw new NotSent("refused", "its answer has no version: is it MLflow 3?");
}

async function untilReady(
  client: Client,
  name: string,
  version: string,
  pause: (milliseconds: number) => Promise<void>,
): Promise<void> {
  for (let looks = 0; looks < mostLooks; looks++) {
    const { model_version } = await client.get("model-versions/get", { name, version });
    const status = isRecord(model_version) ? model_version.status : null;
    if (status === "READY") return;
    if (status === "FAILED_REGISTRATION") throw new NotSent("refused", "it could not register the model");
    await pause(1000);
  }
  throw new NotSent("pending", "the model's version is not ready yet");
}
