/** Differing from: of several documents those of which git held something else at a revision: text, sources, inputs, lock file, configuration. */
import { relative, resolve } from "node:path";
import { diskAtCommit } from "../compile/disk-at-commit.ts";
import { type Prepared, prepare } from "../compile/prepare.ts";
import { rootOf, slashes } from "../compile/root.ts";
import { readOrNull } from "../compile/unreadable.ts";
import type { GitCommit, World } from "../compile/world.ts";
import { finding } from "../diagnostics/build.ts";
import type { Finding } from "../diagnostics/finding.ts";
import { canonicalJson } from "../store/canonical.ts";
import { digestOf } from "../store/digest.ts";
import type { Disk } from "../store/disk.ts";
import { ownPlaces } from "../store/own-places.ts";

export interface Differing {
  readonly documents: readonly string[];
  /** How git names the revision they are held against. */
  readonly hash: string;
  /** FS1165 where git has no answer. */
  readonly findings: readonly Finding[];
}

/**
 * What git does not hold at the revision differs: a document or an input that is new, or that nobody gave to git.
 *
 * @param revision empty: where the branch left the remote's default branch
 */
export async function differingFrom(documents: readonly string[], revision: string, world: World): Promise<Differing> {
  const { machine, cwd } = world;
  const named = revision === "" ? machine.branchPoint(cwd) : revision;
  const commit = named === null ? null : machine.commit(cwd, named);
  if (commit === null) return { documents: [], hash: "", findings: [unanswered(revision)] };
  const tracked = machine.tracked(commit.top) ?? [];
  const differing: string[] = [];
  for (const document of documents) if (await differs(document, commit, tracked, world)) differing.push(document);
  return { documents: differing, hash: commit.hash, findings: [] };
}

const unanswered = (revision: string): Finding =>
  finding("FS1165", null, {
    asked: revision === "" ? "--changed" : `--changed=${revision}`,
    problem:
      revision === ""
        ? "there is no repository here, or its remote has no default branch; say what the documents are held against, as in `--changed=main`"
        : "git knows no such revision here, or there is no repository",
  });

async function differs(
  document: string,
  commit: GitCommit,
  tracked: readonly string[],
  world: World,
): Promise<boolean> {
  const { disk, env, cwd } = world;
  if (document === "-") return true;
  const path = resolve(cwd, document);
  if (disk.stands(path) !== "file") return true;
  const place = disk.realPath(path);
  if (!commit.paths.includes(slashes(relative(commit.top, place)))) return true;
  const now = await askedOf(place, disk, world);
  const at = diskAtCommit(disk, commit, ownPlaces(rootOf(disk, place), env, cwd), tracked);
  return now === null || now !== (await askedOf(place, at.disk, world)) || at.borrowed().length > 0;
}

/** All that a compile would read, by digest; null where the document cannot be read as one. */
async function askedOf(place: string, disk: Disk, world: World): Promise<string | null> {
  const prepared = await prepare(place, { documents: [place], register: false }, { ...world, disk });
  return prepared.protocol === null ? null : canonicalJson({ ...told(prepared), lock: lockOf(place, disk) });
}

const told = ({ digest, sources, files, configDigest }: Prepared) => ({
  digest,
  configDigest,
  sources: sources.map((one) => ({ path: one.path, digest: digestOf(one.bytes) })),
  files: Object.entries(files).map(([name, own]) => ({
    name,
    own: own.map((one) => ({ path: one.path, digest: one.digest })),
  })),
});

function lockOf(place: string, disk: Disk): string | null {
  const read = readOrNull(disk, `${place}.lock.yaml`);
  return read === null ? null : digestOf(read.bytes);
}
