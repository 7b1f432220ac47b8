/** `foodspec lsp`. */
import type { Command } from "../command.ts";

export const lsp: Command<{ readonly stdio?: boolean }> = {
  name: "lsp",
  says: "serve an editor: what is wrong, what may stand there, what a word means (Language Server Protocol)",
  arguments: [],
  options: [{ flags: "--stdio", says: "over standard input and output, which is the only way there is" }],
  examples: [{ place: 1.7, typed: "lsp --stdio", says: "what an editor starts; not for people" }],
  async run(_, world) {
    const [{ Readable, Writable }, { serveEditor }] = await Promise.all([
      import("node:stream"),
      import("../../serve/editor/language-server.ts"),
    ]);
    const output = new Writable({
      write(chunk: Uint8Array, _encoding, done) {
        world.out(new TextDecoder().decode(chunk));
        done();
      },
    });
    return serveEditor(Readable.from(world.inputParts(), { objectMode: false }), output, world);
  },
};
