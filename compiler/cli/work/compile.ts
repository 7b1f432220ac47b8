/** `foodspec compile`: compiles, prints findings as they come and one line a document. */

import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { dictionary } from "../../../schemas/dictionary.ts";
import { compileDocuments } from "../../compile/compile.ts";
import { headline } from "../../compile/headline.ts";
import type { CompileOptions } from "../../compile/options.ts";
import type { World } from "../../compile/world.ts";
import { formats } from "../../diagnostics/formats.ts";
import { withSources } from "../../diagnostics/sources.ts";
import { type FormatName, printFindings, printResult, type Telling } from "../report-results.ts";

export async function compileCommand(
  options: CompileOptions,
  format: FormatName,
  telling: Telling,
  world: World,
): Promise<number> {
  const documents = dictionary<Uint8Array>();
  const tracked: string[] = [];
  const result = await compileDocuments(options, world, (one, prepared) => {
    documents[prepared.file] = prepared.bytes ?? new Uint8Array();
    for (const { path, bytes } of prepared.sources) documents[path] = bytes;
    printFindings(one.findings, prepared, format, telling, world);
    printResult(one, format, world);
    const isTracked = (prepared.protocol?.frontMatter.tracking ?? prepared.config.tracking) !== undefined;
    if (isTracked && one.folder !== null) tracked.push(one.folder);
    if (one.exitCode !== 0 || one.folder === null || format !== "text" || telling.quiet === true) return;
    const came = headline(world.disk, one.folder, prepared.protocol);
    if (came !== null) world.err(`${came}\n`);
    if (world.isTerminal) world.err(`${pathToFileURL(join(one.folder, "report/index.html")).href}\n`);
  });
  if (format === "sarif" || format === "junit") {
    world.out(
      formats[format](
        result.documents.flatMap(({ findings }) => findings),
        withSources(documents),
      ),
    );
  }
  // Every run folder is whole by now: what comes of sending it changes nothing in it, and no exit code.
  if (tracked.length > 0) {
    const { trackAfter } = await import("./track.ts");
    for (const folder of tracked) await trackAfter(folder, world);
  }
  return result.exitCode;
}
