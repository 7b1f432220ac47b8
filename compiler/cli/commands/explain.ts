/** `foodspec explain`. */
import type { Command } from "../command.ts";

export const explain: Command<{ readonly words: readonly string[] }> = {
  name: "explain",
  says: "say what a code, kind, method, option or word of another program means, and what to write",
  arguments: [
    { written: "[words...]", says: "as in FS2107, snv, baseline asls, data.batch, leave-one-out; none: the list" },
  ],
  options: [],
  examples: [
    { place: 7, typed: "explain FS2107", says: "what a code means and what to do" },
    { place: 7.5, typed: "explain data.batch", says: "what an option is" },
  ],
  async run({ words }, world) {
    const { explainCommand } = await import("../work/explain.ts");
    return explainCommand(words, world);
  },
};
