/** Session: what running one document takes, and what became of it. */
import type { Finding } from "../diagnostics/finding.ts";
import type { Protocol } from "../document/protocol.ts";
import type { Graph } from "../plan/graph.ts";
import type { Executed } from "../run/execute.ts";
import type { OpenFolder } from "../run/folder.ts";
import type { Log } from "../run/log.ts";
import type { Circumstances, RunBlock } from "../run/types.ts";
import type { Journal } from "../store/journal.ts";
import type { Lock } from "../store/lock.ts";
import type { Entered } from "./entered.ts";
import type { Sequel } from "./lockbox/sequel.ts";
import type { CompileOptions } from "./options.ts";
import type { BuildInfo } from "./package-files.ts";
import type { Prepared } from "./prepare.ts";
import type { World } from "./world.ts";

/** What became of one document. */
export interface DocumentResult {
  readonly document: string;
  readonly status: "success" | "failed" | "cancelled";
  readonly runId: string | null;
  readonly exitCode: number;
  /** Absolute; null where nothing was written. */
  readonly folder: string | null;
  /** Path below the folder that a reader should open: the report, or error.json. */
  readonly open: string | null;
  /** What the primary models came to, a line each, as the head of the report says it; none where the run did not succeed. */
  readonly headlines: readonly string[];
  readonly findings: readonly Finding[];
}

/** A document that passed its check, with what running it needs. */
export interface Session {
  readonly prepared: Prepared & { readonly protocol: Protocol; readonly graph: Graph };
  readonly options: CompileOptions;
  readonly world: World;
  readonly build: BuildInfo;
  readonly log: Log;
  readonly folder: OpenFolder;
  readonly journal: Journal;
  readonly lock: Lock;
  /** Its place in the register; null where it has none. */
  readonly entered: Entered | null;
  /** What it follows; null of a run that is compiled. */
  readonly sequel: Sequel | null;
  /** The clock when it began. */
  readonly started: number;
}

/** A session whose blocks have had their turn. */
export interface Finishing extends Session {
  readonly executed: readonly Executed[];
  readonly blocks: readonly RunBlock[];
  readonly triedInStore: Circumstances["triedInStore"];
  readonly lockboxes: Circumstances["lockboxes"];
  /** Paths of files that blocks gave and that the store has no more under their digest. */
  readonly missing: readonly string[];
}

/** What a run is made of before anybody is told of it: no folder, and nobody who holds its document. */
export type Composing = Omit<Finishing, "folder" | "journal" | "lock" | "executed" | "missing">;
