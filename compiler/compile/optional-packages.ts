/** Optional packages: those that only some command needs, which need not be installed; package.json names the versions that were tried. */
import { join } from "node:path";
import { own } from "../../schemas/dictionary.ts";
import { finding } from "../diagnostics/build.ts";
import type { Finding } from "../diagnostics/finding.ts";
import { type Disk, readText } from "../store/disk.ts";
import { packageRoot } from "./package-files.ts";

/**
 * What `load` gives; FS1170 with the line to type where one of these packages is not installed beside the program.
 *
 * @param what needs them, in words
 * @throws whatever else `load` throws
 */
export async function optionalPackages<T>(
  what: string,
  names: readonly string[],
  load: () => Promise<T>,
  disk: Disk,
): Promise<T | Finding> {
  try {
    return await load();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const absent = code === "ERR_MODULE_NOT_FOUND" ? names.find((name) => message.includes(`'${name}'`)) : undefined;
    if (absent === undefined) throw error;
    const { peerDependencies: tried } = JSON.parse(readText(disk, join(packageRoot(disk), "package.json")));
    const install = names.map((name) => `${name}@${own(tried, name)}`).join(" ");
    return finding("FS1170", null, { package: absent, what, install });
  }
}
