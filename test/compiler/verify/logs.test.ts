import { expect, it } from "vitest";
import { createLog } from "../../../compiler/run/log.ts";
import { logFindings } from "../../../compiler/verify/logs.ts";
import type { RunFolder } from "../../../compiler/verify/run-folder.ts";

/** A log whose lines were written at these seconds. */
function logAt(...seconds: readonly number[]): string {
  const left = [...seconds];
  const log = createLog(() => `2026-01-01T00:00:0${left.shift()}.000Z`);
  for (const second of seconds)
    log.add({ level: "INFO", stage: "qc", block: null, event: "e", message: `at ${second}` });
  return log.jsonl();
}
const found = (text: string | null) => {
  const bytes = text === null ? null : new TextEncoder().encode(text);
  const folder: RunFolder = { name: "run", paths: [], read: () => bytes };
  return logFindings(folder).map(({ code, facts }) => [code, facts.line]);
};

it.each<[string, string | null, readonly (readonly [string, number])[]]>([
  ["lines in the order of time are in order", logAt(1, 2, 2, 3), []],
  ["no log is named elsewhere", null, []],
  ["a clock that runs back is named at its line", logAt(1, 3, 2), [["FS9122", 3]]],
  [
    "a line that was taken out breaks the chain",
    logAt(1, 2, 3).split("\n").toSpliced(1, 1).join("\n"),
    [["FS9117", 2]],
  ],
  ["a line that was changed breaks it at the next", logAt(1, 2, 3).replace("at 2", "at 9"), [["FS9117", 3]]],
  ["what is no JSON has neither digest nor time", `${logAt(1)}nothing\n`, [["FS9117", 2]]],
])("%s", (_, text, expected) => expect(found(text)).toEqual(expected));
