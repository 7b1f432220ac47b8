/** Contract: which files a run of each mode must hold. Declared once, as data; checked when nothing else went wrong. */
import type { Mode } from "../../schemas/front-matter.ts";

export interface Requirement {
  readonly path: string;
  readonly modes: readonly Mode[];
  /** Required only where the document has a block of this kind; absent: always. */
  readonly kind?: string;
}

const all: readonly Mode[] = ["research", "regulatory", "monitoring"];
const reports: readonly Mode[] = ["research", "regulatory"];

/** CONTRACT of the run folder: research adds to what all modes need, regulatory to research. */
export const requirements: readonly Requirement[] = [
  { path: "manifest.json", modes: all },
  { path: "logs/run.log", modes: all },
  { path: "logs/run.jsonl", modes: all },
  { path: "run_summary.json", modes: all },
  { path: "state/stage_state.json", modes: all },
  { path: "data/data_summary.json", modes: all, kind: "data" },
  { path: "preprocessing/preprocessing_pipeline.json", modes: reports, kind: "preprocess" },
  { path: "preprocessing/X_preprocessed.npy", modes: reports, kind: "preprocess" },
  { path: "preprocessing/rows.csv", modes: reports, kind: "preprocess" },
  { path: "preprocessing/axis.json", modes: reports, kind: "preprocess" },
  { path: "features/X_features.npy", modes: reports, kind: "features" },
  { path: "features/feature_names.json", modes: reports, kind: "features" },
  { path: "features/feature_importance.json", modes: reports, kind: "features" },
  { path: "model/model.json", modes: reports, kind: "model" },
  { path: "model/metrics.json", modes: reports, kind: "model" },
  { path: "model/best_params.json", modes: reports, kind: "model" },
  { path: "model/predictions.csv", modes: reports, kind: "model" },
  { path: "figures/metadata.json", modes: reports },
  { path: "report/index.html", modes: reports },
  { path: "report.json", modes: reports },
  { path: "report.md", modes: reports },
];

/** Paths that this run must have and has not. */
export function missingFiles(mode: Mode, kinds: ReadonlySet<string>, present: ReadonlySet<string>): readonly string[] {
  return requirements
    .filter(({ modes, kind }) => modes.includes(mode) && (kind === undefined || kinds.has(kind)))
    .map(({ path }) => path)
    .filter((path) => !present.has(path));
}
