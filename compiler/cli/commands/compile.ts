/** `foodspec compile`: compiles, prints findings as they come and one line a document. */

import { compileDocuments } from "../../compile/compile.ts";
import type { Effects } from "../../compile/effects.ts";
import type { CompileOptions } from "../../compile/options.ts";
import { formats } from "../../diagnostics/formats.ts";
import { withSources } from "../../diagnostics/sources.ts";
import { type FormatName, printFindings, printResult } from "../report-results.ts";

export async function compileCommand(
  options: CompileOptions,
  format: FormatName,
  quiet: boolean,
  effects: Effects,
): Promise<number> {
  const documents: { [file: string]: Uint8Array } = {};
  const result = await compileDocuments(options, effects, (one, prepared) => {
    documents[prepared.file] = prepared.bytes ?? new Uint8Array();
    printFindings(one.findings, prepared, format, quiet, effects);
    printResult(one, format, effects);
  });
  if (format === "sarif" || format === "junit") {
    effects.out(
      formats[format](
        result.documents.flatMap(({ findings }) => findings),
        withSources(documents),
      ),
    );
  }
  return result.exitCode;
}
