/** `foodspec explain FSnnnn`. */

import type { World } from "../../compile/world.ts";
import { finding } from "../../diagnostics/build.ts";
import { closestCode, codeRanges, explain } from "../../diagnostics/explain.ts";
import { noSources } from "../../diagnostics/sources.ts";
import { text } from "../../diagnostics/text.ts";

export function explainCommand(code: string, world: World): number {
  const found = explain(code);
  if (found !== null) world.out(found);
  else
    world.err(
      text([finding("FS1103", null, { code, suggestion: closestCode(code), ranges: codeRanges() })], noSources, {
        colour: world.colour,
      }),
    );
  return found === null ? 2 : 0;
}
