/** Our mistake: what no command foresaw is told like any other finding; where it happened, only with --verbose. */

import type { Effects } from "../../compile/effects.ts";
import { internalError } from "../../diagnostics/build.ts";
import { noSources } from "../../diagnostics/sources.ts";
import { text } from "../../diagnostics/text.ts";

export function ourMistake(error: unknown, isVerbose: boolean, effects: Effects): number {
  const one = internalError("artifact", error instanceof Error ? error.message : String(error));
  if (isVerbose && error instanceof Error) effects.err(`${error.stack}\n`);
  effects.err(text([one], noSources, { colour: effects.colour }));
  return one.exit;
}
