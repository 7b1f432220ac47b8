/** Trust passes: the passes of one block, as a unit of work. */
import type { Unit } from "../../contract/work.ts";
import type { Carve } from "./carve-rules.ts";
import { crossPass, type Passed, type Setup, splitPass } from "./pass.ts";
import { within } from "./samples.ts";

/** A setup without the matrix, which is shared. */
export interface TrustPasses extends Omit<Setup, "data"> {
  readonly data: Omit<Setup["data"], "ready">;
}

export interface PassAsk {
  readonly at: string | number;
  /** Indexes of samples. */
  readonly inside: readonly number[];
  readonly sets: Carve;
  /** Rows that may be looked at; null: all. */
  readonly rows: readonly number[] | null;
}

/** `shared`: the matrix on which the steps up to the first that learns have run. */
export const trustPasses: Unit<TrustPasses, PassAsk, Passed> = {
  name: "trust-passes",
  start: (methods, ready, given) => {
    const setup: Setup = { ...given, data: { ...given.data, ready } };
    return ({ at, inside, sets, rows }) => {
      const own = within(setup, rows);
      return own.wishes.design === "split" ? splitPass(methods, own, sets, at) : crossPass(methods, own, inside, at);
    };
  },
};
