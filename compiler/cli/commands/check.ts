/** `foodspec check`. */
import type { Command } from "../command.ts";
import { changed, compileOptions, format, notes, overrides, pathRoot, strict, type TypedCompile } from "../options.ts";

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
  arguments: [{ written: "[documents...]", says: "protocols, folders or globs (default: the project's)" }],
  options: [
    ...overrides,
    { flags: "--data", says: "read all of the inputs, however large (default: headers, and rows of small files)" },
    { flags: "--no-data", says: "open no input" },
    { flags: "--fix", says: "mend what can only mean one thing, and print what changes as a diff" },
    { flags: "--dry-run", says: "with --fix: print the diff and write nothing" },
    changed,
    strict,
    notes,
    format,
    pathRoot,
  ],
  examples: [
    { place: 2, typed: "check protocol.md", says: "find what is wrong without running anything" },
    { place: 2.1, typed: "check .", says: "the same of every protocol below this folder" },
  ],
  async run({ documents, data, fix, dryRun, ...typed }, world) {
    const [{ checkCommand }, { withDocuments }] = await Promise.all([
      import("../work/check.ts"),
      import("../documents-typed.ts"),
    ]);
    const looked = data === undefined ? "headers" : data ? "all" : "none";
    const mending = fix === true ? { isDry: dryRun === true } : null;
    return withDocuments(
      documents,
      world,
      (found) => checkCommand(compileOptions(found, typed), typed.format, world, looked, typed, mending),
      typed.changed,
    );
  },
};
