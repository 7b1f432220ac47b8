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

/** A piece of a file, and the text in its place. */
export interface Edit {
  readonly position: Position;
  readonly text: string;
}

export interface Fix {
  /** What it does, as a menu of an editor names it. */
  readonly title: string;
  /** Nothing else could be meant, and the document was invalid without it: `check --fix` applies it. */
  readonly safe: boolean;
  readonly edits: readonly Edit[];
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
  /** Other places that belong to it: the last of several equal ones. */
  readonly related: readonly Related[];
  /** How many equal ones it stands for. */
  readonly count: number;
  /** What would mend it; null where that is not to be known. */
  readonly fix: Fix | null;
}

export interface Related {
  readonly position: Position;
  readonly message: string;
}

export const isError = (finding: Finding): boolean => finding.severity === "error";

/** `--strict`: a warning counts as an error; an error and a note stay what they are. */
export const asError = (finding: Finding): Finding =>
  finding.severity === "warning" ? { ...finding, severity: "error" } : finding;
