/** Refusal: what a block throws when it cannot do what it was asked; its code names the sentence in the catalogue. */

/** A fact a sentence of the catalogue may quote. */
export type Fact = string | number | boolean | null | readonly string[] | readonly number[];
export type Facts = Readonly<Record<string, Fact>>;

/** Where in a data file: 1-based line and column as an editor counts them, `column` the field's number. */
export interface DataPlace {
  /** The name of the input in the front matter, or of the file. */
  readonly input: string;
  readonly line?: number;
  readonly field?: number;
}

/** Where in a block's body: the path of keys and indexes below the body, as in `["steps", 1, "savgol"]`. */
export type OptionPath = readonly (string | number)[];

/** Something a block has to say that does not end it (a warning), or that does (inside a Refusal). */
export interface Remark {
  /** FSnnnn: the catalogue holds title, severity, sentence and help. */
  readonly code: string;
  readonly facts: Facts;
  readonly data?: DataPlace;
  readonly option?: OptionPath;
}

/** Thrown by methods and blocks: `new Refusal("FS3301", { row: 12 })`. The compiler turns it into a finding. */
export class Refusal extends Error {
  readonly remarks: readonly Remark[];
  constructor(
    code: string,
    facts: Facts = {},
    place: Pick<Remark, "data" | "option"> = {},
    more: readonly Remark[] = [],
  ) {
    super(`${code} ${JSON.stringify(facts)}`);
    this.name = "Refusal";
    this.remarks = [{ code, facts, ...place }, ...more];
  }
  get code(): string {
    return this.remarks[0].code;
  }
}
