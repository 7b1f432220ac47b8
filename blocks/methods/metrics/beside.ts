/** A metric with what stands beside it: the results of a model hold `x`, `x_ci`, `x_n` and `x_over` flat. */
import { isRecord } from "../../../schemas/is-record.ts";
import { isNaLimit, naWords } from "./na-words.ts";

export interface MetricBeside {
  readonly value: number;
  /** 95 %; null where there is none. */
  readonly interval: readonly [number, number] | null;
  /** Why there is no interval, in words; null where there is one, or that was not said. */
  readonly why: string | null;
  /** How many were counted; null where that was not said. */
  readonly n: number | null;
  /** Of what: samples or spectra. */
  readonly over: string | null;
}

/** Null where there is no such metric, or it is undefined. @param of results, pooled or of external rows; null where there are none */
export function metricIn(of: object | null | undefined, name: string): MetricBeside | null {
  if (!isRecord(of)) return null;
  const { [name]: value, [`${name}_ci`]: interval, [`${name}_n`]: n, [`${name}_over`]: over, [`${name}_na`]: na } = of;
  if (typeof value !== "number") return null;
  return {
    value,
    interval: isPair(interval) ? interval : null,
    why: isNaLimit(na) ? naWords[na] : null,
    n: typeof n === "number" ? n : null,
    over: typeof over === "string" ? over : null,
  };
}

const isPair = (value: unknown): value is readonly [number, number] =>
  Array.isArray(value) && value.length === 2 && value.every((end) => typeof end === "number");
