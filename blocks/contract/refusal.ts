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
  /** The front-matter field it is about, where that holds and the block itself says nothing of it: `["scheme"]`. */
  readonly setting?: OptionPath;
  /** Said where the mode does not bear it: an error, whatever the catalogue says. */
  readonly isError?: true;
  /** It stands for so many equal ones, of which this is the last. */
  readonly again?: { readonly count: number; readonly last: DataPlace };
  /** A warning in every mode, also where its code is one that a mode does not bear. */
  readonly isBearable?: true;
}

/** Where a remark points. */
export type Place = Pick<Remark, "data" | "option" | "setting" | "isBearable" | "again">;

/** Thrown by methods and blocks: `new Refusal("FS3301", { row: 12 })`. The compiler turns it into a finding. */
export class Refusal extends Error {
  readonly remarks: readonly Remark[];
  constructor(code: string, facts: Facts = {}, place: Place = {}, more: readonly Remark[] = []) {
    super(`${code} ${JSON.stringify(facts)}`);
    this.name = "Refusal";
    this.remarks = [{ code, facts, ...place }, ...more];
  }
  get code(): string {
    return this.remarks[0].code;
  }
}

/** What a run gives; null where it is refused. Every other error is thrown on. */
export function unlessRefused<T>(run: () => T): T | null {
  try {
    return run();
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}

/**
 * Runs, and tells a refusal anew: who called knows more of its place and its facts than who threw it.
 *
 * @param change what is to be different in its first remark
 */
export function retelling<T>(run: () => T, change: (first: Remark) => Partial<Remark>): T {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const [first, ...more] = error.remarks;
    const { code, facts, ...place } = { ...first, ...change(first) };
    throw new Refusal(code, facts, place, more);
  }
}
