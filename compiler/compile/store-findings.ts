/** Store findings: why a store may not be used, and what of it was not. */
import { basename, isAbsolute, relative } from "node:path";
import { finding } from "../diagnostics/build.ts";
import type { Finding } from "../diagnostics/finding.ts";
import type { OpenStore, StoreProblem } from "../store/open-store.ts";
import { diskWords } from "./disk-words.ts";
import { slashes } from "./root.ts";

/** Why the store may not be used: nothing was read from it or written to it. */
export function storeProblem(store: OpenStore, root: string): readonly Finding[] {
  const problem = store.problem();
  return problem === null ? [] : [problemFinding(problem, root)];
}

/** The same for a problem that came up while it was written to. */
export function problemFinding(problem: StoreProblem, root: string): Finding {
  const path = belowRoot(problem.path, root);
  switch (problem.why) {
    case "link":
      return linkFinding(path);
    case "tracked":
      return finding("FS9502", null, { path, count: problem.count });
    case "foreign":
      return finding("FS9503", null, { path, name: basename(problem.path) });
    case "shared_key":
      return finding("FS9505", null, { file: basename(problem.path) });
  }
}

export const linkFinding = (path: string): Finding => finding("FS9501", null, { path });

/**
 * What is said when a run has ended, on the terminal alone: two runs of the same content differ in it.
 *
 * @param isWritten true where the run would have kept results
 */
export function storeNotes(store: OpenStore, isWritten: boolean): readonly Finding[] {
  const notes: Finding[] = [];
  const count = store.strangers();
  if (count > 0) notes.push(finding("FS9504", null, { count }));
  const missing = isWritten ? store.withoutKey() : null;
  if (missing !== null) notes.push(finding("FS9506", null, { problem: diskWords({ code: missing }) }));
  return notes;
}

/** Below the root, as artifacts name files; only the last name of what lies elsewhere, which tells of the machine. */
export function belowRoot(path: string, root: string): string {
  const way = slashes(relative(root, path));
  return way === "" || way.startsWith("../") || isAbsolute(way) ? basename(path) : way;
}
