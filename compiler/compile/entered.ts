/** Entered: a run that stands in the register of its document as begun, and what its manifest says of its place there. */
import type { ManifestRegister, RegisterLine, Who } from "../../schemas/register.ts";
import { type Counts, withOne } from "../../schemas/register-chain.ts";
import type { Finding } from "../diagnostics/finding.ts";
import type { Changes } from "../run/types.ts";

/** What every line says. */
export type Common = Pick<RegisterLine, "schema_version" | "time" | "who" | "host"> & {
  readonly previous: readonly string[];
};
/** What the register says of how a run ended. */
export type Ended = Omit<Extract<RegisterLine, { event: "ended" }>, keyof Common | "event" | "run">;

/** A run that stands in the register as begun. */
export interface Entered {
  /** Null while the register stands in the state folder only. */
  readonly file: string | null;
  readonly number: number;
  readonly previous: readonly string[];
  /** Of the runs before it. */
  readonly counts: Counts;
  readonly elsewhere: number;
  readonly operator: Who;
  readonly frozen: ManifestRegister["frozen"];
  /** Of a regulatory run that is not the first. */
  readonly changes: Changes | null;
  /** Enters how it ended. What went wrong comes back. */
  end(ended: Ended): Promise<readonly Finding[]>;
}

/** What the manifest says of a run's place in its register. */
export function manifestRegister(
  { file, number, previous, counts, elsewhere, operator, frozen }: Entered,
  outcome: "success" | "failed" | "cancelled",
): ManifestRegister {
  return {
    file,
    number,
    previous: [...previous],
    counts: withOne(counts, outcome),
    same_data_elsewhere: elsewhere,
    frozen,
    operator,
  };
}
