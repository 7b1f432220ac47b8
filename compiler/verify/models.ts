/** Models: the files a run has of each of its models, read once for all checks. */
import { fieldsOf, isRecord } from "../../schemas/is-record.ts";
import type { Manifest } from "../../schemas/manifest.ts";
import { type Rows, rowsOf } from "./rows.ts";
import { jsonOf, type RunFolder } from "./run-folder.ts";
import { type Samples, samplesOf, type Task } from "./samples.ts";

export interface FoldFile {
  readonly path: string;
  readonly fold: string;
  readonly scheme: string;
  readonly unit: string;
  readonly left_out: readonly string[];
  readonly training_ids: readonly string[];
  readonly test_ids: readonly string[];
  /** Of walk_forward. */
  readonly unused_ids?: readonly string[];
  readonly metric: string;
  readonly score: number | null;
}

export interface Model {
  readonly block: string;
  /** `model/`, or `model/second/`. */
  readonly folder: string;
  readonly estimator: string;
  /** Latent variables of the final model; null where it has none. */
  readonly used: number | null;
  /** Error of the reference method, as metrics.json says; null where it is not known. */
  readonly sel: number | null;
  readonly classes: readonly string[] | null;
  /** The column it predicts; null of a classification. */
  readonly target: string | null;
  /** Of the target; null where it has none. */
  readonly unit: string | null;
  readonly rows: Rows;
  /** Null where no rows are external. */
  readonly external: Rows | null;
  readonly folds: readonly FoldFile[];
  readonly task: Task;
  readonly samples: Samples;
}

/** Whether each segment of time was predicted by those before it: rows may then be tested by no fold. */
export const isWalk = ({ folds: [first] }: Pick<Model, "folds">): boolean => first?.scheme === "walk_forward";

/** Every model whose files can be read; what cannot has been named by its schema, or is named by the check of predictions. */
export function modelsOf(folder: RunFolder, { blocks }: Manifest): readonly Model[] {
  return blocks.flatMap(({ id, artifacts }) => {
    const paths = Object.keys(artifacts);
    const main = paths.find((path) => path.endsWith("/metrics.json"));
    const model = main === undefined ? null : modelIn(folder, id, main.replace(/metrics\.json$/, ""), paths);
    return model === null ? [] : [model];
  });
}

function modelIn(folder: RunFolder, block: string, at: string, paths: readonly string[]): Model | null {
  const rows = rowsOf(folder, `${at}predictions.csv`);
  const said = jsonOf(folder, `${at}model.json`);
  if (rows === null || !isRecord(said)) return null;
  const folds = paths
    .flatMap((path) => {
      const [, k] = /\/folds_(\d+)\.json$/.exec(path) ?? [];
      return k === undefined ? [] : [{ k: Number(k), path }];
    })
    .sort((a, b) => a.k - b.k)
    .map(({ path }) => ({ path, ...(jsonOf(folder, path) as Omit<FoldFile, "path">) }));
  // One that is not there, or fits no schema, is named for that.
  if (folds.some(({ fold }) => fold === undefined)) return null;
  const named = rows.columns.flatMap((name) => (name.startsWith("score:") ? [name.slice("score:".length)] : []));
  const classes = said.task === "classification" ? named : null;
  const task: Task = { classes, separated: separatedBy(folds[0]?.unit) };
  const metrics = jsonOf(folder, `${at}metrics.json`);
  const { sel } = fieldsOf(fieldsOf(metrics).pooled);
  const { used } = fieldsOf(said.state);
  return {
    block,
    folder: at,
    estimator: String(said.estimator),
    used: typeof used === "number" ? used : null,
    sel: typeof sel === "number" ? sel : null,
    classes,
    target: classes === null && isRecord(said.target) ? String(said.target.name) : null,
    unit: isRecord(said.target) && typeof said.target.unit === "string" ? said.target.unit : null,
    rows,
    external: rowsOf(folder, `${at}test_predictions.csv`),
    folds,
    task,
    // Without folds nothing was left out: the rows are of the fit.
    samples: samplesOf(
      rows.only(() => folds.length > 0),
      task,
    ),
  };
}

function separatedBy(unit: string | undefined): Task["separated"] {
  return unit === "batch" || unit === "group" || unit === "segment" || unit === "sample" ? unit : "other";
}
