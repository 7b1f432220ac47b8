/** Run: what an execution of a plan was. Immutable; render, print and the command line read it and change nothing. */

import type { View, ViewSource } from "../../blocks/contract/view.ts";
import type { AskedDifference } from "../../schemas/asked-differences.ts";
import type { Given } from "../../schemas/config.ts";
import type { ManifestLockbox, Opening } from "../../schemas/lockbox.ts";
import type { Manifest } from "../../schemas/manifest.ts";
import type { Json } from "../../schemas/plain-json.ts";
import type { ManifestRegister } from "../../schemas/register.ts";
import type { Candidates } from "../../schemas/study.ts";
import type { Finding } from "../diagnostics/finding.ts";
import type { Protocol, ProtocolBlock } from "../document/protocol.ts";

export type Execution = "ran" | "reused" | "blocked" | "cancelled";
export type Result = "ok" | "warn" | "na" | "failed";

/** Why a block has nothing to show: a code from the closed list, and a sentence. */
export interface Reason {
  /** e.g. `needs_failed:prep`, `gate_failed:data_gate`, `not_reached`, `interrupted`, `too_few_samples`. */
  readonly code: string;
  readonly sentence: string;
}

/** What views of a block look at. Two with one digest show the same: it is over everything that can be looked at. */
export interface RunSource extends ViewSource {
  readonly digest: string;
}

/** One block after the run. */
export interface RunBlock {
  readonly block: ProtocolBlock;
  readonly execution: Execution;
  readonly result: Result;
  readonly reason: Reason | null;
  /** Key of the block, `sha256:…`; null where it was never known. */
  readonly key: string | null;
  /** Headline numbers, as the kind's `results` schema has them; null where it did not finish. */
  readonly results: Json;
  /** Ids of the blocks whose values it read. */
  readonly from: readonly string[];
  /** What it tries at, with the digests of what it starts from: blocks of a kind that share them are tries at the same. Null where it tries nothing. */
  readonly aim: readonly string[] | null;
  /** Files in the run folder: path → digest. */
  readonly artifacts: { readonly [path: string]: string };
  readonly findings: readonly Finding[];
  /** What its views look at. Null where it did not finish. */
  readonly source: RunSource | null;
  /** Whether it gave a value that others may start from. */
  readonly hasValue: boolean;
  /** The views it has, those of `kind.views` that exist for its options. */
  readonly views: { readonly [name: string]: View };
  /** Circumstances. */
  readonly durationSeconds: number;
}

export interface GateOutcome {
  readonly block: string;
  readonly gate: string;
  readonly status: "pass" | "fail";
  readonly blocking: boolean;
  readonly report: string;
  readonly digest: string;
  readonly checks: number;
}

/** The part of the manifest over which the content digest is taken, without the rendered files. */
export interface RunContent {
  readonly digest: string;
  readonly inputs: readonly {
    readonly name: string;
    readonly path: string;
    readonly size_bytes: number | null;
    readonly sha256: string;
    readonly n_rows: number | null;
    readonly n_cols: number | null;
    readonly missing_fraction: number | null;
  }[];
  /** Files that the document's text takes in. */
  readonly sources: readonly NonNullable<Manifest["sources"]>[number][];
  readonly overrides: readonly {
    readonly key: string;
    readonly original: Json;
    readonly override: Json;
    readonly reason: string | null;
  }[];
  readonly gates: readonly GateOutcome[];
}

/** What differs between two runs of the same content. Null where SOURCE_DATE_EPOCH asks to leave it out of rendered files. */
export interface Circumstances {
  readonly runId: string;
  readonly timestamp: string;
  readonly durationSeconds: number;
  readonly foodspecVersion: string;
  readonly nodeVersion: string;
  readonly packages: { readonly [name: string]: string };
  /** Digest of the program's own files. */
  readonly program: string;
  /** Of the browser that printed a PDF; null where none was asked for. */
  readonly browserVersion: string | null;
  /** Whether its own sandbox held it; null where none was asked for. */
  readonly browserSandbox: boolean | null;
  readonly os: string;
  readonly git: { readonly hash: string; readonly branch: string; readonly dirty: boolean } | null;
  readonly command: string;
  /** In which order blocks had their turn, in words. */
  readonly order: string;
  /** Recipes that the store was seen to keep for what the head of the run tries at; null where nobody looked. */
  readonly triedInStore: { readonly atLeast: number; readonly words: string } | null;
  /** Its place in the register of its document; null where it is not entered. */
  readonly register: ManifestRegister | null;
  /** Lockboxes that the run declares, and how often each was opened. */
  readonly lockboxes: readonly ManifestLockbox[];
  /** Of a regulatory run that is not the first of its register. */
  readonly changes: Changes | null;
  /** The project's configuration, and which of its keys had a say; null where there is none. */
  readonly config: {
    readonly path: string;
    readonly sha256: string;
    readonly used: readonly string[];
    readonly gave?: Given;
  } | null;
}

/** What a regulatory run was asked otherwise than the one before it. */
export interface Changes {
  /** When the one before began, ISO 8601. */
  readonly time: string;
  readonly differences: readonly AskedDifference[];
  /** The document's own words, and those that were typed. */
  readonly change: string | null;
  readonly reason: string | null;
  /** Samples that `exclude` names now; those that came and went are null where the register holds their digest only. */
  readonly excluded: {
    readonly samples: readonly string[];
    readonly added: readonly string[] | null;
    readonly removed: readonly string[] | null;
  };
}

export interface Run {
  readonly protocol: Protocol;
  readonly status: "success" | "failed" | "cancelled";
  readonly exitCode: number;
  readonly blocks: readonly RunBlock[];
  /** Every finding of the run, blocks' included, in order. */
  readonly findings: readonly Finding[];
  readonly content: RunContent;
  /** Of a sequel: what its lockbox said. */
  readonly opening?: Opening | null;
  /** Of a sequel: what it was chosen among. */
  readonly choice?: Candidates | null;
  readonly foodspecVersion: string;
}

/** What rendering returns: files below the run folder, text by path. */
export interface Rendered {
  readonly files: { readonly [path: string]: string };
  /** Findings of rendering itself: a prose finding, a value that was not there. */
  readonly findings: readonly Finding[];
}
