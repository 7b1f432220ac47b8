/** `foodspec inspect`. */
import type { Command } from "../command.ts";
import { textOrJson } from "../options.ts";
import { readAs, type TypedReading } from "../read-as.ts";

export const inspect: Command<TypedReading & { readonly files: readonly string[]; readonly format: "text" | "json" }> =
  {
    name: "inspect",
    says: "say how data files would be read, what their columns hold, and which data block reads them so",
    arguments: [{ written: "<files...>", says: "data files of one input" }],
    options: [...readAs, textOrJson("how it is printed")],
    examples: [{ place: 0.5, typed: "inspect spectra/*.txt", says: "see how a folder of files is read" }],
    async run({ files, format, ...typed }, world) {
      const { inspectCommand } = await import("../work/inspect.ts");
      return inspectCommand(files, typed, format, world);
    },
  };
