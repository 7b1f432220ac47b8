/** The package's entry as programs see it: ships as dist/index.d.ts beside what the build makes of api.ts. */

/** A fact a sentence quotes. */
export type Fact = string | number | boolean | null | readonly string[] | readonly number[];

/** A range in a file; lines and columns count from 1, columns in UTF-16 units, the end is exclusive. */
export interface Position {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** Something the compiler has to say, with its place and at least one next step. */
export interface Finding {
  /** As in `FS2107`; `foodspec explain FS2107` says more. */
  readonly code: string;
  readonly severity: "error" | "warning" | "note";
  readonly message: string;
  readonly help: readonly string[];
  readonly stage:
    | "cli"
    | "protocol"
    | "validation"
    | "preprocessing"
    | "features"
    | "modeling"
    | "trust"
    | "qc"
    | "reporting"
    | "artifact";
  /** The exit code it leads to where it is an error. */
  readonly exit: number;
  readonly position: Position | null;
  /** The id of the block it is about. */
  readonly block: string | null;
  /** JSON pointer below the block's body or the front matter. */
  readonly pointer: string | null;
  readonly mark: string | null;
  readonly facts: Readonly<Record<string, Fact>>;
  /** Other places that belong to it: the last of several equal ones. */
  readonly related: readonly { readonly position: Position; readonly message: string }[];
  /** How many equal ones it stands for. */
  readonly count: number;
  /** What would mend it; safe where nothing else could be meant. */
  readonly fix: {
    readonly title: string;
    readonly safe: boolean;
    readonly edits: readonly { readonly position: Position; readonly text: string }[];
  } | null;
}

/** What would be typed behind `foodspec compile`. */
export interface CompileOptions {
  /** Paths of documents. */
  readonly documents: readonly string[];
  readonly mode?: string;
  readonly seed?: string;
  readonly scheme?: string;
  /** `KEY=VALUE`, as in `params.lv=10`. */
  readonly set?: readonly string[];
  /** `NAME=PATH`, or a path alone where the document has one input. */
  readonly inputs?: readonly string[];
  readonly trust?: boolean;
  readonly outputDir?: string;
  /** How many workers may be used, from 1. Never changes a byte. */
  readonly jobs?: number;
  /** Runs every block, whatever the store holds. */
  readonly force?: boolean;
  readonly forceBlocks?: readonly string[];
  /** False: nothing stored is used. */
  readonly resume?: boolean;
  readonly qcOverride?: string;
  /** Why what is set here differs from the run before: 10 to 500 characters. */
  readonly reason?: string;
  /** The report as a PDF too. */
  readonly pdf?: boolean;
  /** Writes the lock file beside the document. */
  readonly record?: boolean;
  /** Fails with 9 where results differ from the lock file. */
  readonly locked?: boolean;
  /** Warnings end the run as errors do. */
  readonly strict?: boolean;
  readonly orchestratorMode?: "two_lane_strict" | "document_order";
  readonly verbose?: boolean;
  /** False: a document that somebody else is compiling is refused with 9, not waited for. */
  readonly wait?: boolean;
  /**
   * False: nothing is entered in the document's register, of a run that only looks at what another gives. A folder: the register
   * stands there, by the document's path below its root, and not beside the document.
   */
  readonly register?: false | { readonly root: string; readonly isOfStudy?: boolean };
  /** Why it is run: stands in place of the document's `change`, and enters no digest. */
  readonly why?: string;
}

/** What became of one document. */
export interface DocumentResult {
  readonly document: string;
  readonly status: "success" | "failed" | "cancelled";
  readonly runId: string | null;
  readonly exitCode: number;
  /** The run folder, absolute; null where nothing was written. */
  readonly folder: string | null;
  /** Path below the folder that a reader should open: the report, or error.json. */
  readonly open: string | null;
  /** What the primary models came to, a line each, as the head of the report says it; none where the run did not succeed. */
  readonly headlines: readonly string[];
  readonly findings: readonly Finding[];
}

export interface RunResult {
  /** That of the first document that failed, in the order given; 0 where all succeeded. */
  readonly exitCode: number;
  readonly documents: readonly DocumentResult[];
}

/**
 * Compiles documents and says what became of each. Writes run folders as the command line does, prints nothing.
 *
 * @param signal aborted to cancel: the run ends as cancelled, with a folder that says so
 */
export function compile(options: CompileOptions, signal?: AbortSignal): Promise<RunResult>;
