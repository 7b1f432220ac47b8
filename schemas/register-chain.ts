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
  /** Null of a line that says none. */
  readonly exitCode: number | null;
  /** What was asked, where the line names it by its digest. */
  readonly askedDigest: string | null;
  readonly value: { readonly [field: string]: unknown };
}

export interface Chain {
  /** Each once, as they stand: the order of a merged file says nothing. */
  readonly lines: readonly ChainLine[];
  readonly by: ReadonlyMap<string, ChainLine>;
  /** True where each line follows the one above it and no other, and the first one none: nothing is missing, and no line stands twice. */
  readonly isStraight: boolean;
  /** Digests of the lines that no line follows, in code-unit order. */
  readonly tips: readonly string[];
  /** Digests that lines follow and that no line has, in code-unit order. */
  readonly missing: readonly string[];
  /** Texts that are no lines of a register: torn ones, marks of a merge. */
  readonly unreadable: readonly string[];
}

/** Reads the text of a register, or of several one after the other. */
export function readChain(text: string, digestOf: (text: string) => string): Chain {
  const lines: ChainLine[] = [];
  const unreadable: string[] = [];
  for (const one of ownLines(text)) {
    const line = lineOf(one, digestOf);
    if (line === null) unreadable.push(one);
    else lines.push(line);
  }
  return linked(lines, unreadable);
}

/**
 * Reads a text of which it is known that `isPlain` holds, in a third of the time.
 *
 * @param text what `isPlain` was asked of, to the byte
 */
export function readPlain(text: string, digestOf: (text: string) => string): Chain {
  const texts = ownLines(text);
  const heads = texts.map(headOf);
  const last = texts.at(-1);
  // Each line says the digest of the one above it.
  const digests = [
    ...heads.slice(1).map(({ previous }) => previous[0]),
    ...(last === undefined ? [] : [digestOf(last)]),
  ];
  return straight(heads.map((head, i) => new PlainLine(texts[i], digests[i], head)));
}

/** Whether a chain is straight, and each of its lines as short a look finds as the whole reading does. */
export const isPlain = (chain: Chain): boolean =>
  chain.isStraight &&
  chain.unreadable.length === 0 &&
  chain.lines.every((line) => {
    const { event, run, previous, exitCode, askedDigest } = headOf(line.text);
    return (
      event === line.event &&
      run === line.run &&
      exitCode === line.exitCode &&
      askedDigest === line.askedDigest &&
      isOnly(line.previous, previous[0] ?? null)
    );
  });

type Head = Pick<ChainLine, "event" | "run" | "previous" | "exitCode" | "askedDigest">;

/** A line of which no more is parsed than is asked for. A class, since ten thousand literals with a getter take half as long again. */
class PlainLine implements ChainLine {
  readonly text: string;
  readonly digest: string;
  readonly event: string;
  readonly run: string | null;
  readonly previous: readonly string[];
  readonly exitCode: number | null;
  readonly askedDigest: string | null;
  #value: ChainLine["value"] | null = null;
  constructor(text: string, digest: string, { event, run, previous, exitCode, askedDigest }: Head) {
    this.text = text;
    this.digest = digest;
    this.event = event;
    this.run = run;
    this.previous = previous;
    this.exitCode = exitCode;
    this.askedDigest = askedDigest;
  }
  get value(): ChainLine["value"] {
    this.#value ??= JSON.parse(this.text) as ChainLine["value"];
    return this.#value;
  }
}

/** What a short look at a line finds, in the form its writer gives: right where `isPlain` compared it with the whole. */
function headOf(text: string): Head {
  const previous = after(text, '"previous":[');
  const exitCode = after(text, '"exit_code":');
  const asked = '{"asked":"';
  return {
    event: upToQuote(text, after(text, '"event":"')) ?? "",
    run: upToQuote(text, after(text, '"run":"')),
    previous: previous < 0 || text[previous] !== '"' ? [] : [upToQuote(text, previous + 1) ?? ""],
    exitCode: exitCode < 0 ? null : Number.parseInt(text.slice(exitCode, exitCode + 4), 10),
    askedDigest: text.startsWith(asked) ? upToQuote(text, asked.length) : null,
  };
}

/** Behind the last of these words: fields of a line stand behind what was asked, which may have any names. */
function after(text: string, words: string): number {
  const at = text.lastIndexOf(words);
  return at < 0 ? -1 : at + words.length;
}

const upToQuote = (text: string, from: number): string | null =>
  from < 0 ? null : text.slice(from, text.indexOf('"', from));

const ownLines = (text: string): readonly string[] =>
  text
    .split("\n")
    .map((one) => (one.endsWith("\r") ? one.slice(0, -1) : one))
    .filter((one) => one !== "");

/** A chain with lines after it: what is known of thousands is not worked out again for a few. */
export function extended(chain: Chain, more: Chain): Chain {
  if (chain === more || (more.lines.length === 0 && more.unreadable.length === 0)) return chain;
  const unreadable = [...chain.unreadable, ...more.unreadable];
  if (chain.isStraight && followsOn(chain, more)) return straight([...chain.lines, ...more.lines], unreadable);
  if (more.lines.every(({ digest }) => chain.by.has(digest))) return withUnreadable(chain, unreadable);
  return linked([...chain.lines, ...more.lines], unreadable);
}

/** Not by `...`, which would ask for what is worked out when it is asked for. */
const withUnreadable = (chain: Chain, unreadable: readonly string[]): Chain =>
  chain.isStraight ? straight(chain.lines, unreadable) : { ...chain, unreadable };

/** Whether the lines go on where a straight chain ends. */
const followsOn = ({ tips }: Chain, { lines }: Chain): boolean =>
  lines.every(({ previous }, i) => isOnly(previous, i === 0 ? (tips[0] ?? null) : lines[i - 1].digest));

/** @param digest null: none at all */
const isOnly = (previous: readonly string[], digest: string | null): boolean =>
  digest === null ? previous.length === 0 : previous.length === 1 && previous[0] === digest;

function linked(all: readonly ChainLine[], unreadable: readonly string[]): Chain {
  const isStraight = all.every(({ previous }, i) => isOnly(previous, i === 0 ? null : all[i - 1].digest));
  if (isStraight) return straight(all, unreadable);
  const by = byDigest(all);
  const followed = new Set<string>();
  for (const { previous } of by.values()) for (const digest of previous) followed.add(digest);
  return {
    lines: [...by.values()],
    by,
    isStraight,
    tips: [...by.keys()].filter((digest) => !followed.has(digest)).sort(),
    missing: [...followed].filter((digest) => !by.has(digest)).sort(),
    unreadable,
  };
}

/** A line cannot follow one that comes after it: of such a chain none stands twice. */
function straight(lines: readonly ChainLine[], unreadable: readonly string[] = []): Chain {
  let by: Chain["by"] | null = null;
  const last = lines.at(-1);
  return {
    lines,
    get by() {
      by ??= byDigest(lines);
      return by;
    },
    isStraight: true,
    tips: last === undefined ? [] : [last.digest],
    missing: [],
    unreadable,
  };
}

const byDigest = (lines: readonly ChainLine[]): Chain["by"] => new Map(lines.map((line) => [line.digest, line]));

/** Lines of a chain that another has not. */
export const absentIn = (chain: Chain, other: Chain): Chain["lines"] =>
  chain === other ? [] : chain.lines.filter(({ digest }) => !other.by.has(digest));

function lineOf(text: string, digestOf: (text: string) => string): ChainLine | null {
  try {
    const value: unknown = JSON.parse(text);
    if (!isRecord(value)) return null;
    const { event, previous, run, exit_code, asked } = value;
    const isLine = typeof event === "string" && Array.isArray(previous) && previous.every(isText);
    if (!isLine) return null;
    return {
      text,
      digest: digestOf(text),
      event,
      run: isText(run) ? run : null,
      previous,
      exitCode: typeof exit_code === "number" ? exit_code : null,
      askedDigest: isText(asked) ? asked : null,
      value,
    };
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
  for (const { event, run, exitCode } of lines)
    if (event === "ended" && run !== null && exitCode !== null) found.set(run, outcomeOf(exitCode));
  return found;
}

/** How many runs of these lines ended how. */
export const countsOf = (lines: readonly ChainLine[]): Counts => countsIn(outcomes(lines));

export function countsIn(ends: ReadonlyMap<string, Outcome | null>): Counts {
  const counts = { success: 0, failed: 0, cancelled: 0, interrupted: 0 };
  for (const outcome of ends.values()) if (outcome !== null) counts[outcome]++;
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
