/** Options of compile, as the command line and the package's entry share them. */
import type { Config } from "../../schemas/config.ts";
import type { OrchestratorMode } from "../plan/order.ts";

/** What the project says holds where nobody typed otherwise. */
export const settled = (options: CompileOptions, { jobs, orchestrator_mode }: Config): CompileOptions => ({
  ...(jobs === undefined ? {} : { jobs }),
  ...(orchestrator_mode === undefined ? {} : { orchestratorMode: orchestrator_mode }),
  ...(Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as CompileOptions),
});

export interface CompileOptions {
  /** Paths of documents. */
  readonly documents: readonly string[];
  readonly mode?: string;
  readonly seed?: string;
  readonly scheme?: string;
  /** `KEY=VALUE`, as typed. */
  readonly set?: readonly string[];
  /** `NAME=PATH` or `PATH`, as typed. */
  readonly inputs?: readonly string[];
  readonly trust?: boolean;
  readonly outputDir?: string;
  /** How many workers may be used, from 1. Never changes a byte. */
  readonly jobs?: number;
  /** Runs every block whatever the store holds. */
  readonly force?: boolean;
  readonly forceBlocks?: readonly string[];
  /** False: nothing stored is used, and nothing is forced to differ either. */
  readonly resume?: boolean;
  readonly qcOverride?: string;
  /** Why what is typed is typed. */
  readonly reason?: string;
  /** The report as a PDF too. */
  readonly pdf?: boolean;
  readonly record?: boolean;
  /** Undefined: as the project says. */
  readonly locked?: boolean;
  /** Warnings end the run as errors do. */
  readonly strict?: boolean;
  readonly orchestratorMode?: OrchestratorMode;
  readonly verbose?: boolean;
  /** False: a document that somebody else is compiling is refused, not waited for. */
  readonly wait?: boolean;
  /**
   * False: nothing is entered in a register, of a run that only looks at what another gives. A folder: the register stands there, by
   * the document's path below its root, and not beside the document; of a candidate of a study the document's version stands for all
   * candidates, and what differs is explained by the study.
   */
  readonly register?: false | { readonly root: string; readonly isOfStudy?: boolean };
  /** Why the job was submitted that the run belongs to: stands in place of the document's `change`, and enters no digest. */
  readonly why?: string;
}
