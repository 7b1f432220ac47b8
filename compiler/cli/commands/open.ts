/** `foodspec open`. */
import type { Command } from "../command.ts";

export const open: Command<{ readonly run?: string; readonly print?: boolean }> = {
  name: "open",
  says: "open the report of a run in the browser",
  arguments: [
    { written: "[run]", says: "a run folder, a protocol, digits of a content digest, or latest (the default)" },
  ],
  options: [{ flags: "--print", says: "print the path of the report and open nothing" }],
  examples: [
    { place: 4.51, typed: "open", says: "look at the newest report" },
    { place: 4.61, typed: "open protocol.md --print", says: "where the newest report of a protocol is" },
  ],
  async run({ run, print }, world) {
    const { openCommand } = await import("../work/open.ts");
    return openCommand(run ?? "latest", print === true, world);
  },
};
