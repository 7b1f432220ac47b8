/** `foodspec check`. */
import type { Command } from "../command.ts";
import { compileOptions, format, overrides, strict, type TypedCompile } from "../options.ts";

export const check: Command<TypedCompile & { readonly documents: readonly string[] }> = {
  name: "check",
  says: "read and check documents without running a block",
  arguments: [{ written: "<documents...>" }],
  options: [...overrides, strict, format],
  examples: [{ place: 2, typed: "check protocol.md", says: "find what is wrong without running anything" }],
  async run({ documents, ...typed }, world) {
    const { checkCommand } = await import("../work/check.ts");
    return checkCommand(compileOptions(documents, typed), typed.format, world);
  },
};
