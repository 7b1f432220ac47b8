/** `foodspec open`: the report of a run, shown by whatever the machine opens HTML with. */
import { join, relative } from "node:path";
import { slashes } from "../../compile/root.ts";
import { runAddress } from "../../compile/run-address.ts";
import type { World } from "../../compile/world.ts";
import { finding } from "../../diagnostics/build.ts";
import { tell } from "./runs.ts";

export async function openCommand(run: string, isPrinted: boolean, world: World): Promise<number> {
  const folder = runAddress(run, world);
  if (typeof folder !== "string") return tell([folder], world);
  const report = join(folder, "report", "index.html");
  if (world.disk.stands(report) !== "file")
    return tell([finding("FS1152", null, { path: run, suggestion: null })], world);
  world.out(`${slashes(relative(world.cwd, report))}\n`);
  if (!isPrinted && !(await world.show(report)))
    world.err("nothing was found that opens it: open the file above yourself\n");
  return 0;
}
