/** `foodspec fmt`. */
import type { Command } from "../command.ts";

export const fmt: Command<{ readonly documents: readonly string[]; readonly check?: boolean }> = {
  name: "fmt",
  says: "write front matter and blocks in one form; prose stays as it is",
  arguments: [{ written: "<documents...>", says: "Markdown protocols; - is standard input" }],
  options: [{ flags: "--check", says: "write nothing: end with 1 and print a diff where something would change" }],
  examples: [{ place: 8.5, typed: "fmt --check protocol.md", says: "see whether a document is in the one form" }],
  async run({ documents, check }, world) {
    const { fmtCommand } = await import("../work/fmt.ts");
    return fmtCommand(documents, check === true, world);
  },
};
