/** `foodspec run-workflow`. */
import type { Command } from "../command.ts";
import { compileOptions, format, notes, outputDir, overrides, pdf, type TypedCompile } from "../options.ts";

export const runWorkflow: Command<TypedCompile & { readonly protocol: string }> = {
  name: "run-workflow",
  says: "compile for people who come from the Python FoodSpec",
  arguments: [],
  options: [
    ...overrides,
    {
      flags: "-p, --protocol <file>",
      says: "Markdown protocol, or the name of a folder in analyses/",
      isRequired: true,
    },
    outputDir("where run folders go"),
    pdf,
    notes,
    format,
  ],
  examples: [],
  async run({ protocol, ...typed }, world) {
    const [{ compileCommand }, { namedProtocol }] = await Promise.all([
      import("../work/compile.ts"),
      import("../work/named-protocol.ts"),
    ]);
    return compileCommand(compileOptions([namedProtocol(protocol, world)], typed), typed.format, typed, world);
  },
};
