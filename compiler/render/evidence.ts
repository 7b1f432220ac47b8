/** Evidence: what a printed report for an auditor shows and carries beside the results — files, log, statement. */
import type { Circumstances } from "../run/types.ts";
import { canonicalJson } from "../store/canonical.ts";
import type { Report } from "./report.ts";

export interface Evidence {
  /** ISO 8601, UTC: when the run began. */
  readonly time: string;
  /** What the content digest is over: the manifest without circumstances and without rendered files. */
  readonly content: { readonly [field: string]: unknown };
  /** Paths of the files that belong to the content, in code-unit order. */
  readonly paths: readonly string[];
  /** Bytes of one of `paths`. */
  bytes(path: string): Uint8Array;
  /** Null of a run that is not approved. */
  readonly statement: string | null;
  /** What differs between two runs of the same content; null where it is left out of what is printed. */
  readonly apart: Apart | null;
}

export interface Apart {
  readonly circumstances: Circumstances;
  /** run_summary.json. */
  readonly runSummary: string;
  /** logs/run.jsonl up to printing. */
  readonly log: string;
}

/** A file inside the PDF, by its path in the run folder. */
export interface AttachedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Media type. */
  readonly type: string;
}

/** Name of the attachment whose SHA-256 is the content digest. */
export const contentName = "manifest.content.json";
/** The protocol has this name whatever its own, so that programs find it. */
export const protocolName = "protocol.md";

/**
 * What is attached: the protocol with its exact bytes, every JSON file of the content under its path, the summary of the
 * run, and the text the content digest is taken over. The manifest itself cannot be: it names the digest of the PDF.
 */
export function attachedFiles(report: Report, evidence: Evidence): readonly AttachedFile[] {
  const json = (name: string, bytes: Uint8Array): AttachedFile => ({ name, bytes, type: "application/json" });
  const { apart } = evidence;
  return [
    {
      name: protocolName,
      bytes: report.protocol.bytes,
      type: "text/markdown",
    },
    json(contentName, encoded(canonicalJson(evidence.content))),
    ...(apart === null ? [] : [json("run_summary.json", encoded(apart.runSummary))]),
    ...jsonPaths(evidence).map((path) => json(path, evidence.bytes(path))),
  ];
}

export const jsonPaths = ({ paths }: Evidence): readonly string[] => paths.filter((path) => path.endsWith(".json"));

/** The lines of a log, read back. */
export interface LogLine {
  readonly timestamp: string;
  readonly level: string;
  readonly stage: string;
  readonly event: string;
  readonly message: string;
}

export const logLines = (jsonl: string): readonly LogLine[] =>
  jsonl
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as LogLine);

const encoded = (text: string): Uint8Array => new TextEncoder().encode(text);
