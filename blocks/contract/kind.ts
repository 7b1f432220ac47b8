/** What a block kind declares: the compiler meets every kind through this shape and knows no other. */
import type { z } from "zod";
import type { Problem, Requirement, RunView } from "../../schemas/contract.ts";
import type { ChecksReport } from "../../schemas/gate-report.ts";
import type { RunHeadline } from "../../schemas/headline.ts";
import type { Json } from "../../schemas/plain-json.ts";
import type { stages } from "../../schemas/stages.ts";
import type { Brief } from "./brief.ts";
import type { Criterion } from "./criterion.ts";
import type { Columns } from "./dataset.ts";
import type { Described } from "./described.ts";
import type { AcceptedCheck } from "./design.ts";
import type { Evidence } from "./evidence.ts";
import type { Chapter, CheckWordsById, Companion, Computed, Face, GivesOf, OptionsOf } from "./face.ts";
import type { Metric, Quotable } from "./metric.ts";
import type { Recipe, SchemeSpec } from "./model.ts";
import type { QuantityName } from "./quantity.ts";
import type { Facts, OptionPath, Remark } from "./refusal.ts";
import type { Context, DocumentSettings, Done, Found, Inputs, Settings, TypedDone } from "./running.ts";
import type { Tries } from "./tries.ts";
import type { ValueName } from "./values.ts";
import type { Origin, View } from "./view.ts";

/** Decision work makes what a verdict rests on; explanation only shows it. The order of the list is the order of priority. */
export const lanes = ["decision", "explanation"] as const;
export type Lane = (typeof lanes)[number];

/** What a block is to a verdict: it may carry one, it judges, or it only explains. */
export type Role = "decision_capable" | "gate" | "explanation";

/** A value a block starts from. */
export interface Need {
  /**
   * What serves, with the parts it loads (their digests enter the key). Without `from` the first that stands above is
   * taken, where `kinds` are named from blocks of these only; `from` may name a block that gives any of them.
   */
  readonly accepts: readonly {
    readonly value: ValueName;
    readonly parts: readonly string[];
    readonly kinds?: readonly string[];
  }[];
  /**
   * Where it is looked for. `chain`: the end of the chain above, or what `from` names. `via`: the value of this name from
   * which the chain's own value descends (a model's dataset is the one its variables come from). `named`: the blocks an option lists.
   */
  readonly found: "chain" | "via" | { readonly named: readonly string[]; readonly option: string };
  /** Takes every one, not one alone: `run` finds a list under `given`. */
  readonly many?: boolean;
}

/** A file that a block names in its own options. */
export interface NamedFile {
  /** The input under which the block is handed it. */
  readonly input: string;
  /** Relative to the document, inside the root. */
  readonly path: string;
  /** The digest it must have. */
  readonly sha256: string;
  /** Where in the options it is named. */
  readonly option: OptionPath;
}

/** What is known of a value before anything runs; null is "not known without the data". */
export interface Shapes {
  readonly dataset: {
    readonly label: boolean;
    /** True where the author says which class is the positive one. */
    readonly positive: boolean;
    readonly classes: readonly string[] | null;
    /** Facts of the only class that the rows have; undefined where they have more, or nobody looked. */
    readonly oneClass?: Facts;
    readonly target: boolean;
    /** The column that is predicted, where it is one. */
    readonly targetName?: string;
    /** The columns that are predicted, where they are several. */
    readonly targetNames?: readonly string[];
    readonly batch: boolean;
    readonly group: boolean;
    /** Whether a column of times is declared. */
    readonly time: boolean;
    readonly columns: Columns | null;
    /** Whether there are rows that are only predicted. */
    readonly unknown?: true;
  };
  readonly variables: {
    readonly columns: Columns | null;
    readonly features: boolean;
    /** Options of features above that a model may tune, as the lists of values to try. */
    readonly grid?: Recipe["grid"];
  };
  readonly model: {
    readonly task: "classification" | "regression";
    readonly scheme: SchemeSpec;
    readonly classes: readonly string[] | null;
    readonly tuned?: boolean;
    /** Fits for each fold: one, and one a candidate and inner fold where it is tuned. */
    readonly fitsPerFold?: number;
    /** The same where candidates along a path are fitted at once: one, and one an inner fold. */
    readonly pathsPerFold?: number;
    /** How often the whole is done again with labels or targets exchanged. */
    readonly permutations?: number;
    /** The column it predicts. */
    readonly targetName?: string;
    readonly unknown?: true;
  };
  readonly gate: { readonly gate: string };
  readonly trust: { readonly task: "classification" | "regression" };
  /** Nothing is known of a saved predictor before its file is read. */
  readonly monitoring: Readonly<Record<string, never>>;
}

/** What a check without data says of a block. */
export interface Inferred {
  readonly shape: unknown;
  readonly remarks: readonly Remark[];
}

/** What inputs show of a block; its shape is null where they do not show it. */
export interface Looked<S> {
  readonly shape: S | null;
  readonly remarks: readonly Remark[];
}

/** What `infer` is handed: shapes of the needs, and the settings the kind reads. */
export interface Known {
  readonly shapes: { readonly [N in ValueName]?: Shapes[N] | null };
  /** Of each block it starts from, in order; absent where one of each value is all there is. */
  readonly given?: readonly { readonly value: ValueName; readonly shape: unknown }[];
  readonly settings: Partial<Settings>;
}

/** A block the compiler adds where the author wrote none that serves. The kind says for what and under which name. */
export interface Automatic {
  /** What asks for it: gates that block, gates as advice where none block, or trust. */
  readonly when: "gates" | "advice" | "trust";
  /**
   * Values it starts from: of each model the blocks it descends from that give the first of these names, itself included;
   * the next name serves a model that has none of the first.
   */
  readonly values: readonly ValueName[];
  /** `each` of them has a block of its own, `together` they have one; `primary`: only what the primary model is or descends from. */
  readonly for: "each" | "together" | "primary";
  /** Whether a document without a model has it too, for each of its last values. */
  readonly withoutModel?: true;
  /** Its id, where that is free. */
  readonly id: string;
  /** In a sentence: "a data gate". */
  readonly what: string;
  /** Its body. */
  readonly options: { readonly [option: string]: Json };
  /** Options in which a block of the author must agree with it to serve in its place. */
  readonly agrees: readonly string[];
}

/**
 * What a block computes: all that its key is made of. The digest of its implementation is that of the bundle of this part, so no
 * words, views or findings' sentences stand in it.
 */
export interface Compute<O extends z.ZodObject, G extends ValueName, R extends z.ZodType> {
  readonly kind: string;
  readonly lane: Lane;
  readonly role: Role;
  /** The stage under which logs, states and errors name it. */
  readonly stage: Stage;
  /** Front-matter fields that enter its key; a function where the block's own options may stand in for one. */
  readonly reads: readonly (keyof Settings)[] | ((options: z.output<O>) => readonly (keyof Settings)[]);
  readonly draws: boolean;
  /** Declared where `run` asks of its context `settings`, `input` and `remark` alone, gives plain data, and may take long in one go. */
  readonly standsAlone?: true;
  /** Closed schema of the options that enter the key. */
  readonly options: O;
  needs(options: z.output<O>): readonly Need[];
  readonly gives: G | null;
  /** Names of the front matter's inputs it loads, and those of its own files. */
  inputs(options: z.output<O>): readonly string[];
  /** Files that its options name themselves, not through the front matter. */
  files?(options: z.output<O>): readonly NamedFile[];
  /**
   * Methods it computes with, as `step:snv`: those its options name and those that what it starts from still asks for. Their digests
   * enter its key.
   */
  uses?(options: z.output<O>, found: Found): readonly string[];
  /** What `<block>.<path>` may name. */
  readonly results: R;
  /** Schemas of the JSON artifacts, by short path; `{}` in a path stands for a number. */
  readonly artifacts: { readonly [path: string]: z.ZodType };
  run(inputs: Inputs, options: z.output<O>, context: Context): TypedDone<G, R> | Promise<TypedDone<G, R>>;
}
/** What is wrong with a block, known from the document alone, and what a mode requires of it. None of it enters a key. */
export interface Rules<C extends Computed, P extends z.ZodObject = z.ZodObject> {
  infer(
    known: Known,
    options: OptionsOf<C>,
    presentation: z.output<P>,
  ): { readonly shape: Shapes[GivesOf<C>] | null; readonly remarks: readonly Remark[] };
  /**
   * What its inputs show before anything runs: what a run would say of them, and its shape with what only they tell. `isWhole`: all
   * of every file is there, else text may be cut behind a line.
   */
  look?(
    options: OptionsOf<C>,
    input: Context["input"],
    isWhole: boolean,
    settings: Context["settings"],
  ): Looked<Shapes[GivesOf<C>]>;
  /**
   * What a mode does not allow of a block, from the document alone. It sees every setting and enters no key: it stops the
   * run and never changes a result.
   */
  forbids?(shapes: Known["shapes"], settings: DocumentSettings, options: OptionsOf<C>): readonly Remark[];
  /** Options that a project may say for all its documents, where the body of a block does not say them. */
  readonly ofProject?: readonly string[];
  /** Checks that its options let fail, each with its reason. */
  accepts?(options: OptionsOf<C>): readonly AcceptedCheck[];
  /** Samples that its options leave out by name. */
  excludes?(options: OptionsOf<C>): readonly string[];
  /** Remarks that regulatory mode does not bear: their code → the code of the error that ends the block there; the same code where its sentence says it all. */
  readonly unbearable?: { readonly [code: string]: string };
  /** Blocks of this kind that are added where they are missing. */
  readonly automatic?: readonly Automatic[];
  /** Its options are out of the command line's reach, by way of a parameter too. */
  readonly guarded?: true;
  /** Files that a run of a mode must hold. */
  readonly requires?: readonly Requirement[];
  /** What its files say that they may not, beside the manifest and one another. */
  contradicts?(view: RunView): readonly Problem[];
  /** Blocks of its kind that stand for one target each, where it has several. */
  variants?(options: OptionsOf<C>): readonly Variant[];
  /** Columns that models may predict as numbers. */
  targetNames?(options: OptionsOf<C>): readonly string[];
  /** Whether there is one of it a target, where what it starts from has several. */
  varies?(options: OptionsOf<C>): boolean;
  /** The one of several targets that it is about; null where it says none. */
  picks?(options: OptionsOf<C>): string | null;
  /** There is one of it for each of the blocks that there are a target of what it starts from. */
  readonly follows?: true;
  /** The input that holds its lockbox and nothing else; null where it has none. */
  seals?(options: OptionsOf<C>): string | null;
  /** Whether it seals rows that are opened once. */
  hasLockbox?(options: OptionsOf<C>): boolean;
  /** Whether it keeps rows from every fit and choice, to judge by: external rows, or a lockbox. */
  setsApart?(options: OptionsOf<C>): boolean;
  /** Whether its blocks of the role `gate` are none by these options: what they find is advice, which stops nothing and decides nothing. */
  advises?(options: OptionsOf<C>): boolean;
}

/** One target of several. */
export interface Variant {
  /** Behind a point in the ids of its blocks. */
  readonly key: string;
  readonly name: string;
  /** Of the block that has the targets, for this one alone. */
  readonly options: Json;
}

/** A kind as the compiler meets it, its types forgotten. */
export interface Kind {
  readonly kind: string;
  readonly word?: string;
  readonly name?: string;
  readonly chapter?: Chapter;
  readonly summary: string;
  readonly mustExplain: readonly string[];
  readonly lane: Lane;
  readonly role: Role;
  readonly stage: Stage;
  readonly reads: Reads;
  readonly draws: boolean;
  readonly standsAlone?: true;
  readonly options: z.ZodObject;
  readonly presentation: z.ZodObject;
  needs(options: Json): readonly Need[];
  readonly gives: ValueName | null;
  inputs(options: Json): readonly string[];
  files?(options: Json): readonly NamedFile[];
  uses?(options: Json, found: Found): readonly string[];
  /**
   * Other forms of the block, by the key in its body that asks for one: a kind of its own that is written with this one's
   * word.
   */
  readonly forms?: { readonly [key: string]: Kind };
  infer(known: Known, options: Json, presentation: Json): Inferred;
  look?(options: Json, input: Context["input"], isWhole: boolean, settings: Context["settings"]): Looked<unknown>;
  readonly results: z.ZodType;
  never?(options: Json, path: readonly string[]): string | null;
  lacking?(results: Json, path: readonly string[]): string | null;
  caveat?(results: Json, path: readonly string[]): string | null;
  readonly artifacts: { readonly [path: string]: z.ZodType };
  run(inputs: Inputs, options: Json, context: Context): Done | Promise<Done>;
  readonly views: { readonly [name: string]: View };
  shows?(options: Json, presentation: Json): readonly { readonly address: string; readonly at: OptionPath }[];
  quantity?(path: readonly string[]): QuantityName | null;
  origin?(path: readonly string[], results: Json): Origin | null;
  nothing?(reason: string, results: Json): string;
  told?(code: string, facts: Facts): Facts;
  said?(event: string, facts: { readonly [name: string]: Json }): string;
  failed?(event: string, facts: { readonly [name: string]: Json }): boolean;
  brief?(results: Json): Brief | null;
  described?(results: Json, options: Json, block: string): readonly Described[];
  readonly tries?: Tries<Json, Json>;
  headline?(results: Json): Partial<RunHeadline>;
  evidence?(results: Json, block: string): Evidence;
  readonly metrics?: readonly Metric[];
  quotable?(results: Json): Quotable;
  readonly companions?: readonly Companion<Json>[];
  undone?(finished: readonly Json[], given: ReadonlySet<ValueName>): readonly string[];
  checked?(results: Json): ChecksReport;
  checkWords?(results: Json): CheckWordsById;
  criteria?(results: Json): readonly Criterion[];
  forbids?(shapes: Known["shapes"], settings: DocumentSettings, options: Json): readonly Remark[];
  readonly ofProject?: readonly string[];
  accepts?(options: Json): readonly AcceptedCheck[];
  excludes?(options: Json): readonly string[];
  readonly unbearable?: { readonly [code: string]: string };
  readonly automatic?: readonly Automatic[];
  readonly guarded?: true;
  readonly requires?: readonly Requirement[];
  contradicts?(view: RunView): readonly Problem[];
  variants?(options: Json): readonly Variant[];
  targetNames?(options: Json): readonly string[];
  varies?(options: Json): boolean;
  picks?(options: Json): string | null;
  readonly follows?: true;
  seals?(options: Json): string | null;
  hasLockbox?(options: Json): boolean;
  setsApart?(options: Json): boolean;
  advises?(options: Json): boolean;
}

export type Reads = readonly (keyof Settings)[] | ((options: Json) => readonly (keyof Settings)[]);

/** The word after `foodspec` in a fence. */
export const wordOf = ({ kind, word }: Kind): string => word ?? kind;

/** Whether a block judges: what descends from what it judged waits for it, and the run is told by its verdict. */
export const isGate = ({ kind, options }: { readonly kind: Kind; readonly options: Json }): boolean =>
  kind.role === "gate" && kind.advises?.(options) !== true;

/** The front-matter fields a block of this kind reads, given its options, in code-unit order. */
export function readsOf(kind: Kind, options: Json): readonly (keyof Settings)[] {
  return [...(typeof kind.reads === "function" ? kind.reads(options) : kind.reads)].sort();
}

export type Stage = (typeof stages)[number];

/** Declares what a block computes. */
export const compute = <O extends z.ZodObject, G extends ValueName, R extends z.ZodType>(
  declaration: Compute<O, G, R>,
): Compute<O, G, R> => declaration;

/** A kind from its three parts; the one place where its types are forgotten. */
export function kindOf<C extends Computed, P extends z.ZodObject>(
  computed: C,
  face: Face<C, P>,
  rules: Rules<C, P>,
): Kind {
  return { ...computed, ...face, ...rules } as unknown as Kind;
}
