/** Unified diff: what an edit of a text file changes, as git and patch read it. */
import { createTwoFilesPatch } from "diff";

/** Empty where both are the same. */
export function unifiedDiff(file: string, before: string, after: string): string {
  if (before === after) return "";
  const patch = createTwoFilesPatch(`a/${file}`, `b/${file}`, before, after, undefined, undefined, { context: 3 });
  return patch.replace(/^=+\n/, "");
}
