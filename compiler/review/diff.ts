/** Diff: what changed from one run to another: what was asked, what came out, and whether a metric's difference is one. */
import type { Diff, MetricDifference } from "../../schemas/diff.ts";
import { causesOf, settingsOf } from "./asked.ts";
import { loosenedBetween } from "./loosened.ts";
import { metricsBetween, samplesBetween } from "./models-compared.ts";
import { blocksBetween, findingsBetween, gatesBetween } from "./outcomes.ts";
import { memberOf, type Side } from "./side.ts";

/** Pure: the same two runs give the same. */
export function diffOf(before: Side, after: Side): Diff {
  const metrics = metricsBetween(before, after);
  const rest = {
    loosened: [...loosenedBetween(before, after)],
    causes: [...causesOf(before, after)],
    headline: headlineOf(after, metrics),
    metrics: [...metrics],
    gates: gatesBetween(before, after),
    samples: samplesBetween(before, after),
    blocks: blocksBetween(before, after),
    findings: findingsBetween(before, after),
  };
  return { schema_version: 1, before: told(before), after: told(after), same: isSame(rest), ...rest };
}

const told = ({ manifest, revision }: Side): Diff["before"] => ({
  run_id: manifest.run_id,
  content_digest: manifest.content_digest,
  document: manifest.protocol_file,
  revision,
});

function isSame(
  of: Pick<Diff, "loosened" | "causes" | "metrics" | "gates" | "samples" | "blocks" | "findings">,
): boolean {
  const { loosened, causes, metrics, gates, samples, blocks, findings } = of;
  return (
    [loosened, causes, gates, samples, findings.added, findings.removed].every((all) => all.length === 0) &&
    metrics.every(({ before, after }) => before === after) &&
    blocks.every(({ state }) => state === "same")
  );
}

/** The metric that folds are scored by, of the model that the document calls primary, else of the first one. */
function headlineOf(after: Side, metrics: readonly MetricDifference[]): MetricDifference | null {
  const primary = settingsOf(after).primary;
  const model = after.models.find(({ block }) => block === primary) ?? after.models[0];
  if (model === undefined) return null;
  const name = memberOf(after, `${model.folder}metrics.json`, "cv_metric");
  return metrics.find(({ model: of, metric }) => of === model.block && metric === name) ?? null;
}

export type FailOn = "any" | "worse" | "loosened";

/** Whether there is a difference of the sort that is asked for: of metrics beyond a tolerance, of the rest any. */
export function isBeyond(diff: Diff, failOn: FailOn, tolerance: number): boolean {
  if (failOn === "loosened") return diff.loosened.length > 0;
  const moved = diff.metrics.filter(({ before, after, difference }) =>
    difference === null ? before !== after : Math.abs(difference) > tolerance,
  );
  if (failOn === "worse") return moved.some(({ verdict }) => verdict === "worse") || diff.gates.some(hasFailed);
  if (tolerance === 0) return !diff.same;
  // Within the tolerance of the metrics, files that hold them differ too: what else would name a difference is looked at.
  const { loosened, causes, gates, samples, blocks } = diff;
  return (
    moved.length > 0 ||
    loosened.length + causes.length + gates.length > 0 ||
    samples.some(({ flip }) => flip) ||
    blocks.some(({ state }) => state === "added" || state === "removed")
  );
}

const hasFailed = ({ before, after }: Diff["gates"][number]): boolean => after === "fail" && before !== "fail";
