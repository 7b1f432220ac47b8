/** Verify: a run folder against itself — files, schemas, digests, gates and the contract of its mode, from its artifacts alone. */
import { type Contracted, contentProblems, missingFiles, type RunView } from "../../schemas/contract.ts";
import { circumstances, digestedContent, type Manifest } from "../../schemas/manifest.ts";
import { finding } from "../diagnostics/build.ts";
import type { Finding } from "../diagnostics/finding.ts";
import { digestOf, digestOfJson } from "../store/digest.ts";
import { driftFindings } from "./drift.ts";
import { fileFindings } from "./files.ts";
import { gateFindings, type Judging } from "./gates.ts";
import { logFindings } from "./logs.ts";
import { jsonOf, listed, manifestOf, type RunFolder, type Schemas } from "./run-folder.ts";
import { schemaFindings } from "./schemas.ts";
import { type Trying, triedProblems } from "./tried.ts";

/** What is asked of the kinds of blocks. */
export type Judged = Contracted & Judging & Trying;

/** The program that looks. */
export interface Verifier {
  readonly version: string;
  readonly program: string;
}

/** One thing that was looked at. */
export interface Looked {
  readonly name: "files" | "schemas" | "content digest" | "gates" | "log" | "contract" | "program";
  /** What was looked at, in numbers. */
  readonly says: string;
  readonly findings: readonly Finding[];
}

export interface Verified {
  /** Null where there is no manifest to go by. */
  readonly manifest: Manifest | null;
  readonly looked: readonly Looked[];
  readonly findings: readonly Finding[];
}

/**
 * Looks at everything a run folder says of itself. It imports no block and computes no result: that is `--rerun`.
 *
 * @param kinds what each kind asks of a run folder
 * @param own null where nobody says which program looks
 */
export function verifyRun(
  folder: RunFolder,
  schemas: Schemas,
  kinds: readonly Judged[],
  own: Verifier | null = null,
): Verified {
  const manifest = manifestOf(folder);
  if (manifest === null) {
    const problem = folder.paths.includes("manifest.json")
      ? "its manifest.json cannot be read or is no manifest"
      : "it holds no manifest.json";
    return { manifest, looked: [], findings: [finding("FS9110", null, { name: folder.name, problem })] };
  }
  const fitting = schemaFindings(folder, manifest, schemas);
  // What does not fit its schema is named for that; nothing can be judged again from it.
  const misfits = new Set(fitting.findings.map(({ facts }) => facts.path));
  const sound: RunFolder = { ...folder, read: (path) => (misfits.has(path) ? null : folder.read(path)) };
  const looked: readonly Looked[] = [
    { name: "files", says: `${listed(manifest).size} by their SHA-256`, findings: fileFindings(folder, manifest) },
    { name: "schemas", says: `${fitting.checked} JSON files`, findings: fitting.findings },
    {
      name: "content digest",
      says: manifest.content_digest.replace(/^sha256:/, ""),
      findings: digestFindings(manifest),
    },
    {
      name: "gates",
      says: `${manifest.gates.length} judged again`,
      findings: [...gateFindings(sound, manifest, kinds), ...driftFindings(sound, manifest)],
    },
    { name: "log", says: "the chain of its lines", findings: logFindings(folder) },
    { name: "contract", says: `of ${manifest.mode} mode`, findings: contractFindings(folder, manifest, kinds) },
    ...(own === null ? [] : [programNote(manifest, own)]),
  ];
  return { manifest, looked, findings: looked.flatMap(({ findings }) => findings) };
}

/** Another program of the same version is no fault of the run, and worth a question. */
function programNote({ program, foodspec_version }: Manifest, own: Verifier): Looked {
  const says =
    program === own.program
      ? "the one that looks"
      : foodspec_version === own.version
        ? `another one of the same version ${own.version}: ${program.replace(/^sha256:/, "")}`
        : `of version ${foodspec_version}`;
  return { name: "program", says, findings: [] };
}

/** The digest over the content, and the fields that may stand outside it. */
function digestFindings(manifest: Manifest): readonly Finding[] {
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
    ...problems.map((problem) => finding("FS9119", null, { ...problem })),
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
