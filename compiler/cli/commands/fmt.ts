/** `foodspec fmt`. */
import type { Command } from "../command.ts";

export const fmt: Command<{ readonly documents: readonly string[]; readonly check?: boolean }> = {
  name: "fmt",
  says: "write front matter and blocks in one form; prose stays as it is",
  arguments: [
    { written: "[documents...]", says: "protocols, folders or globs (default: the project's); - is standard input" },
  ],
  options: [{ flags: "--check", says: "write nothing: end with 1 and print a diff where something would change" }],
  examples: [{ place: 8.5, typed: "fmt --check protocol.md", says: "see whether a document is in the one form" }],
  async run({ documents, check }, world) {
    const [{ fmtCommand }, { withDocuments }] = await Promise.all([
      import("../work/fmt.ts"),
      import("../documents-typed.ts"),
    ]);
    return withDocuments(documents, world, (found) => fmtCommand(found, check === true, world));
  },
};
