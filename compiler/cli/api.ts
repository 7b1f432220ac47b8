/** The package's entry: compile as a function. */
import { compileDocuments, type RunResult } from "../compile/compile.ts";
import type { CompileOptions } from "../compile/options.ts";
import { processWorld } from "./process-world.ts";

export type { RunResult } from "../compile/compile.ts";
export type { CompileOptions } from "../compile/options.ts";
export type { DocumentResult } from "../compile/session.ts";

/**
 * Compiles documents and says what became of each. Writes run folders as the command line does, prints nothing.
 *
 * @param options documents and what would be typed beside them
 * @param signal aborted to cancel: the run ends as cancelled, with a folder that says so
 */
export async function compile(
  options: CompileOptions,
  signal: AbortSignal = new AbortController().signal,
): Promise<RunResult> {
  const world = {
    ...processWorld(signal),
    out: () => undefined,
    err: () => undefined,
    isTerminal: false,
    command: ["compile", ...options.documents],
  };
  return compileDocuments(options, world, () => undefined);
}
