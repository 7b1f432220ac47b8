/** `foodspec freeze`: says what is wrong with the document, else enters its criteria. */
import { freeze, withoutData } from "../../compile/freeze.ts";
import type { CompileOptions } from "../../compile/options.ts";
import { prepare } from "../../compile/prepare.ts";
import type { World } from "../../compile/world.ts";
import { finding } from "../../diagnostics/build.ts";
import { exitCode } from "../../diagnostics/exit-code.ts";
import { isError } from "../../diagnostics/finding.ts";
import { NoTimeStamp } from "../../seal/time-stamp.ts";
import { hexOf } from "../../store/digest.ts";
import { registerName } from "../../store/register-files.ts";
import { printFindings } from "../report-results.ts";
import { stampingOf } from "./stamping.ts";

/** @param tsa address of a time-stamping authority; else FOODSPEC_TSA */
export async function freezeCommand(options: CompileOptions, tsa: string | undefined, world: World): Promise<number> {
  const prepared = await prepare(options.documents[0], options, world);
  const findings = withoutData(prepared.findings);
  printFindings(findings, prepared, "text", {}, world);
  const { protocol } = prepared;
  if (findings.some(isError) || protocol === null) return exitCode(findings);
  const { url, send } = await stampingOf(tsa, world);
  const frozen = await freeze({ ...prepared, protocol }, options, world, send).catch((error: unknown) => {
    if (!(error instanceof NoTimeStamp)) throw error;
    return { findings: [finding("FS9705", null, { what: "frozen", url, problem: error.problem })] };
  });
  if ("findings" in frozen) {
    printFindings(frozen.findings, prepared, "text", {}, world);
    return exitCode(frozen.findings);
  }
  const stamp = send === null ? "" : "  with a time stamp";
  world.out(`frozen  ${hexOf(frozen.criteria)}  ${registerName(prepared.shown)}${stamp}\n`);
  return 0;
}
