/** `foodspec check`: everything that can be known of documents without running a block. */

import { dictionary } from "../../../schemas/dictionary.ts";
import type { Looking } from "../../compile/look.ts";
import type { CompileOptions } from "../../compile/options.ts";
import { prepare } from "../../compile/prepare.ts";
import type { World } from "../../compile/world.ts";
import { exitCode } from "../../diagnostics/exit-code.ts";
import { asError, type Finding } from "../../diagnostics/finding.ts";
import { formats } from "../../diagnostics/formats.ts";
import { withSources } from "../../diagnostics/sources.ts";
import { type FormatName, printFindings } from "../report-results.ts";

export async function checkCommand(
  options: CompileOptions,
  format: FormatName,
  world: World,
  looking: Looking = "headers",
): Promise<number> {
  const all: Finding[] = [];
  const read = dictionary<Uint8Array>();
  let code = 0;
  for (const document of options.documents) {
    const prepared = await prepare(document, options, world, looking);
    const findings = options.strict === true ? prepared.findings.map(asError) : prepared.findings;
    all.push(...findings);
    read[prepared.file] = prepared.bytes ?? new Uint8Array();
    for (const { path, bytes } of prepared.sources) read[path] = bytes;
    printFindings(findings, prepared, format, false, world);
    const own = exitCode(findings);
    if (code === 0) code = own;
    const blocks = prepared.protocol?.blocks.length ?? 0;
    if (format === "text")
      world.out(
        `${own === 0 ? "ok" : "failed"}  exit ${own}  ${prepared.shown}${own === 0 ? `  ${blocks} blocks` : ""}\n`,
      );
  }
  if (format === "json" || format === "sarif" || format === "junit") world.out(formats[format](all, withSources(read)));
  return code;
}
