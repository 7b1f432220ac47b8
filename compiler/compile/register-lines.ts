/** Register lines: what a register says of a run that begins now — its number, who ended how, what was asked before. */
import type { Mode } from "../../schemas/front-matter.ts";
import { isRecord } from "../../schemas/is-record.ts";
import type { AskedOf } from "../../schemas/register.ts";
import type { Chain, ChainLine } from "../../schemas/register-chain.ts";
import { canonicalJson } from "../store/canonical.ts";
import { digestOf } from "../store/digest.ts";

/** What the lines of a register asked, those that name it by its digest too. */
export function askedIn({ lines }: Pick<Chain, "lines">): (line: ChainLine) => AskedOf | null {
  let known: ReadonlyMap<string, AskedOf> | null = null;
  return ({ value: { asked } }) => {
    if (isRecord(asked)) return asked as AskedOf;
    if (typeof asked !== "string") return null;
    known ??= new Map(
      lines.flatMap((line) => (isRecord(line.value.asked) ? [named(line.value.asked as AskedOf)] : [])),
    );
    return known.get(asked) ?? null;
  };
}

const named = (asked: AskedOf): readonly [string, AskedOf] => [digestOf(canonicalJson(asked)), asked];

const modeOf = (asked: AskedOf | null): Mode =>
  asked?.mode === "regulatory" || asked?.mode === "monitoring" ? asked.mode : "research";

/** True where a register must have stood beside the document: a regulatory run or a freeze makes it. */
export function wasBeside(chain: Chain): boolean {
  const ask = askedIn(chain);
  return chain.lines.some(
    (line) => line.event === "frozen" || (line.event === "started" && modeOf(ask(line)) === "regulatory"),
  );
}
