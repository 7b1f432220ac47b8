/** FS2228: the bibliographies that the front matter names, each read where it lies. */
import { sourceLimits as limits } from "../../../schemas/limits.ts";
import { finding } from "../../diagnostics/build.ts";
import type { Finding, Position } from "../../diagnostics/finding.ts";
import { lines } from "../../diagnostics/lines.ts";
import type { Sources } from "../sources.ts";
import type { ReadBibtex } from "./bibtex.ts";
import { type Entry, entriesOf } from "./entries.ts";
import { missingIn } from "./style.ts";

export interface Bibliography {
  readonly entries: ReadonlyMap<string, Entry>;
  readonly findings: readonly Finding[];
}

export const isBibtex = (path: string): boolean => /\.bib$/i.test(path);

/**
 * @param file the document, to which paths are relative
 * @param at where the path of an index stands in the front matter
 */
export function takeBibliography(
  paths: readonly string[],
  file: string,
  at: (index: number) => Position,
  sources: Sources,
  readBibtex: ReadBibtex,
): Bibliography {
  const entries = new Map<string, Entry>();
  const findings: Finding[] = [];
  for (const [i, path] of paths.entries()) {
    const refuse = (what: string, position = at(i)): void => {
      findings.push(finding("FS2228", position, { path, what }));
    };
    const source =
      isBibtex(path) || /\.json$/i.test(path)
        ? sources.take(path, file, "bibliography", limits.bibliographyBytes)
        : null;
    if (source === null) refuse("it is neither `.bib` nor `.json` (CSL-JSON)");
    else if ("problem" in source) refuse(source.problem);
    else {
      const read = entriesIn(source.path, source.bytes, readBibtex);
      if ("problem" in read) refuse(read.problem, read.position ?? at(i));
      else
        for (const entry of read.entries) {
          if (entries.has(entry.key)) refuse(`the key \`${entry.key}\` stands in it or in one before it already`);
          else entries.set(entry.key, entry);
          const missing = missingIn(entry);
          if (missing.length > 0) {
            const what = `of \`${entry.key}\` it does not say ${missing.join(" and ")}`;
            findings.push({ ...finding("FS2228", at(i), { path, what }), severity: "warning" });
          }
        }
    }
  }
  return { entries, findings };
}

function entriesIn(
  path: string,
  bytes: Uint8Array,
  readBibtex: ReadBibtex,
): { readonly entries: readonly Entry[] } | { readonly problem: string; readonly position: Position | null } {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return { problem: "it is not UTF-8: save it as such", position: null };
  }
  const json = isBibtex(path) ? readBibtex(text) : jsonIn(text);
  if ("problem" in json) {
    const { problem, line, column } = json;
    const start = (lines(path, text).starts[line - 1] ?? 0) + column - 1;
    return { problem, position: lines(path, text).place(start, start + 1) };
  }
  const entries = entriesOf(json.json);
  if ("problem" in entries) return { problem: entries.problem, position: null };
  return entries.length === 0 ? { problem: "it holds no entry", position: null } : { entries };
}

function jsonIn(text: string): ReturnType<ReadBibtex> {
  try {
    return { json: JSON.parse(text) as unknown };
  } catch {
    return { problem: "it is no JSON", line: 1, column: 1 };
  }
}
