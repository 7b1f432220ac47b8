/** `foodspec clean`. */
import type { Command } from "../command.ts";
import { age, count } from "../values.ts";

interface TypedClean {
  readonly document?: string;
  readonly runs?: boolean;
  readonly older?: number;
  readonly keep?: number;
  readonly dryRun?: boolean;
}

export const clean: Command<TypedClean> = {
  name: "clean",
  says: "remove stored results; with --runs old run folders instead",
  arguments: [
    { written: "[document]", says: "a document whose store or runs are meant (default: the working directory's)" },
  ],
  options: [
    {
      flags: "--runs",
      says: "run folders, never the latest, a successful regulatory run, a signed one, or one with a file .keep",
    },
    { flags: "--older <days>", says: "with --runs: those that are so old, as in 30d", parse: age },
    { flags: "--keep <n>", says: "with --runs: all but the newest n of each folder", parse: count },
    { flags: "--dry-run", says: "with --runs: say which, and remove nothing" },
  ],
  examples: [
    { place: 13.1, typed: "clean", says: "compute everything anew next time" },
    { place: 13.6, typed: "clean --runs --older 30d --keep 5 --dry-run", says: "which run folders are old" },
  ],
  async run({ document, runs, dryRun, ...which }, world) {
    if (runs === true) {
      const { cleanRuns } = await import("../work/clean-runs.ts");
      return cleanRuns(document, { ...which, isDry: dryRun === true }, world);
    }
    const { cleanCommand } = await import("../work/clean.ts");
    return cleanCommand(document, world);
  },
};
