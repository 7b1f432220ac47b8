/** `foodspec export`: a run with what a stranger needs to check it, as one archive. The same run gives the same bytes. */
import { dirname, join, resolve } from "node:path";
import type { Manifest } from "../../../schemas/manifest.ts";
import { isoTime } from "../../compile/clock.ts";
import { diskWords } from "../../compile/disk-words.ts";
import { besideDocument, inputsOfRun } from "../../compile/inputs-of-run.ts";
import { enterOfRun } from "../../compile/line-of-run.ts";
import { isBelow, isInside } from "../../compile/root.ts";
import { waitingToSign } from "../../compile/waiting-for.ts";
import type { World } from "../../compile/world.ts";
import { finding } from "../../diagnostics/build.ts";
import { type Finding, isError } from "../../diagnostics/finding.ts";
import { archiveOf } from "../../seal/archive/archive.ts";
import { sealedData } from "../../seal/archive/sealed-data.ts";
import { withLine } from "../../seal/audit.ts";
import { settleSeal } from "../../seal/put-seal.ts";
import { quorumOf } from "../../seal/quorum.ts";
import { auditPath } from "../../seal/seal.ts";
import { sealLooked } from "../../seal/verify-seal.ts";
import { digestOf, hexOf } from "../../store/digest.ts";
import type { Disk } from "../../store/disk.ts";
import { stateLock } from "../../store/state-lock.ts";
import { protocolOf } from "../../verify/protocol.ts";
import type { RunFolder } from "../../verify/run-folder.ts";
import { archiveBytes, limitOf, zipped } from "../../verify/zip.ts";
import { outsideOf } from "./outside-of.ts";
import { runFolderAt } from "./target.ts";
import { verifiedBy } from "./verify.ts";

export interface ArchiveOptions {
  /** Where the archive goes; else into the working directory, under the name of the run. */
  readonly output?: string;
  readonly withData?: boolean;
  /** Files the run read, `NAME=PATH`. */
  readonly input?: readonly string[];
}

/** Nobody signs the run meanwhile. Prints digest and file; why nothing was exported, or what was not entered. */
export async function exportArchive(run: string, options: ArchiveOptions, world: World): Promise<readonly Finding[]> {
  const path = resolve(world.cwd, run);
  const lock = await stateLock(world.disk, world.env, `sign\n${path}`, waitingToSign(run, dirname(path), world));
  try {
    return await exported(run, options, world);
  } finally {
    lock.release();
  }
}

async function exported(run: string, options: ArchiveOptions, world: World): Promise<readonly Finding[]> {
  const folder = runFolderAt(run, world);
  if ("code" in folder) return [folder];
  const { manifest, findings } = await verifiedBy(folder, world);
  const no = (problem: string): Finding => finding("FS9140", null, { run, problem });
  if (manifest === null || findings.some(isError)) return [...findings, no("is not what it says it is")];
  const seal = await sealProblems(folder, manifest);
  if (seal.length > 0) return [...seal, no("has a seal that is not whole")];
  const path = resolve(world.cwd, run);
  const { files, findings: lacking } = options.withData
    ? inputsOfRun(manifest, besideDocument(path, world.disk), options.input ?? [], world)
    : { files: [], findings: [] };
  if (lacking.length > 0) return lacking;
  // Of a lockbox that was not opened there is nothing to put in.
  const left = [...files];
  const data = options.withData
    ? manifest.inputs.map(({ size_bytes }) => (size_bytes === null ? null : (left.shift()?.bytes ?? null)))
    : null;
  const entries = archiveOf(folder, manifest, data, outsideOf(manifest, world.disk));
  if ("problem" in entries) return [no(entries.problem)];
  const size = [...entries].reduce((sum, [name, { length }]) => sum + length + 2 * name.length + 100, 0);
  if (size > archiveBytes) return [tooLarge(run, size, archiveBytes)];
  for (const [name, { length }] of entries) if (length > limitOf(name)) return [tooLarge(name, length, limitOf(name))];
  const sealed = options.withData ? sealedData(protocolOf(folder, manifest), manifest) : [];
  return [
    ...(sealed.length === 0 ? [] : [finding("FS7505", null, { files: sealed })]),
    ...(await written(zipped(entries), folder, manifest, { run, path, output: options.output }, world)),
  ];
}

const tooLarge = (path: string, found: number, limit: number): Finding =>
  finding("FS9130", null, { path, found, things: "bytes", limit });

async function sealProblems(folder: RunFolder, manifest: Manifest): Promise<readonly Finding[]> {
  if (!folder.paths.some((one) => one.startsWith("seal/"))) return [];
  const quorum = quorumOf(manifest.mode, protocolOf(folder, manifest)?.settings.signatures);
  return (await sealLooked(folder, manifest, quorum, null)).findings;
}

/** By its words, or by where its folder really is. */
function isInRun(disk: Disk, run: string, file: string): boolean {
  const folder = dirname(file);
  return isBelow(run, file) || (disk.stands(folder) === "folder" && isInside(disk, run, disk.realPath(folder)));
}

interface Places {
  readonly run: string;
  /** Of the run, absolute. */
  readonly path: string;
  readonly output: string | undefined;
}

async function written(
  zip: Uint8Array,
  folder: RunFolder,
  manifest: Manifest,
  { path, output = `${manifest.run_id}.zip` }: Places,
  world: World,
): Promise<readonly Finding[]> {
  const file = resolve(world.cwd, output);
  const no = (problem: string): Finding => finding("FS9144", null, { path: output, problem });
  if (isInRun(world.disk, path, file)) return [no("it lies in the run, to which nothing is added")];
  try {
    world.disk.write(file, zip);
  } catch (error) {
    return [no(diskWords(error))];
  }
  const digest = digestOf(zip);
  settleSeal(world.disk, path);
  const notes = [...(await enterOfRun(manifest, path, { event: "exported", archive: digest }, world))];
  const audit = folder.read(auditPath);
  const bytes = folder.read("manifest.json");
  if (audit !== null && bytes !== null) {
    const { name, account } = world.machine.who(path);
    const why = `archive of ${zip.length} bytes`;
    const words = { time: isoTime(world.now()), event: "exported" as const, who: name ?? account ?? "unknown", why };
    try {
      const text = withLine(new TextDecoder().decode(audit), bytes, { ...words, about: hexOf(digest) });
      world.disk.write(join(path, auditPath), text);
    } catch (error) {
      notes.push(finding("FS9004", null, { path: auditPath, problem: diskWords(error) }));
    }
  }
  world.out(`${hexOf(digest)}  ${output}\n`);
  return notes;
}
