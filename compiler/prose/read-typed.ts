/** Reading typed numbers: those in a sentence that stand beside a metric's name as its value. */
import type { Metric } from "../../blocks/contract/metric.ts";
import {
  certainty,
  clause,
  farthest,
  fillers,
  hedges,
  joined,
  joinedBefore,
  joinedByVerb,
  limits,
  rangeFollows,
} from "./metric-words.ts";

/** A number beside a metric's name. */
export interface Typed {
  readonly metric: Metric;
  readonly start: number;
  readonly end: number;
  readonly value: number;
  readonly decimals: number;
  readonly percent: boolean;
  /** What follows it; nothing where that is the metric's name. */
  readonly rest: string;
  readonly isRough: boolean;
}

const numbers =
  /(?<![\p{L}\p{N}.,_/^])[−-]?(?:\d+(?:[.,]\d+)?|\.\d+)(?:\s?(?:%|percent\b|per\s+cent\b))?(?![\p{L}\p{N}_/^]|[.,]\d)/giu;

/** Every number that a metric's name says it is the value of, in order. Ranges, limits, differences and counts are none. */
export function readTyped(text: string, known: readonly Metric[]): readonly Typed[] {
  const metrics = namedIn(text, known);
  let next = 0;
  return [...text.matchAll(numbers)].flatMap(({ 0: written, index: start }) => {
    const end = start + written.length;
    while (next < metrics.length && metrics[next].end <= start) next++;
    const rest = text.slice(end, end + window);
    if (rangeFollows.test(rest) || certainty.test(rest)) return [];
    const before = loose(text.slice(Math.max(metrics[next - 1]?.end ?? 0, start - window), start));
    const size = sizeOf(written);
    const about = { start, end, isRough: before.isRough };
    if (size === null) return [];
    if (next > 0 && isValueOf(before.text)) return [{ metric: metrics[next - 1].metric, rest, ...about, ...size }];
    const behind = metrics[next];
    const isBehind =
      behind !== undefined &&
      behind.start - end <= window &&
      joinedBefore.test(text.slice(end, behind.start)) &&
      !limits.test(before.text);
    return isBehind ? [{ metric: behind.metric, rest: "", ...about, ...size }] : [];
  });
}

/** A double holds no more; nobody quotes a result to so many. */
const mostDecimals = 15;

/** Letters around a number that are looked at. */
const window = 200;

interface Named {
  readonly metric: Metric;
  readonly start: number;
  readonly end: number;
}

/** Metrics by their place; of two that overlap the one that begins first. */
function namedIn(text: string, known: readonly Metric[]): readonly Named[] {
  const all = known.flatMap((metric) =>
    [...text.matchAll(metric.says)].map(({ index, 0: words }) => ({ metric, start: index, end: index + words.length })),
  );
  let end = 0;
  return all
    .sort((a, b) => a.start - b.start)
    .filter((one) => {
      if (one.start < end) return false;
      end = one.end;
      return true;
    });
}

/** What stands between without the words that only round it. */
function loose(between: string): { readonly text: string; readonly isRough: boolean } {
  let text = between;
  let isRough = false;
  for (;;) {
    const shorter = text.replace(hedges, "").replace(fillers, "");
    if (shorter === text) return { text, isRough };
    isRough ||= hedges.test(text);
    text = shorter;
  }
}

function isValueOf(between: string): boolean {
  if (joined.test(between)) return true;
  return joinedByVerb.test(between) && !clause.test(between) && between.trim().split(/\s+/).length <= farthest;
}

function sizeOf(written: string): Pick<Typed, "value" | "decimals" | "percent"> | null {
  const percent = /%|per/i.test(written);
  const digits = written.replace(/\s?(?:%|per.*)$/i, "").replace("−", "-");
  // A comma before three digits groups thousands unless a zero stands before it.
  if (/^-?[1-9]\d*,\d{3}$/.test(digits)) return null;
  const plain = digits.replace(",", ".");
  const decimals = (plain.split(".")[1] ?? "").length;
  return decimals > mostDecimals ? null : { value: Number(plain), decimals, percent };
}
