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
} else void import("./start.ts");

export {};
