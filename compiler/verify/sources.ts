/** Sources: the files that the document's text takes in, as the manifest lists them and as they lie in the run folder. */
import type { Manifest } from "../../schemas/manifest.ts";
import type { Finding } from "../diagnostics/finding.ts";
import { digestOf } from "../store/digest.ts";
import { contradiction } from "./differ.ts";
import type { RunFolder } from "./run-folder.ts";

/** Where such files lie; what others wrote is judged by no schema and no writer of ours. */
export const isSource = (path: string): boolean => path.startsWith("sources/");

/** Each one that is listed lies there as it is listed, and none lies there that is not. */
export function sourceFindings(folder: RunFolder, { sources = [] }: Manifest): readonly Finding[] {
  const listed = new Set(sources.map(({ path }) => `sources/${path}`));
  const unlisted = folder.paths.filter((path) => isSource(path) && !listed.has(path));
  return [
    ...sources.flatMap(({ path, sha256, size_bytes }) => {
      const bytes = folder.read(`sources/${path}`);
      const problem =
        bytes === null
          ? "is not there"
          : bytes.length !== size_bytes || digestOf(bytes) !== sha256
            ? "is another one than `sources` of the manifest says"
            : null;
      return problem === null ? [] : [contradiction(`sources/${path}`, problem)];
    }),
    ...unlisted.map((path) => contradiction(path, "is not among `sources` of the manifest")),
  ];
}

/** The lines of the document with its parts in place, in the order in which they are read; null where a part is not there. */
export function linesWithParts(
  folder: RunFolder,
  file: string,
  lines: readonly string[],
  depth = 0,
): readonly string[] | null {
  if (depth > deepest) return null;
  const all: string[] = [];
  let fence: string | null = null;
  for (const line of lines) {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence === null && mark !== undefined) fence = mark;
    else if (fence !== null && line.trim().startsWith(fence) && /^(`+|~+)$/.test(line.trim())) fence = null;
    const path = fence === null ? includedIn(line) : null;
    if (path === null) {
      all.push(line);
      continue;
    }
    const place = below(file, path);
    const bytes = folder.read(`sources/${place}`);
    const inside =
      bytes === null ? null : linesWithParts(folder, place, new TextDecoder().decode(bytes).split(/\r?\n/), depth + 1);
    if (inside === null) return null;
    all.push(...inside);
  }
  return all;
}

const deepest = 5;

function includedIn(line: string): string | null {
  const met = /^ {0,3}\{\{<[ \t]*include[ \t]+(?:"([^"]+)"|([^\s"]+))[ \t]*>\}\}[ \t]*$/.exec(line);
  return met === null ? null : (met[1] ?? met[2]);
}

/** A path written in a file, below the root. */
function below(file: string, path: string): string {
  const steps = file.split("/").slice(0, -1);
  for (const step of path.split("/")) {
    if (step === "..") steps.pop();
    else if (step !== "" && step !== ".") steps.push(step);
  }
  return steps.join("/");
}
