/** Logs: each line of logs/run.jsonl carries the digest of the line before, so a line taken out or changed breaks the chain. */
import { finding } from "../diagnostics/build.ts";
import type { Finding } from "../diagnostics/finding.ts";
import { digestOf } from "../store/digest.ts";
import type { RunFolder } from "./run-folder.ts";

export function logFindings(folder: RunFolder): readonly Finding[] {
  const bytes = folder.read("logs/run.jsonl");
  if (bytes === null) return [];
  const lines = new TextDecoder().decode(bytes).trimEnd().split("\n");
  const broken = lines.findIndex((line, i) => previousOf(line) !== (i === 0 ? null : digestOf(lines[i - 1])));
  return broken === -1 ? [] : [finding("FS9117", null, { line: broken + 1 })];
}

function previousOf(line: string): unknown {
  try {
    return (JSON.parse(line) as { readonly previous?: unknown }).previous;
  } catch {
    return undefined;
  }
}
