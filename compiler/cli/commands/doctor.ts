/** `foodspec doctor`. */
import type { Command } from "../command.ts";
import { passphrase } from "../options.ts";
import type { SelfTestOptions } from "../work/self-test.ts";

export const doctor: Command<SelfTestOptions & { readonly selfTest?: boolean }> = {
  name: "doctor",
  says: "say what was found on this machine, what is missing and how to get it; compute known numbers here",
  arguments: [],
  options: [
    {
      flags: "--self-test",
      says: "compute the numbers that come with the program, and hold them against those of others",
    },
    { flags: "-o, --output <file>", says: "with --self-test: write what was found, as JSON" },
    {
      flags: "--key <file>",
      says: "with -o: sign it, in FILE.dsse beside it, by a PKCS#12 file that only you can read",
    },
    passphrase,
  ],
  examples: [],
  async run({ selfTest = false, ...typed }, world) {
    if (selfTest) return (await import("../work/self-test.ts")).selfTest(typed, world);
    const { doctorCommand } = await import("../work/doctor.ts");
    return doctorCommand(world, typed);
  },
};
