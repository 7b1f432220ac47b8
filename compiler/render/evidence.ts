/** Evidence: what a printed report for an auditor shows and carries beside the results — files, log, statement. */
import type { Circumstances } from "../run/types.ts";
import { canonicalJson } from "../store/canonical.ts";
import { jsonText } from "../store/json-text.ts";
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
  readonly description: string;
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
  const json = (name: string, bytes: Uint8Array, description: string): AttachedFile => ({
    name,
    bytes,
    description,
    type: "application/json",
  });
  const { apart } = evidence;
  return [
    {
      name: protocolName,
      bytes: report.protocol.bytes,
      description: "the protocol, as it was run",
      type: "text/markdown",
    },
    json(
      contentName,
      encoded(canonicalJson(evidence.content)),
      "the text whose SHA-256 is the content digest (RFC 8785)",
    ),
    ...(apart === null ? [] : [json("run_summary.json", encoded(apart.runSummary), "how each stage ended")]),
    ...jsonPaths(evidence).map((path) => json(path, evidence.bytes(path), whose(report, path))),
  ];
}

export const jsonPaths = ({ paths }: Evidence): readonly string[] => paths.filter((path) => path.endsWith(".json"));

/** Files whose text an auditor reads in the appendix, in the order of the report. */
export function readable(evidence: Evidence): readonly { readonly path: string; readonly text: () => string }[] {
  const own = jsonPaths(evidence)
    .filter((path) => readablePlace(path) !== -1)
    .sort((one, other) => readablePlace(one) - readablePlace(other))
    .map((path) => ({ path, text: () => new TextDecoder().decode(evidence.bytes(path)) }));
  const { apart, content } = evidence;
  return [
    { path: "manifest.json", text: () => jsonText(content) },
    ...(apart === null ? [] : [{ path: "run_summary.json", text: () => apart.runSummary }]),
    ...own,
  ];
}

const readableOrder: readonly RegExp[] = [
  /^model\/approval\.json$/,
  /(^|\/)data_qc_report\.json$/,
  /(^|\/)spectral_qc_report\.json$/,
  /(^|\/)model_qc_report\.json$/,
  /(^|\/)data_summary\.json$/,
  /^model\/(.*\/)?metrics\.json$/,
  /^model\/(.*\/)?best_params\.json$/,
  /^trust\//,
];
const readablePlace = (path: string): number => readableOrder.findIndex((pattern) => pattern.test(path));

const whose = ({ blocks }: Report, path: string): string => {
  const block = blocks.find(({ artifacts }) => Object.hasOwn(artifacts, path));
  return block === undefined ? "of the run" : `given by block ${block.id}`;
};

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
