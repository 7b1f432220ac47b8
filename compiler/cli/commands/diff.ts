/** `foodspec diff`. */
import type { Command } from "../command.ts";
import { tolerance } from "../values.ts";
import type { DiffOptions } from "../work/diff.ts";

export const diff: Command<DiffOptions> = {
  name: "diff",
  says: "say what changed from one run to another: what was asked, what came out, and whether a difference is one",
  arguments: [
    {
      written: "<before>",
      says: "a run, or a document as git holds it: protocol.md@REV; a document alone: its last two runs",
    },
    { written: "[after]", says: "a run, or DOC@REV (default: the newest run of the document)" },
  ],
  options: [
    {
      flags: "--format <form>",
      says: "how it is printed",
      choices: ["text", "json", "markdown", "html"],
      byDefault: "text",
    },
    { flags: "-o, --output <file>", says: "write it there, not to standard output" },
    { flags: "--tolerance <x>", says: "differences of metrics up to this are none (default: 0)", parse: tolerance },
    {
      flags: "--fail-on <sort>",
      says: "which differences end with 1",
      choices: ["any", "worse", "loosened"],
      byDefault: "any",
    },
  ],
  examples: [
    { place: 5.91, typed: "diff protocol.md", says: "what changed from the last run but one to the last" },
    {
      place: 5.92,
      typed: "diff protocol.md@HEAD --fail-on worse",
      says: "whether it became worse since the last commit",
    },
  ],
  async run(typed, world) {
    const { diffCommand } = await import("../work/diff.ts");
    return diffCommand(typed, world);
  },
};
