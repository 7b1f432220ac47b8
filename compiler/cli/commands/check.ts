/** `foodspec check`. */
import type { Command } from "../command.ts";
import { compileOptions, format, notes, overrides, pathRoot, strict, type TypedCompile } from "../options.ts";

export const check: Command<
  Omit<TypedCompile, "data"> & {
    readonly documents: readonly string[];
    readonly data?: boolean;
    readonly fix?: boolean;
    readonly dryRun?: boolean;
  }
> = {
  name: "check",
  says: "read and check documents without running a block",
  arguments: [{ written: "<documents...>" }],
  options: [
    ...overrides,
    { flags: "--data", says: "read all of the inputs, however large (default: headers, and rows of small files)" },
    { flags: "--no-data", says: "open no input" },
    { flags: "--fix", says: "mend what can only mean one thing, and print what changes as a diff" },
    { flags: "--dry-run", says: "with --fix: print the diff and write nothing" },
    strict,
    notes,
    format,
    pathRoot,
  ],
  examples: [{ place: 2, typed: "check protocol.md", says: "find what is wrong without running anything" }],
  async run({ documents, data, fix, dryRun, ...typed }, world) {
    const { checkCommand } = await import("../work/check.ts");
    const looked = data === undefined ? "headers" : data ? "all" : "none";
    return checkCommand(
      compileOptions(documents, typed),
      typed.format,
      world,
      looked,
      typed,
      fix === true ? { isDry: dryRun === true } : null,
    );
  },
};
