/** `foodspec inspect`: how files would be read, before there is a document. */
import type { InputFile } from "../../../blocks/contract/running.ts";
import { type Inspected, inspected } from "../../../blocks/data/inspect/inspect.ts";
import { columnWords, line } from "../../../blocks/data/inspect/written.ts";
import { readingLine } from "../../../blocks/data/read/read-table-view.ts";
import type { World } from "../../compile/world.ts";
import { exitCode } from "../../diagnostics/exit-code.ts";
import type { Finding } from "../../diagnostics/finding.ts";
import { plain } from "../../diagnostics/json-lines.ts";
import { noSources, withSources } from "../../diagnostics/sources.ts";
import { text } from "../../diagnostics/text.ts";
import { visible } from "../../diagnostics/visible.ts";
import { filesRead, findingOf, optionsOf } from "../files-read.ts";
import { linesOf, type TypedReading } from "../read-as.ts";

/** 0 where exactly one reading fits, whatever else there is to say; else 3, and 2 where the command line is wrong. */
export async function inspectCommand(
  paths: readonly string[],
  typed: TypedReading,
  format: "text" | "json",
  world: World,
): Promise<number> {
  const { files, findings } = await filesRead(paths, world);
  const options = optionsOf(linesOf(typed));
  const wrong = [...findings, ...options.findings];
  if (wrong.length > 0 || options.written === null) {
    world.err(`${text(wrong, noSources, { colour: world.colour })}\n`);
    return exitCode(wrong);
  }
  const found = inspected(files, options.written);
  if (format === "json") world.out(`${JSON.stringify(asJson(files, found), null, 2)}\n`);
  else printed(files, found, world);
  return found.table === null ? 3 : 0;
}

export const findingsOf = ({ refused, remarks }: Inspected): readonly Finding[] =>
  [...refused, ...remarks].map(findingOf);

function asJson(files: readonly InputFile[], found: Inspected) {
  return {
    schema_version: 1,
    files: files.map(({ path, bytes, digest }) => ({ path, size_bytes: bytes.length, sha256: digest })),
    readings: found.readings,
    columns: found.columns.map(({ test: _, ...column }) => column),
    findings: findingsOf(found).map(plain),
    proposal: found.proposal,
  };
}

function printed(files: readonly InputFile[], found: Inspected, { out, err, colour }: World): void {
  for (const reading of found.readings) out(`${visible(readingLine(reading))}\n`);
  if (found.columns.length > 0) out("\ncolumns\n");
  const width = Math.min(30, Math.max(0, ...found.columns.map(({ name }) => name.length)));
  for (const column of found.columns) {
    const may = column.role === null ? "" : `; may be \`${column.role}\``;
    out(
      `  ${visible(column.name === "" ? "(no name)" : column.name).padEnd(width)}  ${visible(columnWords(column))}${may}\n`,
    );
  }
  if (found.proposal !== null) {
    out("\n```foodspec data\n");
    for (const [option, value] of Object.entries(found.proposal)) out(`${line(option, value)}\n`);
    out("```\n");
  }
  const findings = findingsOf(found);
  const sources = withSources(Object.fromEntries(files.map(({ path, bytes }) => [path, bytes])));
  if (findings.length > 0) err(`${text(findings, sources, { colour })}\n`);
}
