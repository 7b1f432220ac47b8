/** Headline: what the primary model of a run came to: metric, value, unit, interval, number of samples. */
import { own } from "../../schemas/dictionary.ts";
import { isRecord } from "../../schemas/is-record.ts";
import { primaryOf } from "../document/primary.ts";
import type { Protocol } from "../document/protocol.ts";
import type { Disk } from "../store/disk.ts";
import { jsonIn } from "./past-runs.ts";

/** A block of a run, as far as a headline looks at it. */
type Ended = { readonly [F in "id" | "kind" | "artifacts"]?: unknown };
type Json = (path: string) => { readonly [field: string]: unknown } | null;

/** That of a run folder; null where the run has no model, or it was not validated. */
export function headline(disk: Disk, folder: string, protocol: Protocol | null): string | null {
  const json: Json = (path) => jsonIn(disk, folder, path);
  const blocks = json("manifest.json")?.blocks;
  return headlineAmong((Array.isArray(blocks) ? blocks : []).filter(isRecord), json, protocol);
}

/** The same of blocks whose files are read by their path in the run folder. */
export function headlineAmong(blocks: readonly Ended[], json: Json, protocol: Protocol | null): string | null {
  const primary = protocol === null ? null : primaryOf(protocol);
  const model = blocks.find(({ id }) => id === primary) ?? blocks.find(({ kind }) => kind === "model");
  const file = Object.keys(isRecord(model?.artifacts) ? model.artifacts : {}).find((path) =>
    /(?:^|\/)metrics\.json$/.test(path),
  );
  const metrics = file === undefined ? null : json(file);
  const name = metrics?.cv_metric;
  const pooled = metrics?.pooled;
  if (typeof name !== "string" || !isRecord(pooled) || typeof own(pooled, name) !== "number") return null;
  const unit = metrics?.task === "regression" && inUnits.has(name) ? unitIn(json) : "";
  const ci = pooled[`${name}_ci`];
  const within =
    Array.isArray(ci) && ci.every((end) => typeof end === "number") ? ` (95 % CI ${ci.map(short).join(" to ")})` : "";
  const n = pooled[`${name}_n`];
  return `${String(model?.id)}: ${name} ${short(own(pooled, name))}${unit}${within}${typeof n === "number" ? `, n = ${n}` : ""}`;
}

/** Figures of merit in the unit of the target. */
const inUnits: ReadonlySet<string> = new Set(["rmsecv", "rmsep", "bias", "sep"]);

/** With a blank before it; empty where none was declared. */
function unitIn(json: Json): string {
  const target = json("data/data_summary.json")?.target;
  return isRecord(target) && typeof target.unit === "string" ? ` ${target.unit}` : "";
}

const short = (value: unknown): string => String(Number(Number(value).toPrecision(3)));
