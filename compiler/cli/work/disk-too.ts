/** Disk too: what the file system will not do is told as a finding. */
import { relative } from "node:path";
import { diskFinding } from "../../compile/disk-finding.ts";
import { slashes } from "../../compile/root.ts";
import type { World } from "../../compile/world.ts";
import { sayFindings } from "./say-findings.ts";

export async function diskToo(world: World, work: () => Promise<number>): Promise<number> {
  try {
    return await work();
  } catch (error) {
    const { path } = error as NodeJS.ErrnoException;
    const found = diskFinding(error, path === undefined ? "jobs" : slashes(relative(world.cwd, path)));
    if (found === null) throw error;
    return sayFindings([found], world);
  }
}
