/** What a block kind declares: the compiler meets every kind through this shape and knows no other. */
import type { z } from "zod";
import type { Problem, Requirement, RunView } from "../../schemas/contract.ts";
import type { DriftPolicy } from "../../schemas/drift-policy.ts";
import type { ChecksReport } from "../../schemas/gate-report.ts";
import type { RunHeadline } from "../../schemas/run-files.ts";
import type { stages } from "../../schemas/stages.ts";
import type { Brief } from "./brief.ts";
import type { Evidence } from "./evidence.ts";
import type { Matrix } from "./matrix.ts";
import type { Methods } from "./methods.ts";
import type { Metric, Quotable } from "./metric.ts";
import type { Facts, OptionPath, Place, Remark } from "./refusal.ts";
import type { Stream } from "./stream.ts";
import type { Columns, Json, Recipe, SchemeSpec, ValueName, Values } from "./values.ts";
import type { Origin, View } from "./view.ts";
import type { Spread } from "./work.ts";

/** Decision work makes what a verdict rests on; explanation only shows it. The order of the list is the order of priority. */
export const lanes = ["decision", "explanation"] as const;
export type Lane = (typeof lanes)[number];

/** What a block is to a verdict: it may carry one, it judges, or it only explains. */
export type Role = "decision_capable" | "gate" | "explanation";

/** Front-matter fields a kind may ask for; what it does not list in `reads` it never sees. */
export interface Settings {
  readonly mode: "research" | "regulatory" | "monitoring";
  readonly scheme: SchemeSpec | null;
  readonly qc_policy: { readonly [field: string]: number | boolean };
  readonly approved_models: readonly string[];
  readonly drift_policy: DriftPolicy;
  /** The block's own id, for kinds whose streams or reports carry it. */
  readonly id: string;
}

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
  /** Takes every end of the chain, not one: `run` finds a list under `given`. */
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
    readonly target: boolean;
    readonly batch: boolean;
    readonly group: boolean;
    readonly columns: Columns | null;
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
  };
  readonly gate: { readonly gate: string };
  readonly trust: { readonly task: "classification" | "regression" };
  /** Nothing is known of a saved predictor before its file is read. */
  readonly monitoring: Readonly<Record<string, never>>;
}

/** One file of an input: its bytes are read once and digested. */
export interface InputFile {
  /** As the document names it, relative to it; for a file given on the command line its base name. */
  readonly path: string;
  readonly bytes: Uint8Array;
  /** `sha256:<hex>` of the bytes. */
  readonly digest: string;
}

/** What stands ready before a block runs, for `uses`. */
export interface Found {
  /** A JSON part of each value of this name that the block loads. */
  parts<V extends ValueName, P extends keyof Values[V]>(value: V, part: P): readonly Values[V][P][];
  /** The files of an input that the kind's `inputs` names. */
  files(input: string): readonly InputFile[];
  /** Of any method what it declares; none of them computes here. */
  readonly methods: Methods;
}

/** A file a block writes into the run folder, under the short path; the compiler moves it for a second block of the kind. */
export type Artifact =
  | { readonly path: string; readonly json: Json }
  | { readonly path: string; readonly matrix: Matrix }
  | { readonly path: string; readonly text: string };

/** What `run` is handed: nothing it did not declare. */
export interface Context {
  readonly settings: Partial<Settings>;
  /** The files of an input that `inputs(options)` names. Throws when it was not declared. */
  input(name: string): readonly InputFile[];
  /** Steps and estimators: those that `uses` named, and of others only what they declare. */
  readonly methods: Methods;
  /** A named stream; throws unless the kind draws. The run's seed stands first in its name. */
  stream(...name: readonly (string | number)[]): Stream;
  /** The run's seed; throws unless the kind draws. */
  readonly seed: number;
  /** Says something that does not end the block. */
  remark(code: string, facts?: Facts, place?: Place): void;
  /** Lets the rest of the program breathe between long steps (folds); throws where the run was cancelled. */
  breathe(): Promise<void>;
  /** Has units of work done, by workers where there is enough of it; lets the program breathe as `breathe` does. */
  readonly spread: Spread;
  /** A line in the run's log; the face says it in words. */
  log(event: string, facts?: { readonly [name: string]: Json }): void;
}

/** A value a block started from, with the id of the block that gave it where it is one of many. */
export type Given = {
  readonly [N in ValueName]: { readonly block: string | null; readonly value: N; readonly parts: Values[N] };
}[ValueName];

/** Values of the needs: single ones by name, all of them (also those of a `many` need) in order under `given`. */
export type Inputs = { readonly [N in ValueName]?: Values[N] } & { readonly given: readonly Given[] };

/** What a block did. */
export interface Done {
  /** Parts of the value it gives; absent where the kind gives none. */
  readonly gives?: { readonly [part: string]: unknown };
  /** Its headline numbers: inline values and views read them; checked against the kind's `results`. */
  readonly results: Json;
  readonly artifacts: readonly Artifact[];
  /** What the log says of the block when it has ended. */
  readonly logged?: { readonly [name: string]: Json };
  /** Why it could do nothing, from the closed list; the result is then `na`. */
  readonly na?: { readonly reason: string };
}

/** What a check without data says of a block. */
export interface Inferred {
  readonly shape: unknown;
  readonly remarks: readonly Remark[];
}

/** What `infer` is handed: shapes of the needs, and the settings the kind reads. */
export interface Known {
  readonly shapes: { readonly [N in ValueName]?: Shapes[N] | null };
  readonly settings: Partial<Settings>;
}

/** A block the compiler adds where the author wrote none that serves. The kind says for what and under which name. */
export interface Automatic {
  /** What asks for it: gates that block, or trust. */
  readonly when: "gates" | "trust";
  /**
   * Values it starts from: of each model the blocks it descends from that give the first of these names, itself included;
   * the next name serves a model that has none of the first.
   */
  readonly values: readonly ValueName[];
  /** `each` of them has a block of its own, `together` they have one; `primary`: only what the primary model is or descends from. */
  readonly for: "each" | "together" | "primary";
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
/** What the other parts of a kind take their types from. */
interface Computed {
  readonly options: z.ZodObject;
  readonly gives: ValueName | null;
  readonly results: z.ZodType;
}
type OptionsOf<C extends Computed> = z.output<C["options"]>;
type GivesOf<C extends Computed> = Exclude<C["gives"], null>;
type ResultsOf<C extends Computed> = z.output<C["results"]>;

/** Of each check, how it is called and what to do where it failed. */
export interface CheckWordsById {
  readonly [check: string]: { readonly title: string; readonly action: string };
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
  /** Closed schema of the options that never enter the key. */
  readonly presentation: P;
  readonly views: { readonly [name: string]: View<ResultsOf<C>, OptionsOf<C>> };
  /** Addresses of views it shows rather than makes (figure, table). */
  shows?(
    options: OptionsOf<C>,
    presentation: z.output<P>,
  ): readonly { readonly address: string; readonly at: OptionPath }[];
  /** The artifact in which a number of the results stands; null where it stands in none but the report's own JSON. */
  origin?(path: readonly string[], results: ResultsOf<C>): Origin | null;
  /** Why it could do nothing, as a sentence, from the code and the results that go with it. */
  nothing?(reason: string, results: ResultsOf<C>): string;
  /** Facts of a remark that is kept, where they stand for words: in the words its sentence shows. */
  told?(code: string, facts: Facts): Facts;
  /** A line of the run's log in words, from its event and its facts; without it the event stands for itself. */
  said?(event: string, facts: { readonly [name: string]: Json }): string;
  /** What the head of the report says of the block. */
  brief?(results: ResultsOf<C>): Brief;
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
  /** Words of the checks its results hold, by check id: the results hold codes. */
  checkWords?(results: ResultsOf<C>): CheckWordsById;
  /**
   * What must be said beside a value of its results wherever a document quotes it; null where nothing must. With an empty
   * path: beside what was made from it.
   */
  caveat?(results: ResultsOf<C>, path: readonly string[]): string | null;
}

/** What is wrong with a block, known from the document alone, and what a mode requires of it. None of it enters a key. */
export interface Rules<C extends Computed, P extends z.ZodObject = z.ZodObject> {
  infer(
    known: Known,
    options: OptionsOf<C>,
    presentation: z.output<P>,
  ): { readonly shape: Shapes[GivesOf<C>] | null; readonly remarks: readonly Remark[] };
  /**
   * What a mode does not allow of a block, from the document alone. It sees every setting and enters no key: it stops the
   * run and never changes a result.
   */
  forbids?(shapes: Known["shapes"], settings: Omit<Settings, "id">, options: OptionsOf<C>): readonly Remark[];
  /** Remarks that regulatory mode does not bear: their code → the code of the error that ends the block there. */
  readonly unbearable?: { readonly [code: string]: string };
  /** Blocks of this kind that are added where they are missing. */
  readonly automatic?: readonly Automatic[];
  /** Its options are out of the command line's reach, by way of a parameter too. */
  readonly guarded?: true;
  /** Files that a run of a mode must hold. */
  readonly requires?: readonly Requirement[];
  /** What its files say that they may not, beside the manifest and one another. */
  contradicts?(view: RunView): readonly Problem[];
}

type TypedDone<G extends ValueName, R extends z.ZodType> = Omit<Done, "gives" | "results"> & {
  readonly gives?: Values[G];
  readonly results: z.output<R>;
};

/** A kind as the compiler meets it, its types forgotten. */
export interface Kind {
  readonly kind: string;
  readonly word?: string;
  readonly name?: string;
  readonly chapter?: Chapter;
  readonly summary: string;
  readonly lane: Lane;
  readonly role: Role;
  readonly stage: Stage;
  readonly reads: Reads;
  readonly draws: boolean;
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
  readonly results: z.ZodType;
  caveat?(results: Json, path: readonly string[]): string | null;
  readonly artifacts: { readonly [path: string]: z.ZodType };
  run(inputs: Inputs, options: Json, context: Context): Done | Promise<Done>;
  readonly views: { readonly [name: string]: View };
  shows?(options: Json, presentation: Json): readonly { readonly address: string; readonly at: OptionPath }[];
  origin?(path: readonly string[], results: Json): Origin | null;
  nothing?(reason: string, results: Json): string;
  told?(code: string, facts: Facts): Facts;
  said?(event: string, facts: { readonly [name: string]: Json }): string;
  brief?(results: Json): Brief;
  headline?(results: Json): Partial<RunHeadline>;
  evidence?(results: Json, block: string): Evidence;
  readonly metrics?: readonly Metric[];
  quotable?(results: Json): Quotable;
  readonly companions?: readonly Companion<Json>[];
  undone?(finished: readonly Json[], given: ReadonlySet<ValueName>): readonly string[];
  checked?(results: Json): ChecksReport;
  checkWords?(results: Json): CheckWordsById;
  forbids?(shapes: Known["shapes"], settings: Omit<Settings, "id">, options: Json): readonly Remark[];
  readonly unbearable?: { readonly [code: string]: string };
  readonly automatic?: readonly Automatic[];
  readonly guarded?: true;
  readonly requires?: readonly Requirement[];
  contradicts?(view: RunView): readonly Problem[];
}

export type Reads = readonly (keyof Settings)[] | ((options: Json) => readonly (keyof Settings)[]);

/** The word after `foodspec` in a fence. */
export const wordOf = ({ kind, word }: Kind): string => word ?? kind;

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
