/** Running: what a block is handed when it runs, nothing it did not declare, and what it did. */
import type { z } from "zod";
import type { DriftPolicy } from "../../schemas/drift-policy.ts";
import type { Json } from "../../schemas/plain-json.ts";
import type { Matrix } from "./matrix.ts";
import type { Methods } from "./methods.ts";
import type { SchemeSpec } from "./model.ts";
import type { Facts, Place } from "./refusal.ts";
import type { Stream } from "./stream.ts";
import type { ValueName, Values } from "./values.ts";
import type { Spread } from "./work.ts";

/** A threshold for each target, by its name. */
export interface ByTarget {
  readonly [target: string]: number | boolean;
}

/** Front-matter fields a kind may ask for; what it does not list in `reads` it never sees. */
export interface Settings {
  readonly mode: "research" | "regulatory" | "monitoring";
  readonly scheme: SchemeSpec | null;
  readonly qc_policy: { readonly [field: string]: number | boolean | ByTarget };
  readonly approved_models: readonly string[];
  readonly drift_policy: DriftPolicy;
  /** ISO 8601; null where none is declared: all rows of feature views are known. */
  readonly as_of: string | null;
  /** Whether a verdict of regulatory mode rests on this block: it is the primary model. */
  readonly judged: boolean;
  /** The block's own id, for kinds whose streams or reports carry it. */
  readonly id: string;
}

/** What holds for every block of a document alike. */
export type DocumentSettings = Omit<Settings, "id" | "judged">;

/** One file of an input: its bytes are read once and digested. */
export interface InputFile {
  /** As the document names it, relative to it; for a file given on the command line its base name. */
  readonly path: string;
  readonly bytes: Uint8Array;
  /** `sha256:<hex>` of the bytes. */
  readonly digest: string;
  /** Of a lockbox that the document pins: nobody has opened it, its digest is the pinned one and there are no bytes. */
  readonly isSealed?: true;
}

/** What stands ready before a block runs, for `uses`. */
export interface Found {
  /** A JSON part of each value of this name that the block loads. */
  parts<V extends ValueName, P extends keyof Values[V]>(value: V, part: P): readonly Values[V][P][];
  /** The files of an input that the kind's `inputs` names. */
  files(input: string): readonly InputFile[];
  /** Of any method what it declares; none of them computes here. */
  readonly methods: Methods;
}

/** A file a block writes into the run folder, under the short path; the compiler moves it for a second block of the kind. */
export type Artifact =
  | { readonly path: string; readonly json: Json }
  | { readonly path: string; readonly matrix: Matrix }
  | { readonly path: string; readonly text: string };

/** What `run` is handed: nothing it did not declare. */
export interface Context {
  readonly settings: Partial<Settings>;
  /** The files of an input that `inputs(options)` names. Throws when it was not declared. */
  input(name: string): readonly InputFile[];
  /** Steps and estimators: those that `uses` named, and of others only what they declare. */
  readonly methods: Methods;
  /** A named stream; throws unless the kind draws. The run's seed stands first in its name. */
  stream(...name: readonly (string | number)[]): Stream;
  /** The run's seed; throws unless the kind draws. */
  readonly seed: number;
  /** Says something that does not end the block. */
  remark(code: string, facts?: Facts, place?: Place): void;
  /** Lets the rest of the program breathe between long steps (folds); throws where the run was cancelled. */
  breathe(): Promise<void>;
  /** Has units of work done, by workers where there is enough of it; lets the program breathe as `breathe` does. */
  readonly spread: Spread;
  /** A line in the run's log; the face says it in words. */
  log(event: string, facts?: { readonly [name: string]: Json }): void;
}

/** A value a block started from, with the id of the block that gave it where it is one of many. */
export type Given = {
  readonly [N in ValueName]: {
    readonly block: string | null;
    readonly value: N;
    readonly parts: Values[N];
    /** Of one of several that were found from others: ids of those that descend from it. */
    readonly of?: readonly string[];
  };
}[ValueName];

/** Values of the needs: single ones by name, all of them (also those of a `many` need) in order under `given`. */
export type Inputs = { readonly [N in ValueName]?: Values[N] } & { readonly given: readonly Given[] };

/** What a block did. */
export interface Done {
  /** Parts of the value it gives; absent where the kind gives none. */
  readonly gives?: { readonly [part: string]: unknown };
  /** Its headline numbers: inline values and views read them; checked against the kind's `results`. */
  readonly results: Json;
  readonly artifacts: readonly Artifact[];
  /** What the log says of the block when it has ended. */
  readonly logged?: { readonly [name: string]: Json };
  /** Why it could do nothing, from the closed list; the result is then `na`. */
  readonly na?: { readonly reason: string };
}

/** The same, typed by what its kind gives and says. */
export type TypedDone<G extends ValueName, R extends z.ZodType> = Omit<Done, "gives" | "results"> & {
  readonly gives?: Values[G];
  readonly results: z.output<R>;
};
