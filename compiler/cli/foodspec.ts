#!/usr/bin/env node
/** The command line: reads the words, loads the command that was asked for, and ends with its exit code. */
import { setFlagsFromString } from "node:v8";
import { CommanderError } from "commander";
import { commands } from "./commands.ts";
import { engineFlags } from "./engine.ts";
import { processWorld } from "./process-world.ts";
import { program } from "./program.ts";

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

const world = processWorld(controller.signal);
const told = program(commands, world, (code) => {
  process.exitCode = code;
});

try {
  await told.parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) {
    const { ourMistake } = await import("./work/our-mistake.ts");
    const isVerbose = world.command.some((word) => word === "--verbose" || word === "-v");
    process.exitCode = ourMistake(error, isVerbose, world);
  } else if (error.exitCode !== 0) {
    const { usageError } = await import("./work/usage-error.ts");
    process.exitCode = usageError(error, told, world);
  }
}
