/** Register of a run: its place there, for a sequel that ends once more what the run began. */
import type { Manifest } from "../../../schemas/manifest.ts";
import { readChain, upTo } from "../../../schemas/register-chain.ts";
import { askedOf } from "../../compile/asked-of.ts";
import { changesSince } from "../../compile/changes-since.ts";
import type { Entered } from "../../compile/entered.ts";
import type { CompileOptions } from "../../compile/options.ts";
import { endedAgain } from "../../compile/register.ts";
import type { Session } from "../../compile/session.ts";
import type { World } from "../../compile/world.ts";
import { digestOf } from "../../store/digest.ts";

/** Null where the run says nothing of a register. */
export function enteredBefore(
  { register, run_id }: Manifest,
  prepared: Session["prepared"],
  options: CompileOptions,
  world: World,
): Entered | null {
  if (register === undefined) return null;
  const { file, number, previous, counts, same_data_elsewhere, frozen, operator } = register;
  const { beside, copy } = prepared.register.read();
  const older = upTo(beside ?? copy, previous);
  const chain = readChain(older.map(({ text }) => text).join("\n"), digestOf);
  return {
    file,
    number,
    previous,
    // Of the runs before it: it ended well itself.
    counts: { ...counts, success: counts.success - 1 },
    elsewhere: same_data_elsewhere,
    operator,
    frozen,
    changes: changesSince(chain, askedOf(prepared, options), prepared.protocol, options),
    end: (ended) => endedAgain(prepared, run_id, ended, world),
  };
}
