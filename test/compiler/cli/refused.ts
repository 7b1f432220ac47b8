/** What every refusal must leave behind: an exit code, a sentence with its place and a next step, and nothing half-written. */
import { expect } from "vitest";
import type { RunResult } from "../../../compiler/cli/api.ts";
import { type ErrorFile, errorSchema } from "../../../schemas/run-files.ts";
import type { Place } from "../../fixtures/project.ts";

export interface Refused {
  readonly exit: number;
  readonly code: string;
  /** `file:line:column`, or null where the finding has no place. */
  readonly at: string | null;
  /** Part of the sentence. */
  readonly says: string;
  /** Part of one of the next steps. */
  readonly next: string;
  /** Where it is not the usual one of the exit code. */
  readonly stage?: ErrorFile["stage"];
}

const usual: { readonly [exit: number]: Pick<ErrorFile, "stage" | "error_type"> } = {
  3: { stage: "validation", error_type: "ValidationError" },
  4: { stage: "protocol", error_type: "ProtocolError" },
  5: { stage: "modeling", error_type: "ModelingError" },
  7: { stage: "qc", error_type: "QCError" },
  8: { stage: "reporting", error_type: "ReportingError" },
  9: { stage: "artifact", error_type: "ArtifactError" },
};

/** The only document of `result` was refused as `expected`, and its run folder says so. Returns error.json. */
export function expectRefused(place: Place, result: RunResult, expected: Refused): ErrorFile {
  const [document] = result.documents;
  if (/^FS20(?:0[1-9]|1[0-4])$/.test(expected.code)) return expectUnread(result, expected);
  expect(result.exitCode, JSON.stringify(document.findings)).toBe(expected.exit);
  expect(document).toMatchObject({ status: "failed", exitCode: expected.exit, open: "error.json" });
  return expectErrorFile(place, document.runId ?? "", expected);
}

/** Of what is no protocol no folder is made: what is wrong with it is said, and that is all. */
function expectUnread(
  { exitCode, documents: [document] }: RunResult,
  { exit, code, at, says, next }: Refused,
): ErrorFile {
  expect(exitCode).toBe(exit);
  expect(document).toMatchObject({ status: "failed", exitCode: exit, runId: null, folder: null, open: null });
  const found = document.findings.find((one) => one.code === code);
  const place = found?.position;
  expect(place == null ? null : `${place.file}:${place.line}:${place.column}`).toBe(at);
  expect(found?.message).toContain(says);
  expect(found?.help.join("\n")).toContain(next);
  return {} as ErrorFile;
}

/** error.json of a run in `runs/` is whole and says what is expected. */
export function expectErrorFile(place: Place, run: string, expected: Refused): ErrorFile {
  const error = errorSchema.parse(place.error(run));
  expect(error).toMatchObject({
    exit_code: expected.exit,
    code: expected.code,
    run_id: run,
    ...usual[expected.exit],
    ...(expected.stage === undefined ? {} : { stage: expected.stage }),
  });
  const { position } = error;
  expect(position === null ? null : `${position.file}:${position.line}:${position.column}`).toBe(expected.at);
  expect(error.message).toContain(expected.says);
  expect(error.recommendations.join("\n")).toContain(expected.next);
  for (const sentence of [error.message, ...error.recommendations]) expectSentence(sentence);
  expect(place.names(`runs/${run}`)).toContain(error.logs_path);
  expect(place.read(`runs/${run}/error.json`)).not.toContain(place.folder);
  expectNothingHalfWritten(place);
  return error;
}

/** Words for a chemist: no placeholder left, no word of a library or of the machine. */
export function expectSentence(sentence: string): void {
  expect(sentence).not.toMatch(
    /\{[a-z_|]+\}|undefined|\[object|\bZod|TypeError|\bat .*\.js:|\bE[A-Z]{5,}\b|NaN\b.*expected/,
  );
  expect(sentence.length).toBeGreaterThan(10);
}

export function expectNothingHalfWritten(place: Place): void {
  const names = place.names();
  expect(names.filter((name) => /(^|\/)\.(open|tmp|latest)-/.test(name))).toEqual([]);
}

/** The CSV with its cells changed; row 0 is the header. */
export function editCells(csv: string, change: (cell: string, row: number, column: number) => string | null): string {
  const rows = csv.trimEnd().split("\n");
  const changed = rows.map((row, i) =>
    row
      .split(",")
      .map((cell, j) => change(cell, i, j))
      .filter((cell) => cell !== null)
      .join(","),
  );
  return `${changed.join("\n")}\n`;
}

/** The text with `from`, which must be there, replaced. */
export function replaced(text: string, from: string, to: string): string {
  expect(text).toContain(from);
  return text.replace(from, to);
}
