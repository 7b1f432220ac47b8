/** `foodspec register`. */
import type { Command } from "../command.ts";
import type { RegisterAction } from "../work/register.ts";

export const register: Command<{ readonly action: RegisterAction; readonly document: string }> = {
  name: "register",
  says: "list the runs of a document, look whether lines of its register are missing, or add those this machine knows",
  arguments: [
    {
      written: "<action>",
      says: "show: a line a run; check: whether lines are missing; restore: add what the state folder has",
      choices: ["show", "check", "restore"],
    },
    { written: "<document>", says: "a Markdown protocol" },
  ],
  options: [],
  examples: [{ place: 8, typed: "register show protocol.md", says: "every run of the protocol, failed ones too" }],
  async run({ action, document }, world) {
    const { registerCommand } = await import("../work/register.ts");
    return registerCommand(action, document, world);
  },
};
