/** Judged model: the one of a run's models that its document means, and what it came to on each sample. */
import type { Manifest } from "../../schemas/manifest.ts";
import { type Model, modelsOf } from "./models.ts";
import { protocolOf } from "./protocol.ts";
import type { RunFolder } from "./run-folder.ts";

/** Null where several could be meant, or there is none. */
export function judgedModel(folder: RunFolder, manifest: Manifest, models = modelsOf(folder, manifest)): Model | null {
  const primary = protocolOf(folder, manifest)?.settings.primary;
  const named = models.filter(({ block }) => primary === undefined || block === primary);
  return named.length === 1 ? named[0] : null;
}

/** What was observed of each sample, and what the model said of it, by repeat: classes counted from 0, or values. */
export function outcomesOf({ classes, samples }: Model) {
  return {
    names: samples.names,
    observed: [...(classes === null ? samples.target : samples.observed)],
    told: samples.repeats.map(({ called, scores }) => [...(classes === null ? scores[0] : called)]),
    unit: samples.unit,
    of: [...samples.of],
  };
}
