/** Config at: the configuration of a project, where its root has one. */
import { join, relative, resolve } from "node:path";
import { registry } from "../../blocks/registry.ts";
import type { Config } from "../../schemas/config.ts";
import type { Disk } from "../store/disk.ts";
import { type ConfigAt, configRead } from "./config-read.ts";
import { isBelow, rootOf } from "./root.ts";
import { folderOf } from "./unreadable.ts";

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

/** As the registry's gates judge it: empty where there is none; null where something is wrong with it. */
export const configAt = (disk: Disk, root: string): ConfigAt => configRead(disk, root, registry.policy);
