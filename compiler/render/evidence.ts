/** Evidence: what a printed report for an auditor shows and carries beside the results — files, log, statement. */
import type { AcceptedCheck } from "../../blocks/contract/design.ts";
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
  /** Null of a run that is not approved, and in other modes. */
  readonly statement: string | null;
  /** Thresholds the document chose looser than the default. */
  readonly loosened: readonly { readonly field: string; readonly value: number; readonly default: number }[];
  /** Checks that the document lets fail. */
  readonly accepted: readonly AcceptedCheck[];
  /** Samples that the document excludes by name. */
  readonly excluded: readonly string[];
  /** Who has to sign: the first, second … of each role, and what the signature means. */
  readonly signers: readonly { readonly role: string; readonly n: number; readonly meaning: string }[];
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
export const statementName = "REGULATORY_COMPLIANCE_STATEMENT.txt";
export const logName = "logs/run.jsonl";
/** What is larger stands in the run folder only: a PDF is opened at once. */
const mostAttached = 10_000_000;

/**
 * What is attached: the document with its exact bytes and the files it takes in, every JSON and CSV file of the content under its
 * path, the statement, the summary of the run and its log so far, and the text the content digest is taken over. The manifest
 * itself cannot be: it names the digest of the PDF.
 */
export function attachedFiles(report: Report, evidence: Evidence): readonly AttachedFile[] {
  const json = (name: string, bytes: Uint8Array): AttachedFile => ({ name, bytes, type: "application/json" });
  const { apart, statement } = evidence;
  const text = (name: string, words: string, type: string): AttachedFile => ({ name, bytes: encoded(words), type });
  return [
    {
      name: protocolName,
      bytes: report.protocol.bytes,
      type: "text/markdown",
    },
    ...report.protocol.sources.map(({ path, bytes }) => ({
      name: `sources/${path}`,
      bytes,
      type: "application/octet-stream",
    })),
    json(contentName, encoded(canonicalJson(evidence.content))),
    ...(statement === null ? [] : [text(statementName, statement, "text/plain")]),
    ...(apart === null
      ? []
      : [json("run_summary.json", encoded(apart.runSummary)), text(logName, apart.log, "application/jsonl")]),
    ...evidence.paths.flatMap((path) => {
      const type = types.find(([end]) => path.endsWith(end))?.[1];
      if (type === undefined) return [];
      const bytes = evidence.bytes(path);
      return bytes.length > mostAttached ? [] : [{ name: path, bytes, type }];
    }),
  ];
}

const types = [
  [".json", "application/json"],
  [".csv", "text/csv"],
] as const;

const encoded = (text: string): Uint8Array => new TextEncoder().encode(text);
