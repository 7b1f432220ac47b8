/** `foodspec init`. */
import type { Mode } from "../../../schemas/front-matter.ts";
import type { Command } from "../command.ts";
import { readAs } from "../read-as.ts";
import { list } from "../values.ts";
import type { InitOptions } from "../work/init.ts";
import type { TypedFrom } from "../work/init-from.ts";

/** Monitoring needs a saved predictor, which no data file holds. */
const modes: readonly Mode[] = ["research", "regulatory"];

export const init: Command<InitOptions & TypedFrom & { readonly name?: string }> = {
  name: "init",
  says: "write a document to begin with: a starter with simulated data, or one that reads your files",
  arguments: [{ written: "[name]", says: "a starter (default: list them)" }],
  options: [
    { flags: "--dir <dir>", says: "where it goes (default: a folder with the starter's name; with --from, here)" },
    { flags: "--oils <names>", says: "oils in the starter's data, joined by commas" },
    { flags: "--batches <n>", says: "number of batches" },
    { flags: "--samples <n>", says: "samples of each oil in each batch" },
    { flags: "--replicates <n>", says: "spectra of each sample" },
    { flags: "--points <n>", says: "points of each spectrum" },
    { flags: "-s, --seed <n>", says: "seed of the simulated data" },
    { flags: "--from <files...>", says: "data files of one input, instead of a starter", parse: list },
    { flags: "--mode <mode>", says: "mode of the document made from files (default: research)", choices: modes },
    { flags: "--label <column>", says: "column of classes" },
    { flags: "--target <column>", says: "column of numbers to be predicted (repeatable)", parse: list },
    { flags: "--id <column>", says: "column that names each spectrum" },
    { flags: "--sample <column>", says: "column that names the physical sample" },
    { flags: "--batch <column>", says: "column of the session, lot or instrument" },
    {
      flags: "--join <file:column>",
      says: "a table whose columns stand beside the spectra with the same value there (repeatable)",
      parse: list,
    },
    { flags: "--time <column>", says: "column of the time of measurement" },
    ...readAs,
  ],
  examples: [
    { place: 0.7, typed: "init --from oils.csv --label kind", says: "write a document that reads your files" },
  ],
  async run({ name, from, ...typed }, world) {
    if (from !== undefined) {
      const { initFrom } = await import("../work/init-from.ts");
      return initFrom(name, from, typed, world);
    }
    const { initCommand } = await import("../work/init.ts");
    return initCommand(name, typed, world);
  },
};
