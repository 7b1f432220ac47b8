/** Design: how a study was laid out, as far as the document and the metadata say; what its checks and its report read. */

/** What happened to the spectra before FoodSpec read them, as the document declares it. */
export interface Upstream {
  readonly what: string;
  /** Software and version. */
  readonly with: string | null;
  /** What went into it: the spectrum alone, spectra of its sample, or others of these rows. */
  readonly scope: "spectrum" | "sample" | "set";
  /** Whether labels or values of the target were used. */
  readonly outcome: boolean;
}

/** A check of the data gate that the document lets fail. */
export interface AcceptedCheck {
  readonly check: string;
  readonly column: string | null;
  readonly reason: string;
}

/** A metadata column that may go with the outcome. */
export interface DesignColumn {
  readonly name: string;
  /** What the document declares it to be; null where it declares nothing. */
  readonly role: "batch" | "group" | "instrument" | "time" | null;
  /** By row; null where the cell is empty. */
  readonly values: readonly (string | null)[];
}

/** How the study was laid out, as far as the document and the metadata say. */
export interface Design {
  /** Null: not declared. Empty: declared that nothing happened. */
  readonly upstream: readonly Upstream[] | null;
  readonly accepted: readonly AcceptedCheck[];
  /** Columns of few values, without those that say the outcome itself. */
  readonly columns: readonly DesignColumn[];
  /** When each row was measured, in milliseconds or in the column's own numbers; null where no column is declared. */
  readonly time: { readonly column: string; readonly values: readonly (number | null)[] } | null;
  /** Whether samples bear names of the author, not numbers of rows. */
  readonly isNamed: boolean;
  /** Whether the batch is declared as such, rather than taken from the group. */
  readonly isBatchDeclared: boolean;
}
