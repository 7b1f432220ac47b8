/** `foodspec verify`. */
import type { Command } from "../command.ts";
import { textOrJson } from "../options.ts";
import { list } from "../values.ts";

export interface TypedVerify {
  readonly run: string;
  readonly rerun?: boolean;
  readonly anchors?: string;
  readonly input?: readonly string[];
  readonly format: "text" | "json";
}

export const verify: Command<TypedVerify> = {
  name: "verify",
  says: "check a run, an archive of one or a signed report against itself: files, digests, numbers, gates, text and signatures",
  arguments: [
    { written: "<run>", says: "a run folder, as in runs/latest, an archive (.zip), or a signed report (.pdf)" },
  ],
  options: [
    { flags: "--rerun", says: "run its protocol again, with nothing stored, and compare every result" },
    {
      flags: "--anchors <dir>",
      says: "certificates you trust (*.pem), revoked ones (*.crl), signers.yaml: who signed",
    },
    {
      flags: "-i, --input <name=path>",
      says: "a file the run read, for --rerun, where it does not lie beside the document (repeatable)",
      parse: list,
    },
    textOrJson("how the result is printed"),
  ],
  examples: [
    { place: 5, typed: "verify runs/latest", says: "whether a run is still what it was" },
    { place: 5.5, typed: "verify runs/latest --rerun", says: "whether the run comes out of its protocol and inputs" },
  ],
  async run(typed, world) {
    const { verifyCommand } = await import("../work/verify.ts");
    return verifyCommand(typed, world);
  },
};
