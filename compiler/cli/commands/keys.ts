/** `foodspec keys`. */
import type { Command } from "../command.ts";
import { passphrase } from "../options.ts";
import { days } from "../values.ts";
import type { NewKeyOptions } from "../work/keys.ts";

export const keys: Command<NewKeyOptions & { readonly action: "new" }> = {
  name: "keys",
  says: "make a key to sign reports with, and a certificate that nobody else vouches for",
  arguments: [
    { written: "<action>", says: "new: a P-256 key in a PKCS#12 file, its certificate beside it", choices: ["new"] },
  ],
  options: [
    { flags: "--name <name>", says: "whose key it is", isRequired: true },
    { flags: "--email <address>", says: "their address", isRequired: true },
    { flags: "-o, --output <file>", says: "the PKCS#12 file, as in ada.p12", isRequired: true },
    { flags: "--days <n>", says: "how long the certificate is valid (default: 730)", parse: days },
    passphrase,
  ],
  examples: [
    {
      place: 10,
      typed: "keys new --name 'Ada Lovelace' --email ada@example.org -o ada.p12",
      says: "a key to sign with",
    },
  ],
  async run(typed, world) {
    const { keysCommand } = await import("../work/keys.ts");
    return keysCommand(typed, world);
  },
};
