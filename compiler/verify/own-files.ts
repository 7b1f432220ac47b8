/** Own files: those that stand beside one another in what a block wrote. Without one of them another could not be worked out again. */
import { type Contracted, requirementsOf } from "../../schemas/contract.ts";
import type { Manifest } from "../../schemas/manifest.ts";
import type { Finding } from "../diagnostics/finding.ts";
import { contradiction } from "./differ.ts";
import type { Model } from "./models.ts";

/** Of a model, of trust and of a monitoring: a block that has the first has the others. */
const together: ReadonlyMap<string, readonly string[]> = new Map([
  ["metrics.json", ["model.json", "predictions.csv", "validation.json", "applicability.json", "expectations.json"]],
  ["trust_summary.json", ["conformal_artifact.json", "calibration_artifact.json", "abstention_artifact.json"]],
  ["monitoring_summary.json", ["drift_report.json", "predictions.csv"]],
]);

/** Of a model with latent variables: without them nobody sees how many were worth it, nor how far fitted spectra lie. */
const ofLatentVariables: readonly string[] = ["latent_variables.json", "scores.csv"];

/** What a block lacks of the files that its kind promises, whatever other blocks of that kind have, and of those that its model has. */
export function ownFileFindings(
  { mode, blocks }: Manifest,
  kinds: readonly Contracted[],
  models: readonly Model[],
): readonly Finding[] {
  const latent = new Set(models.flatMap(({ block, used }) => (used === null ? [] : [block])));
  const required = requirementsOf(kinds).filter(({ modes }) => modes.includes(mode));
  return blocks.flatMap(({ id, kind, result, artifacts }) => {
    const own = new Set(Object.keys(artifacts).map(nameOf));
    const isGood = result === "ok" || result === "warn";
    const promised = required.flatMap((one) => (isGood && one.kind === kind ? [nameOf(one.path)] : []));
    const beside = [...together].flatMap(([first, others]) => (own.has(first) ? others : []));
    const ofModel = latent.has(id) ? ofLatentVariables : [];
    const lacking = [...new Set([...promised, ...beside, ...ofModel])].filter((name) => !own.has(name));
    return lacking.map((name) => contradiction("manifest.json", `lists no ${name} of the block \`${id}\``));
  });
}

const nameOf = (path: string): string => path.slice(path.lastIndexOf("/") + 1);
