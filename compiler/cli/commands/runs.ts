/** `foodspec runs`. */
import type { Command } from "../command.ts";

export const runs: Command<{ readonly document?: string }> = {
  name: "runs",
  says: "list runs, interrupted ones too",
  arguments: [{ written: "[document]", says: "only runs of this document's store" }],
  options: [],
  examples: [],
  async run({ document }, world) {
    const { runsCommand } = await import("../work/runs.ts");
    return runsCommand(document, world);
  },
};
