/** Verify: a run folder worked out again from its own rows, check by check; what it says of itself is believed nowhere. */
import { type Contracted, contentProblems, missingFiles, type RunView } from "../../schemas/contract.ts";
import { circumstances, digestedContent, type Manifest } from "../../schemas/manifest.ts";
import { finding } from "../diagnostics/build.ts";
import type { Finding } from "../diagnostics/finding.ts";
import { digestOf, digestOfJson } from "../store/digest.ts";
import { applicabilityFindings } from "./applicability.ts";
import { candidatesLooked } from "./candidates.ts";
import { contradiction } from "./differ.ts";
import { driftFindings } from "./drift.ts";
import { expectationFindings } from "./expectations.ts";
import { featuresLooked } from "./features.ts";
import { fileFindings } from "./files.ts";
import { gateFindings, type Judging } from "./gates.ts";
import { lockboxLooked } from "./lockbox.ts";
import { logFindings } from "./logs.ts";
import { metricFindings } from "./metrics.ts";
import { type Model, modelsOf } from "./models.ts";
import { monitoredFindings } from "./monitored.ts";
import { ownFileFindings } from "./own-files.ts";
import { predictionFindings } from "./predictions.ts";
import { protocolFindings, protocolOf } from "./protocol.ts";
import { recordFindings } from "./records.ts";
import { registerLooked } from "./register.ts";
import { jsonOf, listed, manifestOf, type RunFolder, readOnce, type Schemas } from "./run-folder.ts";
import { schemaFindings } from "./schemas.ts";
import { segmentFindings } from "./segments.ts";
import { type Explaining, silentProblems } from "./silent.ts";
import { sourceFindings } from "./sources.ts";
import { writingFindings } from "./strict-json.ts";
import { textFindings } from "./text/text.ts";
import { type Trying, triedProblems } from "./tried.ts";
import { isTrusted, trustFindings } from "./trust/trust.ts";
import { validationFindings } from "./validation.ts";

/** What is asked of the kinds of blocks. */
export type Judged = Contracted & Judging & Trying & Explaining;

/** The program that looks. */
export interface Verifier {
  readonly version: string;
  readonly program: string;
}

/** A check by its name, what was looked at, and how it ended. One name may stand twice: what was checked, and what could not be. */
export interface Check {
  readonly name: string;
  readonly status: "ok" | "refused" | "not_checked";
  readonly says: string;
  readonly findings: readonly Finding[];
}

export interface Verified {
  /** Null where there is no manifest to go by. */
  readonly manifest: Manifest | null;
  readonly checks: readonly Check[];
  readonly findings: readonly Finding[];
}

/** What one check looked at: what was found, and what it could not look at, with the reason. */
interface Looked {
  /** Null where there was nothing to look at: then nothing is said to be in order. */
  readonly says: string | null;
  readonly findings: readonly Finding[];
  readonly open?: readonly string[];
}

/**
 * Looks at everything a run folder says of itself. It imports no block: every number is worked out by code of its own.
 *
 * @param kinds what each kind asks of a run folder
 * @param own null where nobody says which program looks
 */
export function verifyRun(
  given: RunFolder,
  schemas: Schemas,
  kinds: readonly Judged[],
  own: Verifier | null = null,
): Verified {
  const folder = readOnce(given);
  const manifest = manifestOf(folder);
  if (manifest === null) {
    const problem = folder.paths.includes("manifest.json")
      ? "its manifest.json cannot be read or is no manifest"
      : "it holds no manifest.json";
    const findings = [finding("FS9110", null, { name: folder.name, problem })];
    return { manifest, checks: [{ name: "files", status: "refused", says: problem, findings }], findings };
  }
  const fitting = schemaFindings(folder, manifest, schemas);
  // What does not fit its schema is named for that; nothing can be worked out again from it.
  const misfits = new Set(fitting.findings.map(({ facts }) => facts.path));
  const sound: RunFolder = { ...folder, read: (path) => (misfits.has(path) ? null : folder.read(path)) };
  const models = modelsOf(sound, manifest);
  const protocol = protocolOf(folder, manifest);
  const changed = fileFindings(folder, manifest);
  const checks = [
    ...check("files", () => ({
      says: `${listed(manifest).size} by their SHA-256, ${fitting.checked} JSON files by schema and byte`,
      findings: [...changed, ...sourceFindings(folder, manifest), ...fitting.findings, ...writingFindings(folder)],
    })),
    ...check("digest", () => ({
      says: manifest.content_digest.replace(/^sha256:/, ""),
      findings: digestFindings(manifest),
    })),
    ...check("features", () => featuresLooked(sound, protocol)),
    ...check("predictions", () => ({
      says: models.length === 0 ? null : `of ${models.length} models: rows, classes, folds and counts`,
      findings: predictionFindings(sound, manifest, models, protocol),
    })),
    ...check("metrics", () => metricsLooked(sound, manifest, models)),
    ...(isTrusted(manifest)
      ? check("trust", () => ({
          says: "thresholds, sets, coverage, calibration and abstention, from its predictions and the conformal scores",
          ...trustFindings(sound, manifest, models),
        }))
      : []),
    ...check("gates", () => {
      const { findings, open } = gateFindings({ folder: sound, manifest, models, protocol }, kinds);
      const { length } = manifest.gates;
      const says = length === 0 ? null : `${length} judged again: set of checks, thresholds, values and what follows`;
      return {
        says,
        findings: [...findings, ...driftFindings(sound, manifest), ...monitoredFindings(sound, manifest)],
        open: open.length === 0 ? [] : [`values of ${open.join(", ")}: they need the spectra`],
      };
    }),
    ...check("record", () => ({
      says: `the chain of the log, the files of ${manifest.mode} mode and what they say of one another`,
      findings: [
        ...logFindings(folder),
        ...silentProblems(sound, manifest, kinds, changed),
        ...contractFindings(folder, manifest, kinds),
        ...ownFileFindings(manifest, kinds, models),
        ...recordFindings(sound, manifest),
        ...(protocol === null ? [] : protocolFindings(folder, manifest, protocol)),
      ],
      open: protocol === null ? ["what the document asks for: protocol.md is not there or cannot be read"] : [],
    })),
    ...registerCheck(folder, manifest),
    ...check("study", () => candidatesLooked(sound, manifest, models)),
    ...check("lockbox", () => lockboxLooked(sound, manifest)),
    ...check("text", () => ({
      says: "figures of report, Markdown, report.json and statement, at their source",
      ...textFindings(sound, manifest, models),
    })),
    ...open(
      "monitoring",
      manifest.mode === "monitoring"
        ? "predictions and distances of new spectra, and what the tests of drift compare: they need predictor and spectra"
        : null,
    ),
    ...open("pdf", folder.paths.some((path) => path.endsWith(".pdf")) ? "its text and what is attached to it" : null),
    ...open("signatures", folder.paths.some((path) => path.startsWith("seal/")) ? "those in seal/" : null),
    ...open("rerun", "numbers that need a fit: --rerun looks at them"),
    ...(own === null ? [] : check("program", () => ({ says: programNote(manifest, own), findings: [] }))),
  ];
  return { manifest, checks, findings: checks.flatMap(({ findings }) => findings) };
}

function metricsLooked(folder: RunFolder, manifest: Manifest, models: readonly Model[]): Looked {
  if (models.length === 0) return { says: null, findings: [] };
  const { findings, open } = applicabilityFindings(folder, models);
  return {
    says: `of ${models.length} models, by sample, class and fold, with intervals, from their predictions`,
    findings: [
      ...metricFindings(folder, manifest, models),
      ...segmentFindings(folder, manifest, models),
      ...validationFindings(folder, models),
      ...expectationFindings(folder, models),
      ...findings,
    ],
    open: [
      "metrics of fitted rows, distances to the model, and predictions with samples or channels set apart: they need a fit",
      ...open,
    ],
  };
}

/** A verification with other rows in the place of those of a name, for what takes more than reading the folder. */
export function withRows({ manifest, checks }: Verified, name: string, rows: readonly Check[]): Verified {
  const at = checks.findIndex((one) => one.name === name);
  const others = checks.filter((one) => one.name !== name);
  const all = at < 0 ? [...checks, ...rows] : [...others.slice(0, at), ...rows, ...others.slice(at)];
  return { manifest, checks: all, findings: all.flatMap(({ findings }) => findings) };
}

/** A check that breaks down has been handed what no run of this program holds. */
function check(name: string, look: () => Looked): readonly Check[] {
  const { says, findings, open = [] } = looked(name, look);
  return [
    ...(findings.length === 0 && says === null ? [] : [looking(name, says ?? "", findings)]),
    ...open.map((reason): Check => ({ name, status: "not_checked", says: reason, findings: [] })),
  ];
}

const looking = (name: string, says: string, findings: readonly Finding[]): Check => ({
  name,
  status: findings.length === 0 ? "ok" : "refused",
  says,
  findings,
});

/** Of which the register may lie elsewhere. */
function registerCheck(folder: RunFolder, manifest: Manifest): readonly Check[] {
  const found = registerLooked(folder, manifest);
  return "open" in found ? open("register", found.open) : check("register", () => found);
}

/** What is not looked at at all, said plainly; null where the run has nothing of the sort. */
const open = (name: string, reason: string | null): readonly Check[] =>
  reason === null ? [] : [{ name, status: "not_checked", says: reason, findings: [] }];

function looked(name: string, look: () => Looked): Looked {
  try {
    return look();
  } catch (error) {
    const problem = `holds what ${name} cannot be worked out from: ${error instanceof Error ? error.message : String(error)}`;
    return { says: "could not be worked out again", findings: [contradiction("manifest.json", problem)] };
  }
}

/** Another program of the same version is no fault of the run, and worth a question. */
const programNote = ({ program, foodspec_version }: Manifest, own: Verifier): string =>
  program === own.program
    ? "the one that looks"
    : foodspec_version === own.version
      ? `another one of the same version ${own.version}: ${program.replace(/^sha256:/, "")}`
      : `of version ${foodspec_version}`;

/** The digest over the content, and the fields that may stand outside it. */
export function digestFindings(manifest: Manifest): readonly Finding[] {
  const { content_digest: said, ...rest } = manifest;
  const found = digestOfJson(digestedContent(rest));
  const isList = manifest.circumstances.join() === circumstances.join();
  const policy = digestOfJson(manifest.policy.effective);
  return [
    ...(found === said
      ? []
      : [finding("FS9115", null, { problem: `its content has the digest ${found}, and it says ${said}` })]),
    ...(isList
      ? []
      : [finding("FS9115", null, { problem: "it names other fields as circumstances than the contract does" })]),
    ...(policy === manifest.policy.digest
      ? []
      : [finding("FS9115", null, { problem: "the digest of its policy is another" })]),
  ];
}

/** What the mode requires of a run that ended with 0, and what no file may say of another in any run. */
function contractFindings(folder: RunFolder, manifest: Manifest, kinds: readonly Judged[]): readonly Finding[] {
  const missing = manifest.success
    ? missingFiles(manifest.mode, kinds, new Set(manifest.blocks.map(({ kind }) => kind)), new Set(folder.paths))
    : [];
  const problems = [
    ...contentProblems(viewOf(folder, manifest), kinds),
    ...summaryProblems(folder, manifest),
    ...triedProblems(manifest, kinds),
  ];
  return [
    ...(missing.length === 0 ? [] : [finding("FS9118", null, { mode: manifest.mode, paths: missing })]),
    ...problems.map(({ path, problem }) => contradiction(path, problem)),
  ];
}

function viewOf(folder: RunFolder, manifest: Manifest): RunView {
  return {
    mode: manifest.mode,
    success: manifest.success,
    exitCode: manifest.exit_code,
    contentDigest: manifest.content_digest,
    inputs: manifest.inputs,
    gates: manifest.gates,
    digest(path) {
      const bytes = folder.read(path);
      return bytes === null ? null : digestOf(bytes);
    },
    json: (path) => jsonOf(folder, path) ?? null,
    text(path) {
      const bytes = folder.read(path);
      return bytes === null ? null : new TextDecoder().decode(bytes);
    },
  };
}

/** Files that are written last tell of the same run and the same end. */
function summaryProblems(folder: RunFolder, { run_id, exit_code, content_digest }: Manifest) {
  const told = ["run_summary.json", "error.json"].flatMap((path) => {
    const file = jsonOf(folder, path) as { readonly run_id?: unknown; readonly exit_code?: unknown } | undefined;
    return file === undefined || (file.run_id === run_id && file.exit_code === exit_code)
      ? []
      : [{ path, problem: "is about another run: run_id or exit code differ" }];
  });
  const short = content_digest.replace(/^sha256:/, "").slice(0, 6);
  const isNamed = new RegExp(`^\\d{8}_\\d{6}_${short}(-\\d+)?$`).test(run_id);
  return isNamed
    ? told
    : [...told, { path: "manifest.json", problem: "has a run_id that does not follow from its content digest" }];
}
