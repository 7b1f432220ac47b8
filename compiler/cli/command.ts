/** Command: all that a command of the program declares of itself. */
import type { World } from "../compile/world.ts";

/** What stands behind a command's name, as in `<documents...>` or `[name]`. */
export interface Argument {
  readonly written: string;
  readonly says?: string;
  readonly choices?: readonly string[];
}

export interface Option {
  /** As in `-o, --output-dir <dir>`. */
  readonly flags: string;
  readonly says: string;
  readonly choices?: readonly string[];
  readonly byDefault?: string;
  /** What is made of a typed value, given what the same option said before. Throws a sentence where it cannot be used. */
  readonly parse?: (value: string, sofar: unknown) => unknown;
  readonly isRequired?: boolean;
  /** Name of an option that must not stand beside it. */
  readonly conflicts?: string | readonly string[];
}

/** A line of the program's own help. */
export interface Example {
  /** Lines stand in this order: what somebody needs first comes first. */
  readonly place: number;
  readonly typed: string;
  readonly says: string;
}

/** `Typed`: arguments and options by name, as in `{ documents: […], outputDir: "out" }`. */
export interface Command<Typed> {
  readonly name: string;
  readonly says: string;
  readonly arguments: readonly Argument[];
  readonly options: readonly Option[];
  readonly examples: readonly Example[];
  /** True where its own help ends with the exit codes. */
  readonly showsExitCodes?: boolean;
  /** Loads what it needs and does it. Returns the exit code. */
  readonly run: (typed: Typed, world: World) => Promise<number>;
}
