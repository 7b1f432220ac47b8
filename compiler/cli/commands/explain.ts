/** `foodspec explain`. */
import type { Command } from "../command.ts";

export const explain: Command<{ readonly code: string }> = {
  name: "explain",
  says: "say what a code means and what to do",
  arguments: [{ written: "<code>", says: "a code such as FS2107" }],
  options: [],
  examples: [{ place: 7, typed: "explain FS2107", says: "what a code means and what to do" }],
  async run({ code }, world) {
    const { explainCommand } = await import("../work/explain.ts");
    return explainCommand(code, world);
  },
};
