/** Trust: thresholds, sets, coverage, calibration and abstention worked out again from trust/predictions.csv and the conformal scores. */
import { type Fields, fieldsOf } from "../../../schemas/is-record.ts";
import type { Manifest } from "../../../schemas/manifest.ts";
import type { Finding } from "../../diagnostics/finding.ts";
import { shareRule } from "../class-metrics.ts";
import { contradiction, differences, otherwise } from "../differ.ts";
import { isWalk, type Model } from "../models.ts";
import { type Rows, rowsOf } from "../rows.ts";
import { jsonOf, type RunFolder } from "../run-folder.ts";
import { abstentionFindings } from "./abstention.ts";
import { calibrationFindings } from "./calibration.ts";
import { conformalOf, thresholdFindings } from "./conformal.ts";
import type { Material, Split } from "./material.ts";
import { summaryFindings } from "./summary.ts";
import { tableFindings } from "./table.ts";
import { toldOf } from "./told.ts";

export interface TrustLooked {
  readonly findings: readonly Finding[];
  readonly open: readonly string[];
}

/** Blocks of trust that came to something: by what the manifest says they gave, so that a file taken out is missed. */
const judging = ({ blocks }: Manifest) => blocks.filter(({ kind, results }) => kind === "trust" && results !== null);

export const isTrusted = (manifest: Manifest): boolean => judging(manifest).length > 0;

export function trustFindings(folder: RunFolder, manifest: Manifest, models: readonly Model[]): TrustLooked {
  const open = new Set<string>();
  const findings = judging(manifest).flatMap(({ id, artifacts }) => {
    const path = Object.keys(artifacts).find((one) => one.endsWith("/trust_summary.json"));
    if (path === undefined)
      return [contradiction("manifest.json", `lists no trust_summary.json of the block ${id}, which gave results`)];
    const at = path.replace(/trust_summary\.json$/, "");
    const rows = rowsOf(folder, `${at}predictions.csv`);
    return rows === null ? unjudgedFindings(folder, at) : ofBlock(folder, manifest, models, id, at, rows, open);
  });
  return { findings, open: [...open] };
}

const files = ["trust_summary", "conformal_artifact", "calibration_artifact", "abstention_artifact"] as const;
/** What these files say where nothing was judged: what was asked for, and what there was too little of. */
const ofNoSample: ReadonlySet<string> = new Set([
  "schema_version",
  "short",
  "alpha",
  "bound",
  "target_risk",
  "null_draws",
]);

/** Without the table of its samples trust has judged none, and tells no figure of any. */
function unjudgedFindings(folder: RunFolder, at: string): readonly Finding[] {
  const table = `${at}predictions.csv`;
  if (fieldsOf(jsonOf(folder, `${at}trust_summary.json`)).status !== "na")
    return [contradiction(table, "is missing or cannot be read, and trust is judged by it")];
  return files.flatMap((name) => {
    const path = `${at}${name}.json`;
    const told = Object.entries(fieldsOf(jsonOf(folder, path))).filter(([field]) => !ofNoSample.has(field));
    return told.flatMap(([field, value]) =>
      tellsFigure(value) ? [contradiction(path, `tells ${field} of samples, and ${table} is not there`)] : [],
    );
  });
}

/** A number other than 0, or a verdict, however deep. */
const tellsFigure = (value: unknown): boolean =>
  typeof value === "object" && value !== null
    ? Object.values(value).some(tellsFigure)
    : typeof value === "boolean" || (typeof value === "number" && value !== 0);

function ofBlock(
  folder: RunFolder,
  manifest: Manifest,
  models: readonly Model[],
  id: string,
  at: string,
  rows: Rows,
  open: Set<string>,
): readonly Finding[] {
  const [summary, conformal, calibration, abstention] = files.map(
    (name) => jsonOf(folder, `${at}${name}.json`) as Fields | undefined,
  );
  // What is not there, or fits no schema, is named for that.
  if (summary === undefined || conformal === undefined || calibration === undefined || abstention === undefined)
    return [];
  const named = rows.columns.flatMap((name) => (name.startsWith("p:") ? [name.slice(2)] : []));
  const classes = summary.task === "classification" ? named : null;
  const splits = conformal.splits as readonly Split[];
  const whole: Material = { folder: at, rows, classes, summary, conformal, calibration, abstention, splits };
  const alike = models.filter((one) => isSame(one, whole));
  // Of several targets on the same rows the error tells which one it is.
  const model = alike.find((one) => rmsecvOf(folder, one) === summary.model_rmsecv) ?? alike[0] ?? null;
  if (model === null)
    return [contradiction(`${at}trust_summary.json`, "stands beside no model of this run: rows or figures are others")];
  const material = isWalk(model) ? judgedOf(whole) : whole;
  const told = toldOf(material, open);
  const seed: readonly (string | number)[] = [manifest.seed, id];
  return [
    ...tableFindings(material),
    ...(isWalk(model) ? walkFindings(whole, model) : []),
    ...thresholdFindings(material, open),
    ...differences(`${at}conformal_artifact.json`, conformal, conformalOf(material, told)),
    ...calibrationFindings(material, told, seed, open),
    ...abstentionFindings(material, told, open),
    ...summaryFindings(material, told, model, manifest),
  ];
}

/** Without the spectra that no fold tested: under walk_forward a sample may have tested ones beside others. */
function judgedOf(material: Material): Material {
  const predicted = material.rows.cells("predicted");
  return { ...material, rows: material.rows.only((i) => predicted[i] !== "") };
}

/** What walks forward in time is judged in the folds of the model: any other would learn from what came later. */
function walkFindings({ rows }: Material, model: Model): readonly Finding[] {
  const [own, theirs] = [rows.cells("fold"), model.rows.cells("fold")];
  const at = own.findIndex((fold, i) => fold !== "" && fold !== theirs[i]);
  return at < 0 ? [] : [otherwise(rows.path, `/${at}/fold`, own[at], theirs[at])];
}

const rmsecvOf = (folder: RunFolder, { folder: at }: Model): unknown =>
  fieldsOf(fieldsOf(jsonOf(folder, `${at}metrics.json`)).pooled).rmsecv ?? null;

/** The model whose rows these are, and whose figure stands beside. */
function isSame({ rows, classes, samples }: Model, { rows: own, classes: named, summary }: Material): boolean {
  const repeat = rows.cells("repeat");
  const ids = rows.cells("id").filter((_, i) => repeat[i] === repeat[0]);
  if (ids.join("\n") !== own.cells("id").join("\n") || classes?.join("\n") !== named?.join("\n")) return false;
  if (classes === null || samples.names.length === 0) return true;
  const accuracy = shareRule(
    samples,
    (called, i) => called === samples.observed[i],
    () => true,
  ).value;
  return Math.abs(accuracy - Number(summary.model_accuracy)) < 1e-9;
}
