/** Material: the files of one trust block, and the sample as its table tells it. */
import type { Fields } from "../../../schemas/is-record.ts";
import type { Rows } from "../rows.ts";

/** A threshold of a fold, or of the kept predictor. */
export interface Split {
  readonly fold: string;
  readonly class: string | null;
  readonly batch: string | null;
  readonly n_calibration: number;
  readonly k: number;
  readonly qhat: number | null;
  readonly scores: readonly number[];
}

/** A sample that a fold left out, as the table says and as it is worked out. */
export interface Told {
  readonly fold: string;
  readonly batch: string;
  readonly code: number;
  readonly target: number;
  readonly predicted: number;
  readonly p: readonly number[];
  readonly answered: boolean;
  readonly raw: readonly number[] | null;
  readonly issued: readonly number[] | null;
  readonly margin: number | null;
  readonly covered: boolean;
}

/** The trust of one block. */
export interface Material {
  readonly folder: string;
  readonly rows: Rows;
  readonly classes: readonly string[] | null;
  readonly summary: Fields;
  readonly conformal: Fields;
  readonly calibration: Fields;
  readonly abstention: Fields;
  readonly splits: readonly Split[];
}
