/** At revision: a document as a git revision holds it, with its inputs and the project's configuration, compiled through the store in memory. */
import { join, relative } from "node:path";
import { compileDocuments } from "../compile/compile.ts";
import { diskAtCommit } from "../compile/disk-at-commit.ts";
import { rootOf, slashes } from "../compile/root.ts";
import type { World } from "../compile/world.ts";
import { finding } from "../diagnostics/build.ts";
import { type Finding, isError } from "../diagnostics/finding.ts";
import { ownPlaces } from "../store/own-places.ts";
import { openRun } from "../verify/open-run.ts";
import { type Side, sideOf } from "./side.ts";

export interface AtRevision {
  readonly side: Side | null;
  /** Errors where there is no side; notes of what was read that the revision does not hold. */
  readonly findings: readonly Finding[];
}

/**
 * Nothing is entered in a register, printed or left behind; blocks that the store knows are not run again.
 *
 * @param path of the document, absolute: it need not stand there now
 */
export async function atRevision(path: string, revision: string, world: World): Promise<AtRevision> {
  const { disk, machine, env, cwd } = world;
  const folder = nearestFolder(path, world);
  const commit = machine.commit(folder, revision);
  const asked = `${slashes(relative(cwd, path))}@${revision}`;
  if (commit === null) return nothing(asked, "git knows no such revision here, or there is no repository");
  const place = join(disk.realPath(folder), relative(folder, path));
  if (!commit.paths.includes(slashes(relative(commit.top, place))))
    return nothing(asked, "the document does not stand in that revision");
  const root = disk.stands(place) === "file" ? rootOf(disk, place) : commit.top;
  const at = diskAtCommit(disk, commit, ownPlaces(root, env, cwd), machine.tracked(commit.top) ?? []);
  const there: World = {
    ...world,
    disk: at.disk,
    out: () => undefined,
    err: () => undefined,
    isTerminal: false,
    ask: async () => null,
    command: ["compile", slashes(relative(commit.top, place))],
    machine: { ...machine, git: () => ({ hash: commit.hash, branch: "", dirty: false }) },
  };
  const { documents } = await compileDocuments(
    { documents: [place], register: false, locked: false },
    there,
    () => undefined,
  );
  const [result] = documents;
  const run = result.folder === null ? null : openRun(at.disk, asked, result.folder);
  const side = run === null || "code" in run ? null : sideOf(run, revision);
  if (side === null || "code" in side) return { side: null, findings: result.findings.filter(isError) };
  const borrowed = at.borrowed().map((file) => finding("FS1166", null, { file, revision }));
  return { side, findings: borrowed };
}

const nothing = (asked: string, problem: string): AtRevision => ({
  side: null,
  findings: [finding("FS1165", null, { asked, problem })],
});

/** The document may have been taken away since, and its folder with it. */
function nearestFolder(path: string, { disk }: World): string {
  let folder = join(path, "..");
  while (disk.stands(folder) !== "folder" && folder !== join(folder, "..")) folder = join(folder, "..");
  return folder;
}
