/** Our mistake: what no command foresaw is told like any other finding; where it happened, only with --verbose. */
import { basename } from "node:path";
import { diskFinding } from "../../compile/disk-finding.ts";
import type { World } from "../../compile/world.ts";
import { internalError } from "../../diagnostics/build.ts";
import { noSources } from "../../diagnostics/sources.ts";
import { text } from "../../diagnostics/text.ts";

export function ourMistake(error: unknown, isVerbose: boolean, world: World): number {
  const { path } = (error as NodeJS.ErrnoException | null) ?? {};
  const one =
    diskFinding(error, path === undefined ? "a file" : basename(path)) ??
    internalError("artifact", error instanceof Error ? error.message : String(error));
  if (isVerbose && error instanceof Error) world.err(`${error.stack}\n`);
  world.err(text([one], noSources, { colour: world.colour }));
  return one.exit;
}
