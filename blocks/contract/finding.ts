/** Finding: what the catalogue says of one code. Adding a finding to the product is adding one of these to the `findings.ts` of who says it. */
import type { errorTypes } from "../../schemas/run-files.ts";
import type { stages } from "../../schemas/stages.ts";

export interface Entry {
  /** A few words, sentence case, no full stop: the heading of its reference page. */
  readonly title: string;
  readonly severity: "error" | "warning" | "note";
  readonly stage: (typeof stages)[number];
  /** The exit code it leads to when it is an error; what a warning would lead to is of no account. */
  readonly exit: ExitCode;
  /**
   * The sentence, without a full stop. `{fact}` is replaced; a list prints as `a`, `b` or `c`, with `{fact|and}` as
   * `a`, `b` and `c`, with `{fact|plain}` as a, b, c; a number with `{fact|spectrum/spectra}` as 1 spectrum or 2 spectra,
   * with `{fact|has//have}` as the word alone.
   */
  readonly sentence: string;
  /**
   * What to do next. One that quotes a fact which is null, empty or was not given is left out. Of alternatives
   * separated by ` || ` the first that can be printed is.
   */
  readonly help: readonly string[];
  /** The remark under the caret, where the call site gives none; left out like help. */
  readonly mark?: string;
  /** Where `error_type` is not what the exit code says. */
  readonly errorType?: ErrorType;
  /** It stands at the head of the report, beside what its block says of itself. */
  readonly isInBrief?: true;
}

export type ExitCode = 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;
export type ErrorType = (typeof errorTypes)[number];

export interface Entries {
  readonly [code: string]: Entry;
}

/** The one form of an entry: makes those that differ in their words alone, all of one severity, stage and exit code. */
export const entryMaker =
  (severity: Entry["severity"], stage: Entry["stage"], exit: ExitCode, errorType?: ErrorType) =>
  (title: string, sentence: string, help: readonly string[], mark?: string): Entry => ({
    title,
    severity,
    stage,
    exit,
    sentence,
    help,
    mark,
    errorType,
  });

type EntryMaker = ReturnType<typeof entryMaker>;

/** The same form for what stands at the head of the report. */
export const inBrief =
  (make: EntryMaker): EntryMaker =>
  (...words) => ({ ...make(...words), isInBrief: true });
