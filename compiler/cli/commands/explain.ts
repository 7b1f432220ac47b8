/** `foodspec explain FSnnnn`. */

import type { Effects } from "../../compile/effects.ts";
import { finding } from "../../diagnostics/build.ts";
import { closestCode, codeRanges, explain } from "../../diagnostics/explain.ts";
import { noSources } from "../../diagnostics/sources.ts";
import { text } from "../../diagnostics/text.ts";

export function explainCommand(code: string, effects: Effects): number {
  const found = explain(code);
  if (found !== null) effects.out(found);
  else
    effects.err(
      text([finding("FS1103", null, { code, suggestion: closestCode(code), ranges: codeRanges() })], noSources, {
        colour: effects.colour,
      }),
    );
  return found === null ? 2 : 0;
}
