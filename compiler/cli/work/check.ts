/** `foodspec check`: everything that can be known of documents without running a block. */
import type { Looking } from "../../compile/look.ts";
import type { CompileOptions } from "../../compile/options.ts";
import { type Prepared, prepare } from "../../compile/prepare.ts";
import type { World } from "../../compile/world.ts";
import { exitCode } from "../../diagnostics/exit-code.ts";
import { asError } from "../../diagnostics/finding.ts";
import { formats } from "../../diagnostics/formats.ts";
import type { Judged } from "../../diagnostics/junit.ts";
import { sayCounts } from "../documents-typed.ts";
import { type FormatName, printFindings, type Telling } from "../report-results.ts";
import { judgedOf, toldToMachines } from "../told-to-machines.ts";

/** `--fix`: the safe fixes are written, or only shown. */
export interface Mending {
  readonly isDry: boolean;
}

/** With the diff of what was mended on standard output. */
async function preparedAndMended(
  document: string,
  options: CompileOptions,
  world: World,
  looking: Looking,
  mending: Mending | null,
): Promise<Prepared> {
  const prepared = await prepare(document, options, world, looking);
  if (mending === null) return prepared;
  const [{ mended }, { unifiedDiff }] = await Promise.all([
    import("../../compile/mend.ts"),
    import("../../diagnostics/unified-diff.ts"),
  ]);
  const both = await mended(prepared, options, world);
  if (both === null || both.after === both.before) return prepared;
  world.out(unifiedDiff(prepared.shown, both.before, both.after));
  if (mending.isDry) return prepared;
  world.disk.write(prepared.path, both.after);
  return prepare(document, options, world, looking);
}

export async function checkCommand(
  options: CompileOptions,
  format: FormatName,
  world: World,
  looking: Looking = "headers",
  telling: Telling = {},
  mending: Mending | null = null,
): Promise<number> {
  const judged: Judged[] = [];
  const statuses: string[] = [];
  let code = 0;
  for (const document of options.documents) {
    const began = world.ticks();
    const prepared = await preparedAndMended(document, options, world, looking, mending);
    const findings = options.strict === true ? prepared.findings.map(asError) : prepared.findings;
    judged.push(judgedOf(prepared, findings, world.ticks() - began, telling.pathRoot, world));
    if (format === "json") world.out(formats.json(findings));
    printFindings(findings, prepared, format, telling, world);
    const own = exitCode(findings);
    if (code === 0) code = own;
    statuses.push(own === 0 ? "success" : "failed");
    const blocks = prepared.protocol?.blocks.length ?? 0;
    if (format === "text")
      world.out(
        `${own === 0 ? "ok" : "failed"}  exit ${own}  ${prepared.shown}${own === 0 ? `  ${blocks} blocks` : ""}\n`,
      );
  }
  sayCounts(statuses, world);
  const told = toldToMachines(format, judged, world);
  if (told !== null) world.out(told);
  return code;
}
