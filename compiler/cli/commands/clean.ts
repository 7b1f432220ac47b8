/** `foodspec clean`. */
import type { Command } from "../command.ts";

export const clean: Command<{ readonly document?: string }> = {
  name: "clean",
  says: "remove stored results; run folders stay",
  arguments: [{ written: "[document]", says: "a document whose store is meant (default: the working directory's)" }],
  options: [],
  examples: [],
  async run({ document }, world) {
    const { cleanCommand } = await import("../work/clean.ts");
    return cleanCommand(document, world);
  },
};
