/** `foodspec runs`. */
import type { Command } from "../command.ts";
import { textOrJson } from "../options.ts";
import { since } from "../values.ts";
import type { RunsOptions } from "../work/runs.ts";

export const runs: Command<RunsOptions> = {
  name: "runs",
  says: "list runs with how they ended and what they came to, interrupted ones too",
  arguments: [{ written: "[documents...]", says: "only runs of these documents" }],
  options: [
    {
      flags: "--status <status>",
      says: "only those that ended so",
      choices: ["success", "warning", "failed", "cancelled", "interrupted", "not_run"],
    },
    { flags: "--mode <mode>", says: "only those of a mode", choices: ["research", "regulatory", "monitoring"] },
    { flags: "--since <when>", says: "only those since a date or so many days, as in 2026-01-31 or 30d", parse: since },
    { flags: "--compare", says: "say of each what was asked otherwise than in the run before, and what that came to" },
    textOrJson("how runs are printed"),
  ],
  examples: [
    { place: 12.1, typed: "runs protocol.md", says: "what became of each run" },
    { place: 12.2, typed: "runs protocol.md --compare", says: "what each change of a protocol came to" },
    { place: 12.6, typed: "runs --status failed --since 30d", says: "what failed lately" },
  ],
  async run(typed, world) {
    const { runsCommand } = await import("../work/runs.ts");
    return runsCommand(typed, world);
  },
};
