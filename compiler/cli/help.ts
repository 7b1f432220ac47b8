/** Help: examples, and every exit code with the way out. */
import type { Command } from "./command.ts";

/** The examples of all commands, those first that somebody needs first. */
export function examplesOf(commands: readonly Command<never>[]): string {
  const all = commands.flatMap(({ examples }) => examples).sort((a, b) => a.place - b.place);
  const widest = Math.max(...all.map(({ typed }) => typed.length));
  return `\nExamples:\n${all.map(({ typed, says }) => `  foodspec ${typed.padEnd(widest)}   ${says}`).join("\n")}`;
}

/** An exit code, what it says, and the way out. */
export interface Exit {
  readonly code: number;
  readonly says: string;
  readonly wayOut: string;
}

export const exitCodes: readonly Exit[] = [
  { code: 0, says: "success", wayOut: "" },
  { code: 1, says: "a comparison found a difference", wayOut: "read what differs" },
  { code: 2, says: "the command line", wayOut: "foodspec COMMAND --help" },
  { code: 3, says: "the data", wayOut: "mend the file at the line that is named" },
  { code: 4, says: "the document", wayOut: "mend it at the line that is named" },
  { code: 5, says: "modelling", wayOut: "fewer components, more samples, another scheme" },
  { code: 6, says: "trust", wayOut: "more samples, or the ways out that are named" },
  { code: 7, says: "a QC gate", wayOut: "read the failed checks in the report" },
  { code: 8, says: "reporting", wayOut: "foodspec doctor" },
  { code: 9, says: "artifacts or the lock file", wayOut: "compile again; --record where a change is meant" },
  { code: 10, says: "a job waits, or was ended by people", wayOut: "foodspec job show JOB: nothing failed" },
  { code: 130, says: "cancelled (143 SIGTERM, 129 SIGHUP)", wayOut: "start again: what was finished is reused" },
];

/** The end of a help: the exit codes a command can end with, each with the way out. */
function exitsOf(codes: readonly number[]): string {
  const lines = exitCodes
    .filter(({ code }) => codes.includes(code))
    .map(({ code, says, wayOut }) => `  ${String(code).padEnd(3)} ${says.padEnd(37)}${wayOut}`.trimEnd());
  return `\nExit codes:\n${lines.join("\n")}`;
}

export const epilogue = exitsOf(exitCodes.map(({ code }) => code));
