/** Help: examples, and every exit code with the way out. */
import type { Command } from "./command.ts";

/** The examples of all commands, those first that somebody needs first. */
export function examplesOf(commands: readonly Command<never>[]): string {
  const all = commands.flatMap(({ examples }) => examples).sort((a, b) => a.place - b.place);
  const widest = Math.max(...all.map(({ typed }) => typed.length));
  return `\nExamples:\n${all.map(({ typed, says }) => `  foodspec ${typed.padEnd(widest)}   ${says}`).join("\n")}`;
}

export const epilogue = `
Exit codes:
  0  success
  1  a comparison found a difference       read what differs
  2  the command line                      foodspec COMMAND --help
  3  the data                              mend the file at the line that is named
  4  the document                          mend it at the line that is named
  5  modelling                             fewer components, more samples, another scheme
  6  trust                                 more samples, or the ways out that are named
  7  a QC gate                             read the failed checks in the report
  8  reporting                             foodspec doctor
  9  artifacts or the lock file            compile again; --record where a change is meant
  130 cancelled (143 SIGTERM, 129 SIGHUP)  start again: what was finished is reused`;
