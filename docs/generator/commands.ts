/** The page of the command line: what each command prints when it is asked for help. */
import { fenced, page } from "./markdown.ts";

/** Runs `foodspec …` and gives its standard output. */
export type Run = (words: readonly string[]) => string;

export function commandsPage(run: Run): string {
  const help = run(["--help"]);
  const section = /\nCommands:\n([\s\S]*?)\n\n/.exec(help)?.[1] ?? "";
  const names = [...section.matchAll(/^ {2}([a-z][a-z-]*)/gm)].map(([, name]) => name);
  return page(
    "Commands",
    "What each command prints with `--help`. Results go to standard output, everything else to standard error.",
    fenced("text", help),
    ...names.map((name) => `## ${name}\n\n${fenced("text", withoutEpilogue(run([name, "--help"])))}`),
  );
}

/** The exit codes stand once, under `foodspec --help`. */
const withoutEpilogue = (text: string): string => text.split("\nExit codes:\n")[0];
