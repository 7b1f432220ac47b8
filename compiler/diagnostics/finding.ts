/** Finding: something the product has to say, with a place, the facts, and at least one next action. */

import type { Entry } from "../../blocks/contract/finding.ts";
import type { Stage } from "../../blocks/contract/kind.ts";
import type { Facts } from "../../blocks/contract/refusal.ts";

/** A range in a file; lines and columns count from 1, columns in UTF-16 units, the end is exclusive. */
export interface Position {
  /** As shown: relative to the working directory's document argument, with forward slashes. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export type Severity = Entry["severity"];

export interface Finding {
  /** FSnnnn. */
  readonly code: string;
  readonly severity: Severity;
  /** The sentence, facts filled in. */
  readonly message: string;
  /** What to do next, at least one sentence. */
  readonly help: readonly string[];
  readonly stage: Stage;
  /** The exit code it leads to when it is an error. */
  readonly exit: number;
  readonly position: Position | null;
  /** The id of the block it is about. */
  readonly block: string | null;
  /** JSON pointer below the block's body or the front matter. */
  readonly pointer: string | null;
  /** One short remark printed under the caret. */
  readonly mark: string | null;
  readonly facts: Facts;
}

export const isError = (finding: Finding): boolean => finding.severity === "error";

/** `--strict`: a warning counts as an error; an error and a note stay what they are. */
export const asError = (finding: Finding): Finding =>
  finding.severity === "warning" ? { ...finding, severity: "error" } : finding;
