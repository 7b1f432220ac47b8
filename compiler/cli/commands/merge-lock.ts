/** `foodspec merge-lock`. */
import type { Command } from "../command.ts";

export const mergeLock: Command<{ readonly base: string; readonly ours: string; readonly theirs: string }> = {
  name: "merge-lock",
  says: "merge two lock files for git: what both sides changed is kept from ours and marked stale",
  arguments: [
    { written: "<base>", says: "the lock file both branches began with; git's %O" },
    { written: "<ours>", says: "that of this branch, which is written; git's %A" },
    { written: "<theirs>", says: "that of the other branch; git's %B" },
  ],
  options: [],
  examples: [],
  async run({ base, ours, theirs }, world) {
    const { mergeLockCommand } = await import("../work/merge-lock.ts");
    return mergeLockCommand({ base, ours, theirs }, world);
  },
};
