/** Metric: what is declared of a number that says how well a model does, beside its page; once, for tables, prose and statement. */
import type { Json } from "../../schemas/plain-json.ts";
import type { QuantityName } from "./quantity.ts";

export interface Metric {
  /** The field of the results, and the name of its page. */
  readonly name: string;
  readonly task: "classification" | "regression";
  /** What readers call it: in tables, sentences and the statement. */
  readonly title: string;
  /** What it is a number of: with how many digits people read it. */
  readonly quantity: QuantityName;
  /** On what scale people write it: a share of 1, a number without a unit, a number in the unit of the target. */
  readonly scale: "share" | "plain" | "target";
  /** Which way is better, as its page says. */
  readonly better: "larger" | "smaller" | "nearer to 0" | "not compared";
  /** The words by which a text means it; always `gu`, and `i` where a small letter means the same. */
  readonly says: RegExp;
  /** Its place in the statement of a regulatory run; absent where that does not have it. */
  readonly stated?: number;
}

/** Numbers by name, as a kind's results hold them; what is no number is not looked at. */
export interface Measured {
  readonly [name: string]: Json;
}

/** What a text may quote of a block: its metrics, under what name people know it, and where the numbers stand. */
export interface Quotable {
  /** `pls-da`: what a text may call it besides its id; empty where it has no such name. */
  readonly called: string;
  /** Of metrics on the scale of the target. */
  readonly unit: string | null;
  /** What a number beside a metric's name is: the first that has it is the one to quote, any of them may be meant. */
  readonly meant: readonly Measured[];
  /** What it may be besides, where the sentence speaks of other rows: external ones, those that were fitted. */
  readonly besides: readonly Measured[];
}
