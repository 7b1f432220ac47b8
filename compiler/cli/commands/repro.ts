/** `foodspec repro`. */
import type { Command } from "../command.ts";
import { textOrJson } from "../options.ts";
import { several, timesOf } from "../values.ts";
import type { TypedRepro } from "../work/repro.ts";

export const repro: Command<TypedRepro> = {
  name: "repro",
  says: "compile a document several times as if on other machines, and name the first byte that differs",
  arguments: [{ written: "<document>", says: "a protocol" }],
  options: [
    { flags: "--runs <n>", says: "how often, from 2 (default: 3)", parse: timesOf },
    { flags: "--node <paths>", says: "programs of Node to take in turn, behind commas", parse: several },
    { flags: "--pdf", says: "print the report each time, and compare that too" },
    { flags: "-o, --output <file>", says: "where the result is written (default: repro.json)" },
    textOrJson("how the result is printed"),
  ],
  examples: [
    {
      place: 5.96,
      typed: "repro protocol.md",
      says: "whether store, folder, time zone, locale or workers change a byte",
    },
    {
      place: 5.97,
      typed: "repro protocol.md --node /opt/node20/bin/node,/opt/node24/bin/node",
      says: "or the version of Node",
    },
  ],
  async run(typed, world) {
    const { reproCommand } = await import("../work/repro.ts");
    return reproCommand(typed, world);
  },
};
