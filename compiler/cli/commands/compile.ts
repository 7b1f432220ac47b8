/** `foodspec compile`. */
import type { Command } from "../command.ts";
import {
  changed,
  compileOptions,
  format,
  notes,
  outputDir,
  overrides,
  pathRoot,
  pdf,
  strict,
  type TypedCompile,
} from "../options.ts";
import { list, reason, workers } from "../values.ts";

export const compile: Command<TypedCompile & { readonly documents: readonly string[] }> = {
  name: "compile",
  says: "execute the documents' blocks and write a run folder with the report for each",
  arguments: [{ written: "[documents...]", says: "protocols, folders or globs (default: the project's)" }],
  options: [
    ...overrides,
    outputDir("where run folders go (default: runs/ beside the document)"),
    {
      flags: "--jobs <n>",
      says: "how many workers may be used (default: one a processor, up to 4); never changes a byte",
      parse: workers,
    },
    { flags: "--force", says: "run every block, whatever the store holds" },
    { flags: "--force-block <id>", says: "run this block (repeatable)", parse: list },
    { flags: "--no-resume", says: "use nothing that is stored" },
    {
      flags: "--qc-override <reason>",
      says: "let a required gate pass in research mode; recorded everywhere",
      parse: reason,
    },
    pdf,
    { flags: "--record", says: "write the lock file beside the document", conflicts: "locked" },
    { flags: "--locked", says: "fail with 9 where results differ from the lock file" },
    { flags: "--no-wait", says: "fail with 9 where somebody else is compiling the same document" },
    changed,
    strict,
    notes,
    format,
    pathRoot,
    { flags: "-v, --verbose", says: "say more, also where our own mistakes happened" },
    { flags: "-q, --quiet", says: "print errors only" },
  ],
  examples: [
    { place: 1, typed: "compile analyses/meat-fat/protocol.md", says: "write a run folder with the report" },
    { place: 4, typed: "compile protocol.md --set params.lv=10", says: "try another value; recorded in the report" },
  ],
  showsExitCodes: true,
  async run({ documents, ...typed }, world) {
    const [{ compileCommand }, { withDocuments }] = await Promise.all([
      import("../work/compile.ts"),
      import("../documents-typed.ts"),
    ]);
    return withDocuments(
      documents,
      world,
      (found) => compileCommand(compileOptions(found, typed), typed.format, typed, world),
      typed.changed,
    );
  },
};
