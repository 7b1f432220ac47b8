/** Expected: what a planted set comes to in a mode, beside what it must come to. */
import { checkOf } from "../../blocks/methods/qc/check-of.ts";
import { compiled } from "./compiled.ts";
import type { At, Mode, Planted } from "./planted-sets.ts";

interface Ended {
  readonly exit: number;
  /** Of the findings or failed checks that are named, those that are there. */
  readonly named: readonly string[];
}

export async function expectedOf(
  { study, research, regulatory }: Planted,
  at: At,
  mode: Mode,
): Promise<{ readonly found: Ended; readonly wanted: Ended }> {
  const { options, ...rest } = study(at);
  const { exitCode, codes, failed } = await compiled({ ...rest, options: { ...options, mode } });
  const { exit, named, among } =
    mode === "research"
      ? { exit: 0, named: research, among: codes }
      : "code" in regulatory
        ? { exit: regulatory.exit, named: [regulatory.code], among: codes }
        : { exit: regulatory.exit, named: withFindings(regulatory.failed), among: [...failed, ...codes] };
  return { found: { exit: exitCode, named: named.filter((one) => among.includes(one)) }, wanted: { exit, named } };
}

/** A check that fails is told by its own finding. */
const withFindings = (ids: readonly string[]): readonly string[] => [...ids, ...ids.map((id) => checkOf(id).code)];
