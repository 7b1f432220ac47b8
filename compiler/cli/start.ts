/** Start: reads the words, loads the command that was asked for, and ends with its exit code. */
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
process.on("SIGHUP", cancel(129));
// A terminal that is gone takes no words; there is nobody to tell.
process.stderr.on("error", () => undefined);
let isTold = false;
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  // A reader that closed the pipe (head, less) wants no more; that is no error of ours, and the command ends as it does.
  if (error.code === "EPIPE" || isTold) return;
  isTold = true;
  void import("./work/not-printed.ts").then(({ notPrinted }) => {
    process.exitCode = notPrinted(error, (text) => void process.stderr.write(text));
  });
});

const code = await run(commands, processWorld(controller.signal));
if (!isTold) process.exitCode = code;
