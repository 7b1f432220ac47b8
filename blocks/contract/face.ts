/** What people see of a block, and the types that a kind's parts share. */
import type { z } from "zod";
import type { ChecksReport } from "../../schemas/gate-report.ts";
import type { RunHeadline } from "../../schemas/headline.ts";
import type { Json } from "../../schemas/plain-json.ts";
import type { Brief } from "./brief.ts";
import type { Criterion } from "./criterion.ts";
import type { Described } from "./described.ts";
import type { Evidence } from "./evidence.ts";
import type { Metric, Quotable } from "./metric.ts";
import type { QuantityName } from "./quantity.ts";
import type { Facts, OptionPath } from "./refusal.ts";
import type { Tries } from "./tries.ts";
import type { ValueName } from "./values.ts";
import type { Origin, View } from "./view.ts";

/** What the other parts of a kind take their types from. */
export interface Computed {
  readonly options: z.ZodObject;
  readonly gives: ValueName | null;
  readonly results: z.ZodType;
}
export type OptionsOf<C extends Computed> = z.output<C["options"]>;
export type GivesOf<C extends Computed> = Exclude<C["gives"], null>;
export type ResultsOf<C extends Computed> = z.output<C["results"]>;

/** Of each check, how it is called, what to do where it failed, and how people read its numbers: with its unit where it has one. */
export interface CheckWordsById {
  readonly [check: string]: {
    readonly title: string;
    readonly action: string;
    number?(value: number | null, unit: string | null): string;
    /** The same of its criterion. */
    criterion?(value: number | null, unit: string | null): string;
  };
}

/** The chapter of an auditor's document in which its results stand; without one they stand at their place in the author's text. */
export type Chapter = "data" | "quality" | "trust";

/** What comes with a prediction, where the options ask for it. */
export interface Companion<O> {
  /** In a sentence: "calibrated probabilities". */
  readonly words: string;
  asked(options: O): boolean;
}

/** What people see of a block: words, figures and tables, where each number comes from. None of it enters a key. */
export interface Face<C extends Computed, P extends z.ZodObject = z.ZodObject> {
  /** The word it is written with, where that is another kind's: it is a form of that one. */
  readonly word?: string;
  /** What readers call a block without a title, where the word is no name: "Quality gate". */
  readonly name?: string;
  readonly chapter?: Chapter;
  /** One sentence for the reference page. */
  readonly summary: string;
  /** Fields of its results that report.json must hold wherever it ended well. */
  readonly mustExplain: readonly (keyof ResultsOf<C> & string)[];
  /** Closed schema of the options that never enter the key. */
  readonly presentation: P;
  readonly views: { readonly [name: string]: View<ResultsOf<C>, OptionsOf<C>> };
  /** Addresses of views it shows rather than makes (figure, table). */
  shows?(
    options: OptionsOf<C>,
    presentation: z.output<P>,
  ): readonly { readonly address: string; readonly at: OptionPath }[];
  /** What a number of its results is a number of; every number that is no whole one has it. Null of others: whole ones are counts. */
  quantity?(path: readonly string[]): QuantityName | null;
  /** The artifact in which a number of the results stands; null where it stands in none but the report's own JSON. */
  origin?(path: readonly string[], results: ResultsOf<C>): Origin | null;
  /** Why it could do nothing, as a sentence, from the code and the results that go with it. */
  nothing?(reason: string, results: ResultsOf<C>): string;
  /** Facts of a remark that is kept, where they stand for words: in the words its sentence shows. */
  told?(code: string, facts: Facts): Facts;
  /** A line of the run's log in words, from its event and its facts; without it the event stands for itself. */
  said?(event: string, facts: { readonly [name: string]: Json }): string;
  /** Whether a line of the run's log tells of a failure: something was judged and did not pass. */
  failed?(event: string, facts: { readonly [name: string]: Json }): boolean;
  /** What the head of the report says of the block; null where it has nothing to say. */
  brief?(results: ResultsOf<C>): Brief | null;
  /** What it says in "Materials and methods", of what was done and nothing else, sentence by sentence. */
  described?(results: ResultsOf<C>, options: OptionsOf<C>, block: string): readonly Described[];
  /** Where a document may try several of it and show the best: how often was tried stands beside each headline. */
  readonly tries?: Tries<OptionsOf<C>, ResultsOf<C>>;
  /** What it says in run_summary.json: of a field that several blocks say the first counts. Null: it did not finish. */
  headline?(results: ResultsOf<C> | null): Partial<RunHeadline>;
  /** What it brings forward in the statement of a regulatory run. */
  evidence?(results: ResultsOf<C>, block: string): Evidence;
  /** Its metrics, and where their values stand: what a text says of them is held against these. */
  readonly metrics?: readonly Metric[];
  quotable?(results: ResultsOf<C>): Quotable;
  /** What accompanies the predictions of a run in which it finished. */
  readonly companions?: readonly Companion<OptionsOf<C>>[];
  /**
   * What a reader might take for granted and was not done, of all blocks of the kind together.
   *
   * @param finished results of those that finished
   * @param given values that blocks of the run gave
   */
  undone?(finished: readonly ResultsOf<C>[], given: ReadonlySet<ValueName>): readonly string[];
  /** What it judged by checks: a failed one is shown with what to do, and ends the run with 7. Only what judges has it. */
  checked?(results: ResultsOf<C>): ChecksReport;
  /** What it held results to, line by line, as the criteria of the report; in the order of its checks. */
  criteria?(results: ResultsOf<C>): readonly Criterion[];
  /** Words of the checks its results hold, by check id: the results hold codes. */
  checkWords?(results: ResultsOf<C>): CheckWordsById;
  /**
   * Why nothing that its options ask for has what a path into its results names; null where it may be there. Told before anything
   * runs, of paths that its results schema knows.
   */
  never?(options: OptionsOf<C>, path: readonly string[]): string | null;
  /** Why a value of its results is not there, as a sentence, where a document quotes it; null where that is not known. */
  lacking?(results: ResultsOf<C>, path: readonly string[]): string | null;
  /**
   * What must be said beside a value of its results wherever a document quotes it; null where nothing must. With an empty
   * path: beside what was made from it.
   */
  caveat?(results: ResultsOf<C>, path: readonly string[]): string | null;
}
