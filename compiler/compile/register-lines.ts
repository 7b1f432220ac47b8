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
  return (line) => {
    if (line.askedDigest === null) return askedOfLine(line);
    known ??= new Map(allAsked(lines).map(named));
    return known.get(line.askedDigest) ?? null;
  };
}

/** What lines asked that hold it themselves. */
export const allAsked = (lines: Chain["lines"]): readonly AskedOf[] =>
  lines.flatMap((line) => (line.askedDigest === null ? (askedOfLine(line) ?? []) : []));

/** Only such lines say what was asked: of others nothing is parsed. */
const askedOfLine = (line: ChainLine): AskedOf | null => {
  if (line.event !== "started" && line.event !== "frozen") return null;
  const { asked } = line.value;
  return isRecord(asked) ? (asked as AskedOf) : null;
};

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

/** The line that is met first on every way back from the end of a chain and that is looked for; of several the one told last. */
export function lastOf(chain: Chain, isIt: (line: ChainLine) => boolean): ChainLine | null {
  if (chain.isStraight) return chain.lines.findLast(isIt) ?? null;
  const found: ChainLine[] = [];
  const seen = new Set<string>();
  const waiting = [...chain.tips];
  for (let digest = waiting.pop(); digest !== undefined; digest = waiting.pop()) {
    const line = chain.by.get(digest);
    if (line === undefined || seen.has(digest)) continue;
    seen.add(digest);
    if (isIt(line)) found.push(line);
    else waiting.push(...line.previous);
  }
  const time = ({ value }: ChainLine): string => String(value.time ?? "");
  return (
    found.sort((a, b) => (time(a) < time(b) ? 1 : time(a) > time(b) ? -1 : a.digest < b.digest ? -1 : 1))[0] ?? null
  );
}

/** A regulatory run that began before. */
export interface RegulatoryRun {
  readonly time: string;
  readonly asked: AskedOf;
  readonly change: string | null;
  readonly reason: string | null;
}

/** The regulatory run before the next one; null where there was none. */
export function regulatoryBefore(chain: Chain): RegulatoryRun | null {
  const ask = askedIn(chain);
  const line = lastOf(chain, (one) => one.event === "started" && modeOf(ask(one)) === "regulatory");
  const asked = line === null ? null : ask(line);
  if (line === null || asked === null) return null;
  const text = (value: unknown): string | null => (typeof value === "string" ? value : null);
  const { time, change, reason } = line.value;
  return { time: String(time), asked, change: text(change), reason: text(reason) };
}

/** What was asked of each regulatory run of a version that ended with 0, each asking once. */
export function succeededWith(chain: Chain, version: string): readonly AskedOf[] {
  const ask = askedIn(chain);
  const good = new Set(
    chain.lines.flatMap(({ event, run, exitCode }) => (event === "ended" && exitCode === 0 ? [run] : [])),
  );
  const all = chain.lines.flatMap((line) => {
    const asked = line.event === "started" && good.has(line.run) ? ask(line) : null;
    return asked === null || modeOf(asked) !== "regulatory" || asked.protocol?.version !== version ? [] : [asked];
  });
  return [...new Set(all)];
}
