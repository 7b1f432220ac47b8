/** Contract: what a run folder of each mode must hold, and what its files must say of one another. Data and pure rules. */
import type { Mode } from "./front-matter.ts";

export interface Requirement {
  readonly path: string;
  readonly modes: readonly Mode[];
  /** Required only where the document has a block of this kind; absent: always. */
  readonly kind?: string;
  /** For the reference page. */
  readonly says: string;
}

const all: readonly Mode[] = ["research", "regulatory", "monitoring"];
const reports: readonly Mode[] = ["research", "regulatory"];
const regulatory: readonly Mode[] = ["regulatory"];
const monitoring: readonly Mode[] = ["monitoring"];

/** Research adds to what all modes need, regulatory to research. */
export const requirements: readonly Requirement[] = [
  { path: "manifest.json", modes: all, says: "every file by its digest" },
  { path: "logs/run.log", modes: all, says: "what happened, as text" },
  { path: "logs/run.jsonl", modes: all, says: "what happened, each line with the digest of the one before" },
  { path: "run_summary.json", modes: all, says: "how the run ended, by stage" },
  { path: "state/stage_state.json", modes: all, says: "how far each stage came" },
  { path: "data/data_summary.json", modes: all, kind: "data", says: "what was read" },
  {
    path: "preprocessing/preprocessing_pipeline.json",
    modes: reports,
    kind: "preprocess",
    says: "the steps, in order",
  },
  { path: "preprocessing/X_preprocessed.npy", modes: reports, kind: "preprocess", says: "the spectra after them" },
  { path: "preprocessing/rows.csv", modes: reports, kind: "preprocess", says: "who the rows are" },
  { path: "preprocessing/axis.json", modes: reports, kind: "preprocess", says: "what the columns are" },
  { path: "features/X_features.npy", modes: reports, kind: "features", says: "the features" },
  { path: "features/feature_names.json", modes: reports, kind: "features", says: "their names" },
  { path: "features/feature_importance.json", modes: reports, kind: "features", says: "their weight" },
  { path: "model/model.json", modes: reports, kind: "model", says: "the final model" },
  { path: "model/metrics.json", modes: reports, kind: "model", says: "its validation" },
  { path: "model/best_params.json", modes: reports, kind: "model", says: "what was chosen" },
  { path: "model/predictions.csv", modes: reports, kind: "model", says: "each spectrum's prediction" },
  { path: "monitoring/drift_report.json", modes: monitoring, kind: "monitor", says: "the tests for drift" },
  { path: "monitoring/monitoring_summary.json", modes: monitoring, kind: "monitor", says: "what was found" },
  { path: "monitoring/predictions.csv", modes: monitoring, kind: "monitor", says: "each new spectrum's prediction" },
  { path: "figures/metadata.json", modes: reports, says: "every figure with its words and digest" },
  { path: "report/index.html", modes: reports, says: "the report" },
  { path: "report.json", modes: reports, says: "its structure" },
  { path: "report.md", modes: reports, says: "the document with its results" },
  { path: "data_qc_report.json", modes: regulatory, says: "the data gate; status pass" },
  { path: "spectral_qc_report.json", modes: regulatory, says: "the spectral gate; status pass" },
  { path: "model_qc_report.json", modes: regulatory, says: "the model gate; status pass" },
  { path: "trust/calibration_artifact.json", modes: regulatory, says: "calibration; status success" },
  { path: "trust/conformal_artifact.json", modes: regulatory, says: "conformal prediction; status success" },
  { path: "model/approval.json", modes: regulatory, says: "whether the models are approved; here they are" },
  { path: "report/report_regulatory.pdf", modes: regulatory, says: "the report for an auditor" },
  { path: "REGULATORY_COMPLIANCE_STATEMENT.txt", modes: regulatory, says: "each control with its evidence" },
];

/** Paths that a run must have and has not. */
export function missingFiles(mode: Mode, kinds: ReadonlySet<string>, present: ReadonlySet<string>): readonly string[] {
  return requirements
    .filter(({ modes, kind }) => modes.includes(mode) && (kind === undefined || kinds.has(kind)))
    .map(({ path }) => path)
    .filter((path) => !present.has(path));
}

/** Files that only a regulatory run that ended with 0 may hold. */
const approvalFiles = ["report/report_regulatory.pdf", "REGULATORY_COMPLIANCE_STATEMENT.txt"] as const;

/** A run folder as the rules see it: before it is written, or read back. */
export interface RunView {
  readonly mode: Mode;
  readonly success: boolean;
  readonly exitCode: number;
  readonly contentDigest: string;
  readonly inputs: readonly { readonly name: string; readonly path: string; readonly sha256: string }[];
  readonly gates: readonly {
    readonly gate: string;
    readonly block: string;
    readonly status: "pass" | "fail";
    readonly report: string;
    readonly digest: string;
  }[];
  /** Digest of a file of the folder; null where there is none. */
  digest(path: string): string | null;
  /** What stands in a JSON file; null where there is none, or none yet. */
  json(path: string): unknown;
  /** A text file; null where there is none. */
  text(path: string): string | null;
}

/** A file that says something else than it must. */
export interface Problem {
  readonly path: string;
  readonly problem: string;
}

/** What the files of a run say that they may not: statuses, digests, approval. Presence is not looked at here. */
export function contentProblems(view: RunView): readonly Problem[] {
  return [
    ...gateProblems(view),
    ...approvalProblems(view),
    ...summaryProblems(view),
    ...figureProblems(view),
    ...(view.mode === "regulatory" && view.success ? regulatoryProblems(view) : []),
  ];
}

type Fields = { readonly [name: string]: unknown };
const fieldsOf = (value: unknown): Fields => (typeof value === "object" && value !== null ? (value as Fields) : {});

/** Each gate's report is the one the manifest names, and says what the manifest says of it. */
function gateProblems(view: RunView): readonly Problem[] {
  return view.gates.flatMap(({ gate, status, report, digest }) => {
    const found = fieldsOf(view.json(report));
    return [
      ...(view.digest(report) === digest
        ? []
        : [{ path: report, problem: "is not the report whose digest the manifest records for its gate" }]),
      ...(found.gate === gate && found.status === status
        ? []
        : [{ path: report, problem: `does not say what the manifest says: the ${gate} gate, ${status}` }]),
    ];
  });
}

/** What approves a run stands only in one that is approved. */
function approvalProblems(view: RunView): readonly Problem[] {
  const isApproved = view.mode === "regulatory" && view.success;
  const found = approvalFiles.flatMap((path) =>
    isApproved || view.digest(path) === null ? [] : [{ path, problem: "stands in a run that is not approved" }],
  );
  const approval = view.json("model/approval.json");
  if (approval === null || fieldsOf(approval).approved === isApproved) return found;
  return [...found, { path: "model/approval.json", problem: `must say \`approved: ${isApproved}\`` }];
}

/** The summary of the data names files the manifest names; the report is about this content. */
function summaryProblems(view: RunView): readonly Problem[] {
  const { files } = fieldsOf(view.json("data/data_summary.json"));
  const read = (Array.isArray(files) ? files : []).map((one) => fieldsOf(one).sha256);
  const digests: readonly unknown[] = view.inputs.map((input) => input.sha256);
  const found: Problem[] = [];
  if (read.some((digest) => !digests.includes(digest)))
    found.push({ path: "data/data_summary.json", problem: "is about a file the manifest does not list" });
  const report = fieldsOf(view.json("report.json"));
  if (
    view.json("report.json") !== null &&
    (report.content_digest !== view.contentDigest || report.exit_code !== view.exitCode)
  )
    found.push({ path: "report.json", problem: "is about another run: content digest or exit code differ" });
  return found;
}

/** Every figure the list names is there with that digest. */
function figureProblems(view: RunView): readonly Problem[] {
  const { figures } = fieldsOf(view.json("figures/metadata.json"));
  if (!Array.isArray(figures)) return [];
  return figures.flatMap((one) => {
    const { file, digest } = fieldsOf(one);
    if (typeof file !== "string" || typeof digest !== "string" || view.digest(file) === digest) return [];
    return [{ path: file, problem: "is not the figure that figures/metadata.json lists" }];
  });
}

const gateNames = ["data", "spectral", "model"] as const;

/** A run that is approved has three gates passed, trust done, and a statement about just this content. */
function regulatoryProblems(view: RunView): readonly Problem[] {
  const found: Problem[] = [];
  for (const gate of gateNames) {
    const own = view.gates.filter((one) => one.gate === gate);
    if (own.length === 0)
      found.push({ path: `${gate}_qc_report.json`, problem: "belongs to no gate the manifest lists" });
    for (const { status, report } of own) {
      if (status !== "pass") found.push({ path: report, problem: "has not the status pass" });
    }
  }
  for (const name of ["calibration", "conformal"]) {
    const path = `trust/${name}_artifact.json`;
    const { status, reason } = fieldsOf(view.json(path));
    // Of a number no probability can be calibrated: there the intervals are all of trust.
    const isRegression = name === "calibration" && status === "na" && reason === "regression";
    if (view.json(path) !== null && status !== "success" && !isRegression)
      found.push({ path, problem: "has not the status success" });
  }
  const statement = "REGULATORY_COMPLIANCE_STATEMENT.txt";
  const text = view.text(statement);
  if (text !== null && !text.includes(view.contentDigest.replace(/^sha256:/, "")))
    found.push({ path: statement, problem: "does not name the content digest of this run" });
  return found;
}

/** Name below schemas/json/ of the schema of a JSON file; `kind` where a block wrote it. Null where it has none of its own. */
export function schemaNameOf(path: string, kind: string | null): string | null {
  if (kind !== null) return artifactSchemaName(kind, path);
  if (/^blocks\/[^/]+\/done\.json$/.test(path)) return "done";
  return runFileSchemas[path] ?? null;
}

const runFileSchemas: { readonly [path: string]: string } = {
  "manifest.json": "manifest",
  "error.json": "error",
  "run_summary.json": "run-summary",
  "state/stage_state.json": "stage-state",
  "figures/metadata.json": "figures-metadata",
  "report.json": "report",
  "model/approval.json": "approval",
};

/** `model/folds_{}.json`, and `model/second/folds_3.json`, of kind `model` are artifact.model.folds. */
export const artifactSchemaName = (kind: string, path: string): string =>
  `artifact.${kind}.${path
    .replace(/^.*\//, "")
    .replace(/\.json$/, "")
    .replace(/_?(\{\}|\d+)$/, "")}`;
