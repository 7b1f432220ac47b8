/** Params: what was asked of a run and what was chosen, as texts by name. */
import { isRecord } from "../../../schemas/is-record.ts";
import type { Manifest } from "../../../schemas/manifest.ts";
import type { Protocol } from "../../verify/protocol.ts";
import { jsonOf, type RunFolder } from "../../verify/run-folder.ts";

/** `<block>.<option>` as a document has it; of an estimator what its final model was fitted with. */
export function paramsOf(
  folder: RunFolder,
  manifest: Manifest,
  protocol: Protocol | null,
): { readonly [name: string]: string } {
  const params = new Map<string, string>();
  const put = (name: string, value: unknown) => {
    if (value !== undefined && value !== null)
      params.set(name, typeof value === "string" ? value : JSON.stringify(value));
  };
  const summary = recordOf(jsonOf(folder, "run_summary.json"));
  put("model_name", summary.model_name);
  put("mode", manifest.mode);
  put("scheme", summary.scheme);
  put("seed", manifest.seed);
  put("protocol_version", manifest.protocol_version);
  put("as_of", protocol?.settings.as_of);
  put("foodspec_version", manifest.foodspec_version);
  put("n_samples", recordOf(recordOf(jsonOf(folder, "model/metrics.json")).pooled).n_samples);
  put("n_features", summary.n_features);
  for (const { id, options } of protocol?.blocks ?? [])
    for (const [option, value] of Object.entries(options)) put(`${id}.${option}`, value);
  for (const { id, artifacts } of manifest.blocks)
    for (const path of Object.keys(artifacts).filter((one) => /^model\/(.*\/)?model\.json$/.test(one)))
      for (const [option, value] of Object.entries(recordOf(recordOf(jsonOf(folder, path)).options)))
        put(`${id}.${option}`, value);
  return Object.fromEntries(params);
}

const recordOf = (value: unknown): Readonly<Record<string, unknown>> => (isRecord(value) ? value : {});
