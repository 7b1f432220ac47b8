/** Config at: the configuration of a project, where its root has one. */
import { join } from "node:path";
import type { Config } from "../../schemas/config.ts";
import { finding } from "../diagnostics/build.ts";
import type { Finding } from "../diagnostics/finding.ts";
import { configName, readConfig } from "../document/config.ts";
import type { Disk } from "../store/disk.ts";
import { diskWords } from "./disk-words.ts";

/** Empty where there is none; null where something is wrong with it. */
export function configAt(
  disk: Disk,
  root: string,
): { readonly config: Config | null; readonly findings: readonly Finding[] } {
  const path = join(root, configName);
  if (disk.stands(path) !== "file") return { config: {}, findings: [] };
  try {
    return readConfig(disk.read(path));
  } catch (error) {
    const position = { file: configName, line: 1, column: 1, endLine: 1, endColumn: 1 };
    return { config: null, findings: [finding("FS1162", position, { problem: diskWords(error) })] };
  }
}
