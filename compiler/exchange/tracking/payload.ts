/** Payload: all that is sent of a run, read from its folder and from nothing else. The same folder gives the same payload. */
import { isRecord } from "../../../schemas/is-record.ts";
import type { Manifest } from "../../../schemas/manifest.ts";
import type { Tracking } from "../../../schemas/tracking.ts";
import { canonicalJson } from "../../store/canonical.ts";
import { digestOf, hexOf } from "../../store/digest.ts";
import { type Protocol, protocolOf } from "../../verify/protocol.ts";
import { jsonOf, type RunFolder } from "../../verify/run-folder.ts";
import { trackedKeys } from "./keys.ts";
import { type Measured, metricsOf } from "./metrics.ts";
import { paramsOf } from "./params.ts";

export interface Entry {
  readonly key: string;
  readonly value: string;
}

export interface Metric {
  readonly key: string;
  readonly value: number;
  /** Milliseconds since 1970: the run's end, so that what is sent twice is the same. */
  readonly timestamp: number;
  readonly step: number;
}

export interface TrackedInput {
  readonly name: string;
  /** At most 36 characters of its SHA-256. */
  readonly digest: string;
  readonly source: string;
  readonly context: "training" | "external";
}

export interface Artifact {
  readonly path: string;
  readonly sha256: string;
}

export interface Payload {
  readonly experiment: string;
  readonly run: {
    readonly name: string;
    readonly run_id: string;
    readonly start_time: number;
    readonly end_time: number;
    readonly status: "FINISHED" | "FAILED" | "KILLED";
  };
  readonly params: readonly Entry[];
  readonly metrics: readonly Metric[];
  readonly tags: readonly Entry[];
  readonly inputs: readonly TrackedInput[];
  readonly artifacts: readonly Artifact[];
  /** Larger than what is sent. */
  readonly left_out: readonly Artifact[];
  /** All params as they are, as params.json, where one is longer than is taken; else null. */
  readonly whole_params: string | null;
  /** Where the run has a model and the document names one. */
  readonly registered_model: string | null;
}

const mostParam = 6000;
const mostTag = 5000;
const mostArtifact = 100_000_000;

export function payloadOf(folder: RunFolder, manifest: Manifest, { mlflow }: Tracking): Payload {
  const protocol = protocolOf(folder, manifest);
  const start_time = Date.parse(manifest.timestamp);
  const end_time = start_time + Math.round(1000 * manifest.duration_seconds);
  const title = typeof protocol?.settings.title === "string" ? protocol.settings.title : manifest.protocol_file;
  const { measured, notFinite } = metricsOf(folder, manifest);
  const { sent, leftOut } = artifactsOf(folder, manifest);
  const params = paramsOf(folder, manifest, protocol);
  const isCut = Object.values(params).some(({ length }) => length > mostParam);
  const isWhole = manifest.success && filesOf(manifest).some(([path]) => path.endsWith("/model.json"));
  return {
    experiment: mlflow.experiment,
    run: {
      name: (mlflow.run_name ?? `${title} ${manifest.run_id}`).slice(0, 250),
      run_id: manifest.run_id,
      ...{ start_time, end_time },
      status: statusOf(manifest),
    },
    params: entries(params, mostParam),
    metrics: asMetrics(measured, end_time),
    tags: entries({ ...mlflow.tags, ...tagsOf(folder, manifest, notFinite) }, mostTag),
    inputs: inputsOf(manifest, protocol),
    artifacts: sent,
    left_out: leftOut,
    whole_params: isCut ? `${canonicalJson(params)}\n` : null,
    registered_model: isWhole ? (mlflow.registered_model ?? null) : null,
  };
}

function statusOf({ success, exit_code }: Manifest): Payload["run"]["status"] {
  if (success) return "FINISHED";
  return exit_code === 130 || exit_code === 143 ? "KILLED" : "FAILED";
}

/** By name, cut where they are longer than is taken. */
function entries(of: { readonly [name: string]: string }, most: number): readonly Entry[] {
  const sorted = Object.entries(of).sort(([a], [b]) => (a < b ? -1 : 1));
  const keys = trackedKeys(sorted.map(([name]) => name));
  return sorted.map(([name, value]) => ({ key: keys.get(name) as string, value: value.slice(0, most) }));
}

function asMetrics(measured: readonly Measured[], timestamp: number): readonly Metric[] {
  const keys = trackedKeys([...new Set(measured.map(({ name }) => name))]);
  return measured.map(({ name, value, step }) => ({ key: keys.get(name) as string, value, timestamp, step }));
}

function tagsOf(folder: RunFolder, manifest: Manifest, notFinite: readonly string[]): { [name: string]: string } {
  const approval = jsonOf(folder, "model/approval.json");
  const { git_hash, run_id, content_digest, protocol_hash, exit_code, protocol_file } = manifest;
  return {
    "mlflow.source.name": protocol_file,
    "mlflow.source.type": "JOB",
    ...(git_hash === null ? {} : { "mlflow.source.git.commit": git_hash }),
    "mlflow.note.content": `FoodSpec run ${run_id} of ${protocol_file}; its report is report/index.html among the artifacts.`,
    "foodspec.run_id": run_id,
    "foodspec.content_digest": content_digest,
    "foodspec.protocol_hash": protocol_hash,
    "foodspec.exit_code": String(exit_code),
    "foodspec.approved": String(isRecord(approval) && approval.approved === true),
    ...(notFinite.length === 0 ? {} : { "foodspec.not_finite": notFinite.join(", ") }),
  };
}

/**
 * The files of data. Nothing is learnt from those that a data block names to test, to predict or to seal, and in monitoring from none; a
 * predictor that was loaded is no data.
 */
function inputsOf({ inputs, mode }: Manifest, protocol: Protocol | null): readonly TrackedInput[] {
  const external = new Set(
    (protocol?.blocks ?? []).flatMap(({ options: { test, predict, lockbox } }) =>
      [test, predict, lockbox].flatMap((one) => (isRecord(one) ? [one.input] : [])),
    ),
  );
  // No document gives an input such a name.
  const isData = ({ name }: { readonly name: string }) => !name.startsWith("saved:");
  return inputs.filter(isData).map(({ name, path, sha256 }) => ({
    name,
    digest: hexOf(sha256).slice(0, 36),
    source: JSON.stringify({ path, sha256 }),
    context: mode === "monitoring" || external.has(name) ? "external" : "training",
  }));
}

const isSent = (path: string): boolean =>
  /^(manifest\.json|run_summary\.json|error\.json)$|^(report|model|trust|figures|lockbox)\/|qc_report\.json$/.test(
    path,
  );

/** Every file of the run with its digest: those that blocks gave, and the others. */
const filesOf = ({ files, blocks }: Manifest): readonly (readonly [path: string, sha256: string])[] => [
  ...Object.entries(files),
  ...blocks.flatMap(({ artifacts }) => Object.entries(artifacts)),
];

function artifactsOf(folder: RunFolder, run: Manifest) {
  const all = filesOf(run).filter(([path]) => isSent(path));
  // The manifest cannot name itself.
  const manifest = digestOf(folder.read("manifest.json") ?? new Uint8Array());
  const sorted = [...all, ["manifest.json", manifest] as const].sort(([a], [b]) => (a < b ? -1 : 1));
  const isLarge = (path: string) => (folder.read(path)?.length ?? 0) > mostArtifact;
  const named = (of: typeof sorted) => of.map(([path, sha256]): Artifact => ({ path, sha256 }));
  return {
    sent: named(sorted.filter(([path]) => !isLarge(path))),
    leftOut: named(sorted.filter(([path]) => isLarge(path))),
  };
}
