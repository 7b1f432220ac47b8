/** Config read: the configuration of a project from its root, held against a policy that is handed in. */
import { join } from "node:path";
import type { Config } from "../../schemas/config.ts";
import { finding } from "../diagnostics/build.ts";
import type { Finding } from "../diagnostics/finding.ts";
import { configName, type Policy, readConfig } from "../document/config.ts";
import { digestOf } from "../store/digest.ts";
import type { Disk } from "../store/disk.ts";
import { diskWords } from "./disk-words.ts";

export interface ConfigAt {
  readonly config: Config | null;
  readonly findings: readonly Finding[];
  /** Of its bytes; null where there is none, or it cannot be read. */
  readonly sha256: string | null;
}

/** Empty where there is none; null where something is wrong with it. */
export function configRead(disk: Disk, root: string, policy: Policy): ConfigAt {
  const path = join(root, configName);
  if (disk.stands(path) !== "file") return { config: {}, findings: [], sha256: null };
  try {
    const bytes = disk.read(path);
    return { ...readConfig(bytes, policy), sha256: digestOf(bytes) };
  } catch (error) {
    const position = { file: configName, line: 1, column: 1, endLine: 1, endColumn: 1 };
    return { config: null, findings: [finding("FS1162", position, { problem: diskWords(error) })], sha256: null };
  }
}

/** Of whoever only wants to know where things lie: what the gates say of a policy is for those who compile. */
export const unjudged: Policy = { findings: () => [], projectFindings: () => [] };
