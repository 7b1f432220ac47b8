/** What compile prints: findings on standard error, one line (or object) a document on standard output. */
import { join, relative } from "node:path";
import type { Prepared } from "../compile/prepare.ts";
import { slashes } from "../compile/root.ts";
import type { DocumentResult } from "../compile/session.ts";
import type { World } from "../compile/world.ts";
import type { Finding, Position } from "../diagnostics/finding.ts";
import type { formats } from "../diagnostics/formats.ts";
import { plain } from "../diagnostics/json-lines.ts";
import { type Sources, withSources } from "../diagnostics/sources.ts";
import { text } from "../diagnostics/text.ts";

export type FormatName = keyof typeof formats;

/** A file as artifacts name it (below the root), as somebody who stands in `cwd` names it; unchanged where that would climb. */
function seenFrom(cwd: string, { root }: Prepared): (file: string) => string {
  return (file) => {
    const way = slashes(relative(cwd, join(root, file)));
    return way.startsWith("../") ? file : way;
  };
}

/** The lines findings point at: the document, and data files by the name findings use. */
function sourcesOf(prepared: Prepared, seen: (file: string) => string = (file) => file): Sources {
  const folder = prepared.file.slice(0, prepared.file.lastIndexOf("/") + 1);
  const data = Object.values(prepared.files)
    .flat()
    .map(({ path, bytes }) => [seen(folder + path), bytes] as const);
  const document = prepared.bytes === null ? [] : [[seen(prepared.file), prepared.bytes] as const];
  const parts = prepared.sources.map(({ path, bytes }) => [seen(path), bytes] as const);
  const delimiters = data.map(([file, bytes]) => [file, delimiterOf(bytes)]);
  return withSources(Object.fromEntries([...data, ...parts, ...document]), Object.fromEntries(delimiters));
}

/** The sign that stands most often in the header, of equals not the decimal comma: enough to put a caret under a field. */
function delimiterOf(bytes: Uint8Array): string {
  const header = new TextDecoder().decode(bytes.subarray(0, 100_000)).split(/[\r\n]/, 1)[0];
  const times = (sign: string) => header.split(sign).length;
  return ["\t", ";", ","].reduce((best, sign) => (times(sign) > times(best) ? sign : best));
}

/** What of the findings is printed as text: `--quiet` errors alone; notes are counted unless `--notes` asks for them. */
export interface Telling {
  readonly quiet?: boolean;
  readonly notes?: boolean;
  /** The folder that forms for machines name files from. */
  readonly pathRoot?: string;
}

/** Text for people, which names files from where they stand. */
export function printFindings(
  findings: readonly Finding[],
  prepared: Prepared,
  format: FormatName,
  { quiet = false, notes = false }: Telling,
  world: World,
): void {
  const wanted = wantedOf(findings, quiet);
  if (format !== "text" || wanted.length === 0) return;
  const seen = seenFrom(world.cwd, prepared);
  const at = (position: Position): Position => ({ ...position, file: seen(position.file) });
  const shown = wanted
    .filter(({ severity }) => notes || severity !== "note")
    .map((one) => ({
      ...one,
      position: one.position === null ? null : at(one.position),
      related: one.related.map((also) => ({ ...also, position: at(also.position) })),
    }));
  if (shown.length > 0) world.err(`${text(shown, sourcesOf(prepared, seen), { colour: world.colour })}\n`);
  const left = wanted.length - shown.length;
  if (left > 0) world.err(`${left} ${left === 1 ? "note" : "notes"} (--notes prints ${left === 1 ? "it" : "them"})\n`);
}

/** What `--quiet` leaves. */
export const wantedOf = (findings: readonly Finding[], quiet: boolean | undefined): readonly Finding[] =>
  quiet === true ? findings.filter(({ severity }) => severity === "error") : findings;

/** One line a document: status, run id, exit code, the path to open. */
export function printResult(result: DocumentResult, format: FormatName, world: World): void {
  const open = openPath(result, world.cwd);
  if (format === "json") {
    const { document, status, runId, exitCode, findings } = result;
    world.out(
      `${JSON.stringify({ document, status, run_id: runId, exit_code: exitCode, path: open, findings: findings.map(plain) })}\n`,
    );
  } else if (format === "text" || format === "github") {
    world.out(`${result.status}  ${result.runId ?? "-"}  exit ${result.exitCode}  ${open ?? result.document}\n`);
  }
}

function openPath({ folder, open }: DocumentResult, cwd: string): string | null {
  if (folder === null || open === null) return null;
  const way = slashes(relative(cwd, join(folder, open)));
  return way.startsWith("../../..") ? slashes(join(folder, open)) : way;
}
