/** `foodspec freeze`. */
import type { Command } from "../command.ts";
import { compileOptions, overrides, type TypedCompile, tsa as tsaOption } from "../options.ts";

export const freeze: Command<TypedCompile & { readonly document: string; readonly tsa?: string }> = {
  name: "freeze",
  says: "enter the acceptance criteria of a document in its register, before its first run",
  arguments: [{ written: "<document>", says: "a Markdown protocol; its data need not be there yet" }],
  options: [...overrides, tsaOption],
  examples: [],
  async run({ document, tsa, ...typed }, world) {
    const { freezeCommand } = await import("../work/freeze.ts");
    return freezeCommand(compileOptions([document], typed), tsa, world);
  },
};
