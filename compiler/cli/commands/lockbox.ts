/** `foodspec lockbox`. */
import type { Command } from "../command.ts";
import { note } from "../values.ts";
import type { LockboxOptions } from "../work/lockbox.ts";

export const lockbox: Command<LockboxOptions> = {
  name: "lockbox",
  says: "open the sealed rows of a run, once, and count it; or say how often lockboxes were opened",
  arguments: [
    {
      written: "<action>",
      says: "open: predict the sealed rows of a run and write its sequel; show: a line an opening; check: whether lines of the ledger are missing; restore: add what the state folder has",
      choices: ["open", "show", "check", "restore"],
    },
    {
      written: "[target]",
      says: "open: a run folder, as in runs/latest; else a folder of the project (default: here)",
    },
  ],
  options: [
    { flags: "-i, --input <file>", says: "the sealed file, where nobody has opened it and it lies elsewhere" },
    { flags: "--note <text>", says: "why it is opened: 1 to 2,000 characters; recorded", parse: note },
    { flags: "--again", says: "though the rows were opened before; the report says so on its first page" },
    { flags: "--block <id>", says: "the trust or model block whose predictor is meant, where the run has several" },
  ],
  examples: [
    {
      place: 10.5,
      typed: 'lockbox open runs/latest --note "method is frozen"',
      says: "test a model on rows nobody has seen, once",
    },
    { place: 10.6, typed: "lockbox show", says: "who opened which lockbox, when, and why" },
  ],
  showsExitCodes: true,
  async run(typed, world) {
    const { lockboxCommand } = await import("../work/lockbox.ts");
    return lockboxCommand(typed, world);
  },
};
