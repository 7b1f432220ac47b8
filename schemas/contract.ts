/** Contract: what a run folder of each mode must hold, and what its files must say of one another. Data and pure rules. */
import type { Mode } from "./front-matter.ts";

/** A file that a run of these modes must hold. */
export interface Requirement {
  readonly path: string;
  readonly modes: readonly Mode[];
  /** A kind's: required of every run of the mode, also of one whose document has no block of the kind. */
  readonly always?: true;
  /** For the reference page. */
  readonly says: string;
}

/** One of a kind's, required where the document has a block of `kind`; null: always. */
export interface Required extends Requirement {
  readonly kind: string | null;
}

/** What of a kind the contract asks for. */
export interface Contracted {
  readonly kind: string;
  readonly requires?: readonly Requirement[];
  contradicts?(view: RunView): readonly Problem[];
}

export const everyMode: readonly Mode[] = ["research", "regulatory", "monitoring"];
/** Research adds to what all modes need, regulatory to research. */
export const reportModes: readonly Mode[] = ["research", "regulatory"];
const regulatory: readonly Mode[] = ["regulatory"];

/** Of the run itself. */
const records: readonly Requirement[] = [
  { path: "manifest.json", modes: everyMode, says: "every file by its digest" },
  { path: "protocol.md", modes: everyMode, says: "the document, byte by byte, whatever its own name" },
  { path: "logs/run.log", modes: everyMode, says: "what happened, as text" },
  { path: "logs/run.jsonl", modes: everyMode, says: "what happened, each line with the digest of the one before" },
  { path: "run_summary.json", modes: everyMode, says: "how the run ended, by stage" },
  { path: "state/stage_state.json", modes: everyMode, says: "how far each stage came" },
];
const rendered: readonly Requirement[] = [
  { path: "figures/metadata.json", modes: reportModes, says: "every figure with its words and digest" },
  { path: "report/index.html", modes: reportModes, says: "the report" },
  { path: "report.json", modes: reportModes, says: "its structure" },
  { path: "report.md", modes: reportModes, says: "the document with its results" },
];
const approving: readonly Requirement[] = [
  { path: "model/approval.json", modes: regulatory, says: "whether the models are approved; here they are" },
  { path: "report/report_regulatory.pdf", modes: regulatory, says: "the report for an auditor" },
  { path: "REGULATORY_COMPLIANCE_STATEMENT.txt", modes: regulatory, says: "each control with its evidence" },
];

/** Every requirement: of the run, of its blocks, of its report, of what a mode always has, of what approves it. */
export function requirementsOf(kinds: readonly Contracted[]): readonly Required[] {
  const own = kinds.flatMap(({ kind, requires = [] }) =>
    requires.map((one): Required => ({ ...one, kind: one.always === true ? null : kind })),
  );
  const always = (all: readonly Requirement[]) => all.map((one): Required => ({ ...one, kind: null }));
  return [
    ...always(records),
    ...own.filter(({ kind }) => kind !== null),
    ...always(rendered),
    ...own.filter(({ kind }) => kind === null),
    ...always(approving),
  ];
}

/** Paths that a run must have and has not; `blocks` are the kinds of its blocks. */
export function missingFiles(
  mode: Mode,
  kinds: readonly Contracted[],
  blocks: ReadonlySet<string>,
  present: ReadonlySet<string>,
): readonly string[] {
  return requirementsOf(kinds)
    .filter(({ modes, kind }) => modes.includes(mode) && (kind === null || blocks.has(kind)))
    .map(({ path }) => path)
    .filter((path) => !present.has(path) && !isOfATarget(path, present));
}

/** Of several targets each has the files of its kind in a folder of its own: `model/fat/metrics.json`. */
function isOfATarget(path: string, present: ReadonlySet<string>): boolean {
  const [folder, ...rest] = path.split("/");
  const end = `/${rest.join("/")}`;
  return rest.length > 0 && [...present].some((one) => one.startsWith(`${folder}/`) && one.endsWith(end));
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
export function contentProblems(view: RunView, kinds: readonly Contracted[]): readonly Problem[] {
  return [
    ...gateProblems(view),
    ...approvalProblems(view),
    ...kinds.flatMap((kind) => kind.contradicts?.(view) ?? []),
    ...reportProblems(view),
    ...figureProblems(view),
    ...(isApproved(view) ? statementProblems(view) : []),
  ];
}

export const isApproved = ({ mode, success }: RunView): boolean => mode === "regulatory" && success;

type Fields = { readonly [name: string]: unknown };
export const fieldsOf = (value: unknown): Fields =>
  typeof value === "object" && value !== null ? (value as Fields) : {};

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
  const isGood = isApproved(view);
  const found = approvalFiles.flatMap((path) =>
    isGood || view.digest(path) === null ? [] : [{ path, problem: "stands in a run that is not approved" }],
  );
  const approval = view.json("model/approval.json");
  if (approval === null || fieldsOf(approval).approved === isGood) return found;
  return [...found, { path: "model/approval.json", problem: `must say \`approved: ${isGood}\`` }];
}

/** The report is about this content. */
function reportProblems(view: RunView): readonly Problem[] {
  const report = view.json("report.json");
  const { content_digest, exit_code } = fieldsOf(report);
  if (report === null || (content_digest === view.contentDigest && exit_code === view.exitCode)) return [];
  return [{ path: "report.json", problem: "is about another run: content digest or exit code differ" }];
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

/** The statement is about just this content. */
function statementProblems(view: RunView): readonly Problem[] {
  const statement = "REGULATORY_COMPLIANCE_STATEMENT.txt";
  const text = view.text(statement);
  if (text === null || text.includes(view.contentDigest.replace(/^sha256:/, ""))) return [];
  return [{ path: statement, problem: "does not name the content digest of this run" }];
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
  "lockbox/opening.json": "lockbox-opening",
  "candidates.json": "candidates",
};

/** `model/folds_{}.json`, and `model/second/folds_3.json`, of kind `model` are artifact.model.folds; below `segments/` metrics are segment-metrics. */
export const artifactSchemaName = (kind: string, path: string): string =>
  `artifact.${kind}.${path
    .replace(/(?:^|\/)segments\/[^/]+\/(metrics\.json)$/, "/segment-$1")
    .replace(/^.*\//, "")
    .replace(/\.json$/, "")
    .replace(/_?(\{\}|\d+)$/, "")}`;
