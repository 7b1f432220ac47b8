/** Config at: the configuration of a project, where its root has one. */
import { join, relative, resolve } from "node:path";
import { registry } from "../../blocks/registry.ts";
import type { Config } from "../../schemas/config.ts";
import { finding } from "../diagnostics/build.ts";
import type { Finding } from "../diagnostics/finding.ts";
import { configName, readConfig } from "../document/config.ts";
import { digestOf } from "../store/digest.ts";
import type { Disk } from "../store/disk.ts";
import { diskWords } from "./disk-words.ts";
import { isBelow, rootOf } from "./root.ts";
import { folderOf } from "./unreadable.ts";

export interface ConfigAt {
  readonly config: Config | null;
  readonly findings: readonly Finding[];
  /** Of its bytes; null where there is none, or it cannot be read. */
  readonly sha256: string | null;
}

/** The folder for runs of a document, absolute: where the project says so, and else beside it. */
export function runsFolderOf(disk: Disk, document: string): string {
  const beside = join(folderOf(disk, document), "runs");
  if (disk.stands(document) !== "file") return beside;
  const root = rootOf(disk, document);
  return outputIn(configAt(disk, root).config ?? {}, root, disk.realPath(document)) ?? beside;
}

/** `<output>/<document without .md>`; null where the project says nothing, or a place outside of it. */
export function outputIn({ output }: Config, root: string, document: string): string | null {
  if (output === undefined) return null;
  const place = resolve(root, output);
  const way = relative(root, document).replace(/\.(?:md|markdown)$/i, "");
  return isBelow(root, place) ? join(place, way) : null;
}

/** Empty where there is none; null where something is wrong with it. */
export function configAt(disk: Disk, root: string): ConfigAt {
  const path = join(root, configName);
  if (disk.stands(path) !== "file") return { config: {}, findings: [], sha256: null };
  try {
    const bytes = disk.read(path);
    return { ...readConfig(bytes, registry.policy), sha256: digestOf(bytes) };
  } catch (error) {
    const position = { file: configName, line: 1, column: 1, endLine: 1, endColumn: 1 };
    return { config: null, findings: [finding("FS1162", position, { problem: diskWords(error) })], sha256: null };
  }
}
