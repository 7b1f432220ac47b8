/** Validation: what validation.json says that its own counts, its permutations and the predictions tell otherwise (M2). */
import type { Finding } from "../diagnostics/finding.ts";
import { contradiction, differences } from "./differ.ts";
import { lossesOf } from "./metrics.ts";
import type { Model } from "./models.ts";
import { binomialCdf } from "./numeric/gamma-beta.ts";
import { jsonOf, type RunFolder } from "./run-folder.ts";
import { mean } from "./samples.ts";

type Part = Readonly<Record<string, unknown>>;

export function validationFindings(folder: RunFolder, models: readonly Model[]): readonly Finding[] {
  return models.flatMap((model) => {
    const path = `${model.folder}validation.json`;
    const said = jsonOf(folder, path) as
      | { readonly [part in "similarity" | "channel" | "permutation"]: Part }
      | undefined;
    if (said === undefined) return [];
    const { similarity, channel, permutation } = said;
    return [
      ...(isMade(similarity) ? clusterFindings(path, similarity, model) : []),
      ...(isMade(similarity) ? changeFindings(path, "similarity", similarity, "blocked", model) : []),
      ...(isMade(channel) ? changeFindings(path, "channel", channel, "patched", model) : []),
      ...(isMade(permutation) ? permutationFindings(path, permutation, model) : []),
    ];
  });
}

const isMade = (part: Part): boolean => part.na === undefined;

/** Of a regression p needs the other predictions, which are in no file. */
function changeFindings(path: string, name: string, part: Part, other: string, { samples, classes }: Model) {
  const [first] = samples.repeats;
  if (first === undefined) return [];
  const losses = lossesOf({ ...samples, repeats: [first] }, classes !== null);
  const n = losses.length;
  const at = `/${name}`;
  if (classes === null)
    return differences(path, { ordinary: part.ordinary }, { ordinary: Math.sqrt(mean(losses)) }, at);
  const [lost, won] = [Number(part.lost), Number(part.won)];
  const ordinary = 1 - mean(losses);
  const wanted = { ordinary, [other]: ordinary - (lost - won) / n, p: binomialCdf(won, lost + won, 0.5) };
  return differences(
    path,
    { ordinary: part.ordinary, [other]: new Map(Object.entries(part)).get(other), p: part.p },
    wanted,
    at,
  );
}

/** Clusters as they are listed: each sample in one, and as many as are said. */
function clusterFindings(path: string, part: Part, { rows }: Model): readonly Finding[] {
  const lists = part.lists as readonly (readonly string[])[];
  const inside = lists.flat();
  const known = new Set(rows.cells("sample"));
  const isOdd = new Set(inside).size !== inside.length || inside.some((name) => !known.has(name));
  const isWhole = lists.length < 50;
  const n = known.size;
  const wanted = {
    samples: n,
    largest: lists[0]?.length ?? 1,
    clusters: isWhole ? n - inside.length + lists.length : undefined,
  };
  const found = { samples: part.samples, largest: part.largest, clusters: part.clusters };
  const odd = contradiction(path, "lists samples in its clusters that are in two of them, or in no prediction");
  return [...(isOdd ? [odd] : []), ...differences(path, found, wanted, "/similarity")];
}

/** p = (1 + as good or better)/(1 + n); 10/n where the tenth as good or better ended it. */
function permutationFindings(path: string, part: Part, model: Model): readonly Finding[] {
  const values = part.values as readonly number[];
  const observed = Number(part.observed);
  const isBetter = (value: number) =>
    model.classes === null ? value <= observed * (1 + 1e-9) : value >= observed - 1e-12;
  const good = values.filter(isBetter).length;
  const isEnded = good === 10 && values.length > 0 && isBetter(values[values.length - 1]);
  const p = isEnded ? 10 / values.length : (1 + good) / (1 + values.length);
  const found = { n: part.n, p: part.p, metric: part.metric, observed: part.observed };
  const metric = model.classes === null ? "rmsecv" : "balanced_accuracy";
  const wanted = { n: values.length, p, metric, observed: observedOf(part, model) };
  return differences(path, found, wanted, "/permutation");
}

/** In the model's own folds what was observed is the figure of the model; in other folds nobody can tell without a fit. */
function observedOf({ folds }: Part, { samples, classes, folds: own }: Model): number | undefined {
  const [first] = samples.repeats;
  if (first === undefined || folds !== own.length || own.length > 20) return undefined;
  const losses = lossesOf({ ...samples, repeats: [first] }, classes !== null);
  if (classes === null) return Math.sqrt(mean(losses));
  const present = [...new Set(samples.observed)];
  return mean(present.map((code) => 1 - mean(losses.filter((_, i) => samples.observed[i] === code))));
}
