/** `foodspec completion`. */
import type { Command } from "../command.ts";

export const completion: Command<{ readonly shell: string }> = {
  name: "completion",
  says: "print a script that completes commands, options, documents, runs and names in a shell",
  arguments: [{ written: "<shell>", choices: ["bash", "zsh", "fish", "powershell"] }],
  options: [],
  examples: [
    { place: 14.11, typed: "completion bash > ~/.local/share/bash-completion/completions/foodspec", says: "for bash" },
    { place: 14.6, typed: "completion fish > ~/.config/fish/completions/foodspec.fish", says: "for fish" },
  ],
  async run({ shell }, world) {
    const { completionScript } = await import("../work/completion.ts");
    world.out(completionScript(shell));
    return 0;
  },
};
