/** `foodspec plan`. */
import type { Command } from "../command.ts";
import { compileOptions, overrides, type TypedCompile, textOrJson } from "../options.ts";
import { list } from "../values.ts";

export const plan: Command<TypedCompile & { readonly document: string }> = {
  name: "plan",
  says: "say for each block whether it would run or be reused, and why; writes nothing",
  arguments: [{ written: "<document>" }],
  options: [
    ...overrides,
    { flags: "--force", says: "as for compile" },
    { flags: "--force-block <id>", says: "as for compile", parse: list },
    textOrJson("how the plan is printed"),
  ],
  examples: [{ place: 3, typed: "plan protocol.md", says: "what would run, what would be reused, and why" }],
  async run({ document, ...typed }, world) {
    const { planCommand } = await import("../work/plan.ts");
    return planCommand(compileOptions([document], typed), typed.format, world);
  },
};
