/** `foodspec freeze`: says what is wrong with the document, else enters its criteria. */
import { freeze, withoutData } from "../../compile/freeze.ts";
import type { CompileOptions } from "../../compile/options.ts";
import { prepare } from "../../compile/prepare.ts";
import type { World } from "../../compile/world.ts";
import { exitCode } from "../../diagnostics/exit-code.ts";
import { isError } from "../../diagnostics/finding.ts";
import { hexOf } from "../../store/digest.ts";
import { registerName } from "../../store/register-files.ts";
import { printFindings } from "../report-results.ts";

export async function freezeCommand(options: CompileOptions, world: World): Promise<number> {
  const prepared = await prepare(options.documents[0], options, world);
  const findings = withoutData(prepared.findings);
  printFindings(findings, prepared, "text", {}, world);
  const { protocol } = prepared;
  if (findings.some(isError) || protocol === null) return exitCode(findings);
  const frozen = await freeze({ ...prepared, protocol }, options, world);
  if ("findings" in frozen) {
    printFindings(frozen.findings, prepared, "text", {}, world);
    return exitCode(frozen.findings);
  }
  world.out(`frozen  ${hexOf(frozen.criteria)}  ${registerName(prepared.shown)}\n`);
  return 0;
}
