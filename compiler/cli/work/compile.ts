/** `foodspec compile`: compiles, prints findings as they come and one line a document. */

import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { compileDocuments } from "../../compile/compile.ts";
import type { CompileOptions } from "../../compile/options.ts";
import type { World } from "../../compile/world.ts";
import type { Judged } from "../../diagnostics/junit.ts";
import { sayCounts } from "../documents-typed.ts";
import { type FormatName, printFindings, printResult, type Telling, wantedOf } from "../report-results.ts";
import { judgedOf, toldToMachines } from "../told-to-machines.ts";

export async function compileCommand(
  options: CompileOptions,
  format: FormatName,
  telling: Telling,
  world: World,
): Promise<number> {
  const judged: Judged[] = [];
  let began = world.ticks();
  const tracked: string[] = [];
  const result = await compileDocuments(options, world, (one, prepared) => {
    const own = judgedOf(
      prepared,
      wantedOf(one.findings, telling.quiet),
      world.ticks() - began,
      telling.pathRoot,
      world,
    );
    began = world.ticks();
    judged.push(own);
    if (format === "github") world.out(toldToMachines(format, [own], world) ?? "");
    printFindings(one.findings, prepared, format, telling, world);
    printResult(one, format, world);
    const isTracked = (prepared.protocol?.frontMatter.tracking ?? prepared.config.tracking) !== undefined;
    if (isTracked && one.folder !== null) tracked.push(one.folder);
    if (one.exitCode !== 0 || one.folder === null || format !== "text" || telling.quiet === true) return;
    for (const line of one.headlines) world.err(`${line}\n`);
    if (world.isTerminal) world.err(`${pathToFileURL(join(one.folder, "report/index.html")).href}\n`);
  });
  const told = format === "github" ? null : toldToMachines(format, judged, world);
  if (told !== null) world.out(told);
  if (telling.quiet !== true)
    sayCounts(
      result.documents.map(({ status }) => status),
      world,
    );
  // Every run folder is whole by now: what comes of sending it changes nothing in it, and no exit code.
  if (tracked.length > 0) {
    const { trackAfter } = await import("./track.ts");
    for (const folder of tracked) await trackAfter(folder, world);
  }
  return result.exitCode;
}
