/** Told to machines: findings of documents as code scanning and test reports read them, their places as the repository names files. */
import { join, relative, resolve } from "node:path";
import { buildInfo } from "../compile/package-files.ts";
import type { Prepared } from "../compile/prepare.ts";
import { foldersAbove, isBelow, slashes } from "../compile/root.ts";
import type { World } from "../compile/world.ts";
import type { Finding, Position } from "../diagnostics/finding.ts";
import { formats } from "../diagnostics/formats.ts";
import type { Judged } from "../diagnostics/junit.ts";

/** A document with its findings, as the repository names them. */
export function judgedOf(
  prepared: Prepared,
  findings: readonly Finding[],
  milliseconds: number,
  pathRoot: string | undefined,
  world: World,
): Judged {
  const named = nameInRepository(prepared, pathRoot, world);
  return {
    document: prepared.bytes === null ? prepared.shown : named(prepared.file),
    findings: findings.map((one) => withFiles(one, named)),
    seconds: milliseconds / 1000,
  };
}

/** Null of a form that is printed as findings come. */
export function toldToMachines(format: string, judged: readonly Judged[], { disk }: World): string | null {
  const all = judged.flatMap(({ findings }) => findings);
  if (format === "sarif") return formats.sarif(all, buildInfo(disk).version);
  if (format === "junit") return formats.junit(judged);
  return format === "github" ? formats.github(all) : null;
}

/** From the top of the repository, or the folder that was typed, else from the project's root. */
function nameInRepository(
  { root }: Prepared,
  pathRoot: string | undefined,
  { disk, cwd }: World,
): (file: string) => string {
  const isTop = (folder: string): boolean => disk.stands(join(folder, ".git")) !== null;
  const above = [root, ...foldersAbove(root)].find(isTop);
  const top = pathRoot === undefined ? (above ?? root) : disk.realPath(resolve(cwd, pathRoot));
  return (file) => {
    const path = join(root, file);
    return isBelow(top, path) ? slashes(relative(top, path)) : file;
  };
}

function withFiles(one: Finding, named: (file: string) => string): Finding {
  const at = (position: Position): Position => ({ ...position, file: named(position.file) });
  return {
    ...one,
    position: one.position === null ? null : at(one.position),
    related: one.related.map((also) => ({ ...also, position: at(also.position) })),
  };
}
