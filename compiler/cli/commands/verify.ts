/** `foodspec verify`. */
import type { Command } from "../command.ts";
import { textOrJson } from "../options.ts";

export const verify: Command<{ readonly run: string; readonly format: "text" | "json" }> = {
  name: "verify",
  says: "check a run folder against itself: files, schemas, digests, gates and the contract of its mode",
  arguments: [{ written: "<run>", says: "a run folder, as in runs/latest" }],
  options: [textOrJson("how the result is printed")],
  examples: [{ place: 5, typed: "verify runs/latest", says: "whether a run is still what it was" }],
  async run({ run, format }, world) {
    const { verifyCommand } = await import("../work/verify.ts");
    return verifyCommand(run, format, world);
  },
};
