/** Logs: each line of logs/run.jsonl carries the digest of the line before, so a line taken out or changed breaks the chain; its clock does not run back. */
import { finding } from "../diagnostics/build.ts";
import type { Finding } from "../diagnostics/finding.ts";
import { digestOf } from "../store/digest.ts";
import type { RunFolder } from "./run-folder.ts";

export function logFindings(folder: RunFolder): readonly Finding[] {
  const bytes = folder.read("logs/run.jsonl");
  if (bytes === null) return [];
  const lines = new TextDecoder().decode(bytes).trimEnd().split("\n");
  const broken = lines.findIndex((line, i) => read(line).previous !== (i === 0 ? null : digestOf(lines[i - 1])));
  const times = lines.map((line) => String(read(line).timestamp));
  // All are ISO 8601 in UTC with milliseconds: as text they stand in the order of time.
  const back = times.findIndex((time, i) => i > 0 && time < times[i - 1]);
  return [
    ...(broken === -1 ? [] : [finding("FS9117", null, { line: broken + 1 })]),
    ...(back === -1 ? [] : [finding("FS9122", null, { line: back + 1, time: times[back], before: times[back - 1] })]),
  ];
}

function read(line: string): { readonly previous?: unknown; readonly timestamp?: unknown } {
  try {
    return JSON.parse(line) as { readonly previous?: unknown };
  } catch {
    return {};
  }
}
