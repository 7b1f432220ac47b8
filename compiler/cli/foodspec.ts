#!/usr/bin/env node
/** The command line: on a Node that is too old one sentence, else the program. Nothing is imported before that is known. */

/** The oldest Node whose numbers and functions are those of the tests. */
const oldest = [20, 19] as const;
const [major, minor] = process.versions.node.split(".").map(Number);
if (major < oldest[0] || (major === oldest[0] && minor < oldest[1])) {
  process.stderr.write(
    `foodspec needs Node ${oldest.join(".")} or newer, and this is ${process.versions.node}: install one from https://nodejs.org\n`,
  );
  process.exitCode = 2;
} else
  import("./start.ts").catch(({ code, message }: NodeJS.ErrnoException) => {
    // The program, or the words of its own mistakes, could not be loaded: the machine gives no more files, or no memory.
    process.stderr.write(`${notLoaded(code, message)}\n`);
    process.exitCode = 9;
  });

function notLoaded(code: string | undefined, message: string): string {
  return code === "EMFILE" || code === "ENFILE"
    ? "error[FS9006]: too many files are open\n   = help: allow more, as with `ulimit -n 1024`"
    : `error: ${message.split("\n", 1)[0]}`;
}

export {};
