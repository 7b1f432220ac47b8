/** `foodspec serve`. */
import type { Command } from "../command.ts";
import { list, port } from "../values.ts";
import type { ServeOptions } from "../work/serve.ts";

export const serve: Command<ServeOptions> = {
  name: "serve",
  says: "answer programs and other machines what `job` does; runs nothing",
  arguments: [],
  options: [
    { flags: "--host <host>", says: "where it listens (default: 127.0.0.1, this machine alone)" },
    { flags: "--port <n>", says: "the port (default: 8423)", parse: port },
    {
      flags: "--auth <how>",
      says: "who may ask: off, whoever reaches it; token, people by theirs; basic, one name and password; proxy, whom a proxy names (default: off)",
      choices: ["off", "token", "basic", "proxy"],
    },
    { flags: "--tls <cert,key>", says: "two PEM files: it is asked over TLS", conflicts: "behind" },
    {
      flags: "--behind <cidr>",
      says: "network of a proxy that speaks TLS for it, as in 10.0.0.5/32 (repeatable)",
      parse: list,
    },
    { flags: "--allowed-host <name>", says: "another name by which it may be asked (repeatable)", parse: list },
  ],
  examples: [
    { place: 14.3, typed: "serve --auth token", says: "answer programs of this machine, by the tokens of people" },
  ],
  async run(typed, world) {
    const { serveCommand } = await import("../work/serve.ts");
    return serveCommand(typed, world);
  },
};
