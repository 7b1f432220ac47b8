/** Join context: what a document says beside the entries of `join` that they are matched by. */
import { instantOf } from "../../../schemas/instant.ts";
import type { DocumentOptions } from "../options.ts";
import { targetsOf } from "../targets.ts";

export interface JoinContext {
  /** Of external or unknown rows: where they have all the columns themselves, nothing is joined to them. */
  readonly isOutside: boolean;
  /** Column of the times of the spectra. */
  readonly time: string | undefined;
  /** Milliseconds of UTC up to which rows of feature views are known; `Infinity` where all are. */
  readonly asOf: number;
  /** Columns of label and targets. */
  readonly outcomes: ReadonlySet<string>;
}

/** @param asOf as the front matter says it */
export function joinContext(options: DocumentOptions, asOf: string | null | undefined, isOutside = false): JoinContext {
  return {
    isOutside,
    time: options.time,
    asOf: asOf === null || asOf === undefined ? Number.POSITIVE_INFINITY : instantOf(asOf),
    outcomes: outcomeColumns(options),
  };
}

/** Columns that label and targets come from. */
export function outcomeColumns(
  options: Pick<DocumentOptions, "label" | "target" | "targets" | "unit">,
): ReadonlySet<string> {
  const { label, target } = options;
  const columns = [
    typeof label === "object" ? label.from : label,
    target,
    ...targetsOf(options).map(({ name }) => name),
  ];
  return new Set(columns.filter((column) => column !== undefined));
}
