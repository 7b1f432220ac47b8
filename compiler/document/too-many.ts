/** Too many: names in the front matter beyond what is read. */
import type { OptionPath } from "../../blocks/contract/refusal.ts";
import { isRecord } from "../../schemas/is-record.ts";
import { documentLimits as limits } from "../../schemas/limits.ts";
import type { Json } from "../../schemas/plain-json.ts";
import { finding } from "../diagnostics/build.ts";
import type { Finding, Position } from "../diagnostics/finding.ts";

/** The first of `inputs` and `params` with more names than are read, at the first name beyond; null where both are within. */
export function tooManyNames(
  frontMatter: Json,
  at: (path: OptionPath, part: "key" | "value") => Position,
): Finding | null {
  if (!isRecord(frontMatter)) return null;
  for (const things of ["inputs", "params"] as const) {
    const value = frontMatter[things];
    const names = isRecord(value) ? Object.keys(value) : [];
    const limit = limits[things];
    if (names.length <= limit) continue;
    const pointer = [things, names[limit]];
    return finding(
      "FS2070",
      at(pointer, "key"),
      { found: names.length, things: `names under \`${things}\``, limit },
      { pointer },
    );
  }
  return null;
}
