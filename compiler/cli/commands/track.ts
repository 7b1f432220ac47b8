/** `foodspec track`. */
import type { Command } from "../command.ts";
import type { TrackOptions } from "../work/track.ts";

export const track: Command<TrackOptions & { readonly runs?: readonly string[] }> = {
  name: "track",
  says: "send runs to MLflow, or what is left of them; the address stands in MLFLOW_TRACKING_URI",
  arguments: [
    {
      written: "[runs...]",
      says: "run folders, as in runs/latest; with --resume a folder (default: latest; the root)",
    },
  ],
  options: [
    {
      flags: "--dry-run",
      says: "print what would be sent, a line a run, and send nothing",
      conflicts: ["resume", "alias"],
    },
    {
      flags: "--alias <name>",
      says: "alias of the model's version (default: candidate); approved: of approved runs only",
    },
    { flags: "--resume", says: "go on with every run whose receipt says that something is pending, the oldest first" },
  ],
  examples: [
    { place: 9.2, typed: "track runs/latest", says: "send a run to MLflow" },
    { place: 9.3, typed: "track --resume", says: "send what could not be sent before" },
  ],
  async run({ runs = [], ...options }, world) {
    const { trackCommand } = await import("../work/track.ts");
    return trackCommand(runs, options, world);
  },
};
