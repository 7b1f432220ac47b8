/** `foodspec preview`. */
import type { Command } from "../command.ts";
import { compileOptions, overrides, type TypedCompile } from "../options.ts";
import { port, workers } from "../values.ts";

export const preview: Command<
  Partial<TypedCompile> & {
    readonly documents: readonly string[];
    readonly port?: number;
    readonly open?: boolean;
    readonly write?: boolean;
  }
> = {
  name: "preview",
  says: "show documents in a browser while they are written: each save is checked, run and shown",
  arguments: [{ written: "<documents...>", says: "Markdown protocols" }],
  options: [
    ...overrides,
    { flags: "--port <n>", says: "the port of 127.0.0.1 it is served at (default: any that is free)", parse: port },
    { flags: "--no-open", says: "open no browser: the address is printed" },
    { flags: "--write", says: "write a run folder for each save that compiles, as compile does" },
    {
      flags: "--jobs <n>",
      says: "how many workers may be used (default: one a processor, up to 4); never changes a byte",
      parse: workers,
    },
  ],
  examples: [
    { place: 1.5, typed: "preview protocol.md", says: "see the report while the protocol is written" },
    { place: 1.6, typed: "preview protocol.md --no-open --port 4000", says: "print the address, and open it yourself" },
  ],
  async run({ documents, port: asked = 0, open, write, ...typed }, world) {
    const { previewCommand } = await import("../work/preview.ts");
    const options = compileOptions(documents, typed);
    return previewCommand({ options, port: asked, writes: write === true }, open !== false, world);
  },
};
