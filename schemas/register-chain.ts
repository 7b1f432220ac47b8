/** Register chain: the lines of a register by their digests, what follows what, and what that says of a run. Pure rules. */
import { isRecord } from "./is-record.ts";

/** A line as it stands in a register. */
export interface ChainLine {
  /** Without its end. */
  readonly text: string;
  /** SHA-256 of the text. */
  readonly digest: string;
  readonly event: string;
  /** Null of an event that is of no run. */
  readonly run: string | null;
  readonly previous: readonly string[];
  readonly value: { readonly [field: string]: unknown };
}

export interface Chain {
  /** Each once, as they stand: the order of a merged file says nothing. */
  readonly lines: readonly ChainLine[];
  readonly by: ReadonlyMap<string, ChainLine>;
  /** Digests of the lines that no line follows, in code-unit order. */
  readonly tips: readonly string[];
  /** Digests that lines follow and that no line has, in code-unit order. */
  readonly missing: readonly string[];
  /** Texts that are no lines of a register: torn ones, marks of a merge. */
  readonly unreadable: readonly string[];
}

/** Reads the text of a register, or of several one after the other. */
export function readChain(text: string, digestOf: (text: string) => string): Chain {
  const by = new Map<string, ChainLine>();
  const unreadable: string[] = [];
  for (const one of text.split("\n")) {
    const own = one.endsWith("\r") ? one.slice(0, -1) : one;
    if (own === "") continue;
    const line = lineOf(own, digestOf);
    if (line === null) unreadable.push(own);
    else by.set(line.digest, line);
  }
  return { ...linked(by), unreadable };
}

/** The lines of several registers together. */
function joined(...chains: readonly Chain[]): Chain {
  const by = new Map(chains.flatMap(({ lines }) => lines.map((line) => [line.digest, line] as const)));
  return { ...linked(by), unreadable: chains.flatMap(({ unreadable }) => unreadable) };
}

/** A chain with lines after it: what is known of thousands is not worked out again for a few. */
export function extended(chain: Chain, more: Chain): Chain {
  if (more.lines.every(({ digest }) => chain.by.has(digest)))
    return { ...chain, unreadable: [...chain.unreadable, ...more.unreadable] };
  if (chain.missing.length > 0) return joined(chain, more);
  const by = new Map(chain.by);
  for (const line of more.lines) by.set(line.digest, line);
  const followed = new Set(more.lines.flatMap(({ previous }) => previous));
  // A line that was there before is none more, and may be followed already.
  const added = more.lines.filter(({ digest }) => !chain.by.has(digest));
  const ends = [...chain.tips, ...added.map(({ digest }) => digest)].filter((digest) => !followed.has(digest));
  return {
    lines: added.length === 0 ? chain.lines : [...chain.lines, ...added],
    by,
    tips: ends.sort(),
    missing: [...followed].filter((digest) => !by.has(digest)).sort(),
    unreadable: [...chain.unreadable, ...more.unreadable],
  };
}

function linked(by: ReadonlyMap<string, ChainLine>): Omit<Chain, "unreadable"> {
  const followed = new Set<string>();
  for (const { previous } of by.values()) for (const digest of previous) followed.add(digest);
  return {
    lines: [...by.values()],
    by,
    tips: [...by.keys()].filter((digest) => !followed.has(digest)).sort(),
    missing: [...followed].filter((digest) => !by.has(digest)).sort(),
  };
}

function lineOf(text: string, digestOf: (text: string) => string): ChainLine | null {
  try {
    const value: unknown = JSON.parse(text);
    if (!isRecord(value)) return null;
    const { event, previous, run } = value;
    const isLine = typeof event === "string" && Array.isArray(previous) && previous.every(isText);
    if (!isLine) return null;
    return { text, digest: digestOf(text), event, run: isText(run) ? run : null, previous, value };
  } catch {
    return null;
  }
}

const isText = (value: unknown): value is string => typeof value === "string";

/** The lines that these come after, themselves among them. */
export function upTo(chain: Chain, digests: readonly string[]): readonly ChainLine[] {
  // Every line comes before an end.
  if (digests === chain.tips) return chain.lines;
  const seen = new Set<string>();
  const waiting = [...digests];
  for (let digest = waiting.pop(); digest !== undefined; digest = waiting.pop()) {
    if (seen.has(digest)) continue;
    const line = chain.by.get(digest);
    if (line === undefined) continue;
    seen.add(digest);
    waiting.push(...line.previous);
  }
  return chain.lines.filter(({ digest }) => seen.has(digest));
}

export type Outcome = "success" | "failed" | "cancelled" | "interrupted";
export type Counts = { readonly [outcome in Outcome]: number };

/** How an exit code says that a run ended. */
export const outcomeOf = (exitCode: number): Outcome =>
  exitCode === 0 ? "success" : [129, 130, 143].includes(exitCode) ? "cancelled" : "failed";

/** How each run of these lines ended, by its name; null of one that has not. An end outweighs an interruption that was told before it. */
export function outcomes(lines: readonly ChainLine[]): ReadonlyMap<string, Outcome | null> {
  const found = new Map<string, Outcome | null>();
  for (const { event, run } of lines) if (event === "started" && run !== null) found.set(run, null);
  for (const { event, run } of lines) if (event === "interrupted" && run !== null) found.set(run, "interrupted");
  for (const { event, run, value } of lines)
    if (event === "ended" && run !== null && typeof value.exit_code === "number")
      found.set(run, outcomeOf(value.exit_code));
  return found;
}

/** How many runs of these lines ended how. */
export function countsOf(lines: readonly ChainLine[]): Counts {
  const counts = { success: 0, failed: 0, cancelled: 0, interrupted: 0 };
  for (const outcome of outcomes(lines).values()) if (outcome !== null) counts[outcome]++;
  return counts;
}

export const withOne = (counts: Counts, outcome: Outcome): Counts => ({ ...counts, [outcome]: counts[outcome] + 1 });

/** How many runs these lines say were begun. */
export const startedIn = (lines: readonly ChainLine[]): number =>
  lines.filter(({ event }) => event === "started").length;

/** Each line after those it follows; of lines that follow none of one another the earlier told first. */
export function inChainOrder(chain: Chain): readonly ChainLine[] {
  const place = new Map(chain.lines.map(({ digest }, i) => [digest, i]));
  const waits = new Map(
    chain.lines.map(({ digest, previous }) => [digest, previous.filter((one) => chain.by.has(one)).length]),
  );
  const next = new Map<string, string[]>();
  for (const { digest, previous } of chain.lines)
    for (const one of previous) next.set(one, [...(next.get(one) ?? []), digest]);
  const isBefore = (a: string, b: string): number =>
    timeOf(chain, a) < timeOf(chain, b)
      ? -1
      : timeOf(chain, a) > timeOf(chain, b)
        ? 1
        : (place.get(a) ?? 0) - (place.get(b) ?? 0);
  const ready = [...waits]
    .filter(([, count]) => count === 0)
    .map(([digest]) => digest)
    .sort(isBefore);
  const ordered: ChainLine[] = [];
  for (let digest = ready.shift(); digest !== undefined; digest = ready.shift()) {
    const line = chain.by.get(digest);
    if (line !== undefined) ordered.push(line);
    const freed = (next.get(digest) ?? []).filter((one) => {
      const left = (waits.get(one) ?? 0) - 1;
      waits.set(one, left);
      return left === 0;
    });
    if (freed.length > 0) {
      ready.push(...freed);
      ready.sort(isBefore);
    }
  }
  return ordered;
}

const timeOf = ({ by }: Chain, digest: string): string => String(by.get(digest)?.value.time ?? "");
