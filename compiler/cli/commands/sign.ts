/** `foodspec sign`. */
import type { Command } from "../command.ts";
import { passphrase, tsa } from "../options.ts";
import { list, sentence } from "../values.ts";
import type { SignOptions } from "../work/sign.ts";

export const sign: Command<SignOptions> = {
  name: "sign",
  says: "sign the report of a run, once the run was made again and came out the same",
  arguments: [{ written: "<run>", says: "a run folder, as in runs/latest" }],
  options: [
    { flags: "--role <role>", says: "as what", choices: ["author", "reviewer", "approver"], isRequired: true },
    {
      flags: "--key <file>",
      says: "your key and certificate, a PKCS#12 file that only you can read",
      isRequired: true,
    },
    { flags: "--meaning <text>", says: "what the signature means, where not what the role means", parse: sentence },
    { flags: "--reason <text>", says: "why you sign", parse: sentence },
    { flags: "--digest <hex>", says: "12 or more digits of the content digest you have read; else you are asked" },
    passphrase,
    tsa,
    {
      flags: "-i, --input <name=path>",
      says: "a file the run read, where it does not lie beside the document (repeatable)",
      parse: list,
    },
  ],
  examples: [{ place: 11, typed: "sign runs/latest --role author --key ada.p12", says: "answer for a report" }],
  async run(typed, world) {
    const { signCommand } = await import("../work/sign.ts");
    return signCommand(typed, world);
  },
};
