#!/usr/bin/env node
/** The command line: reads the words, loads the command that was asked for, and ends with its exit code. */
import { setFlagsFromString } from "node:v8";
import { commands } from "./commands.ts";
import { engineFlags } from "./engine.ts";
import { processWorld } from "./process-world.ts";
import { run } from "./program.ts";

for (const flag of engineFlags(process.versions.node)) setFlagsFromString(flag);
const controller = new AbortController();
let interrupts = 0;
const cancel = (code: number) => () => {
  interrupts++;
  if (interrupts > 1) process.exit(code);
  controller.abort(code);
  process.stderr.write("\ncancelling … (again to stop at once)\n");
};
process.on("SIGINT", cancel(130));
process.on("SIGTERM", cancel(143));
// A reader that closed the pipe (head, less) wants no more; that is no error of ours.
process.stdout.on("error", (error: NodeJS.ErrnoException) => (error.code === "EPIPE" ? process.exit(0) : undefined));

process.exitCode = await run(commands, processWorld(controller.signal));
