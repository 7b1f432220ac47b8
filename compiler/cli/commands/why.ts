/** `foodspec why`. */
import type { Command } from "../command.ts";
import { compileOptions, overrides, type TypedCompile } from "../options.ts";

export const why: Command<Omit<TypedCompile, "format"> & { readonly document: string; readonly block: string }> = {
  name: "why",
  says: "say what one block's key is made of and what has changed since it last ran",
  arguments: [{ written: "<document>" }, { written: "<block>" }],
  options: overrides,
  examples: [],
  async run({ document, block, ...typed }, world) {
    const { whyCommand } = await import("../work/plan.ts");
    return whyCommand(compileOptions([document], typed), block, world);
  },
};
