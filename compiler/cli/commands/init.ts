/** `foodspec init`. */
import type { Command } from "../command.ts";
import type { InitOptions } from "../work/init.ts";

export const init: Command<InitOptions & { readonly name?: string }> = {
  name: "init",
  says: "write a document to begin with, with simulated data",
  arguments: [{ written: "[name]", says: "a starter (default: list them)" }],
  options: [
    { flags: "--dir <dir>", says: "where it goes (default: a folder with the starter's name)" },
    { flags: "--oils <names>", says: "oils in the data, joined by commas" },
    { flags: "--batches <n>", says: "number of batches" },
    { flags: "--samples <n>", says: "samples of each oil in each batch" },
    { flags: "--replicates <n>", says: "spectra of each sample" },
    { flags: "--points <n>", says: "points of each spectrum" },
    { flags: "-s, --seed <n>", says: "seed of the simulated data" },
  ],
  examples: [],
  async run({ name, ...typed }, world) {
    const { initCommand } = await import("../work/init.ts");
    return initCommand(name, typed, world);
  },
};
