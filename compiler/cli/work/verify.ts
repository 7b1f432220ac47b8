/** `foodspec verify`: works a run folder out again and says, check by check, whether it is what it says it is. */
import { resolve } from "node:path";
import { registry } from "../../../blocks/registry.ts";
import type { Manifest } from "../../../schemas/manifest.ts";
import type { FilesOfRun } from "../../compile/inputs-of-run.ts";
import { madeAgain } from "../../compile/made-again.ts";
import { buildInfo, jsonSchema } from "../../compile/package-files.ts";
import type { World } from "../../compile/world.ts";
import { finding } from "../../diagnostics/build.ts";
import { exitCode } from "../../diagnostics/exit-code.ts";
import type { Finding } from "../../diagnostics/finding.ts";
import { plain } from "../../diagnostics/json-lines.ts";
import { noSources } from "../../diagnostics/sources.ts";
import { text } from "../../diagnostics/text.ts";
import type { Anchors } from "../../seal/anchors.ts";
import type { PdfAlone } from "../../seal/pdf-alone.ts";
import type { RunFolder } from "../../verify/run-folder.ts";
import { schemasFrom } from "../../verify/schemas.ts";
import { type Verified, verifyRun, withRows } from "../../verify/verify.ts";
import type { Entries } from "../../verify/zip.ts";
import { runNamed, type Target, targetAt } from "./target.ts";

/** What is asked of a run folder. */
export interface VerifyOptions {
  readonly run: string;
  /** The run is made again, too. */
  readonly rerun?: boolean;
  /** Folder of whom the auditor trusts. */
  readonly anchors?: string;
  /** Files the run read, `NAME=PATH`. */
  readonly input?: readonly string[];
  readonly format: "text" | "json";
}

export async function verifyCommand(options: VerifyOptions, world: World): Promise<number> {
  const { format, rerun = false, input = [] } = options;
  if (input.length > 0 && !rerun) return refuse(finding("FS1193", null, {}), world);
  const run = runNamed(options.run, world);
  if (typeof run !== "string") return refuse(run, world);
  const target = await targetAt(run, world);
  if ("code" in target) return refuse(target, world);
  const { folder, kind, entries, near, alone } = target;
  const trusted = options.anchors === undefined ? null : await trustedIn(options.anchors, folder, world);
  if (trusted !== null && "code" in trusted) return refuse(trusted, world);
  const own = alone === null ? await verifiedBy(folder, world, trusted) : await attached(alone);
  const looked = entries === null ? own : await withArchive(own, folder, entries, world);
  const again = rerun && alone === null ? await madeAgain(looked, folder, near, input, world) : null;
  const rerunLooked = again?.verified ?? looked;
  const made =
    again === null || kind === "pdf"
      ? rerunLooked
      : await sealedAgain(rerunLooked, folder, run, { near, given: input }, world);
  const { verified, signatures, quorum } = await sealRows(made, folder, trusted, alone);
  const more = { signatures, quorum, rerun: again?.blocks ?? null };
  if (format === "json") world.out(`${JSON.stringify({ ...asJson(run, kind, verified), ...more }, null, 2)}\n`);
  else print(run, verified, world);
  return exitCode(verified.findings);
}

/** Of a sequel, its sealed rows predicted again. */
async function sealedAgain(verified: Verified, folder: RunFolder, run: string, files: FilesOfRun, world: World) {
  if (verified.manifest?.sequel_of === undefined) return verified;
  const { withLockboxAgain } = await import("./lockbox-again.ts");
  return withLockboxAgain(verified, folder, world.disk.realPath(resolve(world.cwd, run)), files, world);
}

const trustedIn = async (anchors: string, folder: RunFolder, world: World) =>
  (await import("./seal-checks.ts")).anchorsOf(folder, anchors, world);

/**
 * What this program says of a run folder, its PDF and the time stamps of its register too.
 *
 * @param trusted null: nobody says whom to trust
 */
export async function verifiedBy(folder: RunFolder, world: World, trusted: Anchors | null = null): Promise<Verified> {
  return withStamps(await withPdf(folder, world), folder, trusted);
}

async function withPdf(folder: RunFolder, { disk }: World): Promise<Verified> {
  const { version, program } = buildInfo(disk);
  const schemas = schemasFrom((name) => jsonSchema(disk, name));
  const verified = verifyRun(folder, schemas, registry.all, { version, program: program() });
  if (verified.manifest === null || !folder.paths.some((path) => path.endsWith(".pdf"))) return verified;
  const { pdfChecks } = await import("../../verify/pdf/pdf.ts");
  return withRows(verified, "pdf", await pdfChecks(folder, verified.manifest));
}

/** With the rows of time stamps over frozen criteria, where there are any. */
async function withStamps(verified: Verified, folder: RunFolder, trusted: Anchors | null): Promise<Verified> {
  const { manifest, checks } = verified;
  const register = manifest?.register;
  const text = register === undefined || register.file === null ? null : (folder.register?.(register.file) ?? null);
  if (manifest === null || text === null || !text.includes('"event":"frozen"')) return verified;
  const { frozenChecks } = await import("./frozen-checks.ts");
  const own = checks.filter(({ name }) => name === "register");
  return withRows(verified, "register", [...own, ...(await frozenChecks(text, manifest, trusted))]);
}

async function attached(alone: PdfAlone): Promise<Verified> {
  const { attachedChecks } = await import("./pdf-checks.ts");
  return attachedChecks(alone);
}

/** The verification of the run of an archive, with the row of what lies beside it. */
async function withArchive(verified: Verified, folder: RunFolder, entries: Entries, world: World): Promise<Verified> {
  if (verified.manifest === null) return verified;
  const { archiveChecks } = await import("./archive-checks.ts");
  return withRows(verified, "archive", archiveChecks(folder, verified.manifest, entries, world));
}

/** The rows that tell of the signatures of a run, where it has any or somebody says whom to trust. */
async function sealRows(verified: Verified, folder: RunFolder, trusted: Anchors | null, alone: PdfAlone | null) {
  const nothing = { verified, signatures: null, quorum: null };
  if (verified.manifest === null) return nothing;
  const isSigned = folder.paths.some((path) => path.startsWith("seal/")) || isToldSigned(folder, verified.manifest);
  if (trusted === null && !isSigned) return nothing;
  const { sealChecks } = await import("./seal-checks.ts");
  const looked = await sealChecks(folder, verified.manifest, trusted, alone);
  return { ...looked, verified: withRows(verified, "signatures", looked.checks) };
}

/** Whether the register of its document tells that a run was signed. */
function isToldSigned(folder: RunFolder, { register, run_id }: Manifest): boolean {
  const text = register === undefined || register.file === null ? null : (folder.register?.(register.file) ?? null);
  return (text ?? "").split("\n").some((line) => line.includes('"event":"signed"') && line.includes(run_id));
}

function refuse(found: Finding, { err, colour }: World): number {
  err(text([found], noSources, { colour }));
  return found.exit;
}

const words = { ok: "ok", refused: "NO", not_checked: "not checked" } as const;

function print(run: string, { manifest, checks, findings }: Verified, { out, err, colour }: World): void {
  if (findings.length > 0) err(text(findings, noSources, { colour }));
  for (const { status, name, says } of checks) out(`${words[status].padEnd(11)}  ${name.padEnd(11)}  ${says}\n`);
  const verdict = findings.length === 0 ? "verified" : "NOT VERIFIED";
  out(`${verdict}  ${manifest?.run_id ?? run}${manifest === null ? "" : `  ${endOf(manifest)}`}\n`);
}

/** A folder that is sound may well tell of a run that failed: that is said with it. */
const endOf = ({ mode, exit_code, success }: NonNullable<Verified["manifest"]>): string =>
  success
    ? `${mode} run, ended with 0`
    : `${mode} run, ended with ${exit_code}${mode === "regulatory" ? ": NOT APPROVED" : ""}`;

function asJson(target: string, kind: Target["kind"], { manifest, checks, findings }: Verified) {
  return {
    schema_version: 1,
    target,
    kind,
    verdict: findings.length === 0 ? "verified" : "refused",
    run_id: manifest?.run_id ?? null,
    mode: manifest?.mode ?? null,
    run_exit_code: manifest?.exit_code ?? null,
    content_digest: manifest?.content_digest ?? null,
    checks: checks.map((one) => ({ ...one, findings: one.findings.map(plain) })),
  };
}
