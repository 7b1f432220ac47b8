/** Contract findings: what a run that went well should hold and does not, or says and should not. */

import { registry } from "../../blocks/registry.ts";
import { contentProblems, missingFiles, type RunView } from "../../schemas/contract.ts";
import { type SilentCounter, type SilentFailures, silentWords } from "../../schemas/silent-failures.ts";
import { finding } from "../diagnostics/build.ts";
import type { Finding } from "../diagnostics/finding.ts";
import type { Run } from "../run/types.ts";
import { digestOf } from "../store/digest.ts";
import type { Finishing } from "./session.ts";

/** Files to be written, by path. */
export type Files = { readonly [path: string]: string | Uint8Array };

/** Files that the contract of the mode requires and nobody wrote, and files that contradict one another. */
export function contractFindings(run: Run, files: Files, finishing: Finishing): readonly Finding[] {
  const present = new Set([
    ...Object.keys(files),
    ...alwaysWritten,
    // Printed when all else is whole; a report that could not be printed is a finding of its own.
    "report/report_regulatory.pdf",
    ...run.blocks.flatMap(({ artifacts }) => Object.keys(artifacts)),
  ]);
  const { mode } = run.protocol.settings;
  const missing = missingFiles(mode, registry.all, new Set(run.blocks.map(({ block }) => block.kind.kind)), present);
  return [
    ...(missing.length === 0 ? [] : [finding("FS9001", null, { paths: missing })]),
    ...contentProblems(viewOf(run, files, finishing), registry.all).map((problem) =>
      finding("FS9101", null, { ...problem }),
    ),
  ];
}

/** The run as the rules of the contract see it, before its folder is written: what is not made yet is not there. */
function viewOf(run: Run, files: Files, { prepared }: Finishing): RunView {
  const store = prepared.objects;
  const artifacts = new Map(run.blocks.flatMap((block) => Object.entries(block.artifacts)));
  const bytes = (path: string): Uint8Array | string | null => {
    const stored = artifacts.get(path);
    return files[path] ?? (stored === undefined ? null : store.get(stored));
  };
  const text = (path: string): string | null => {
    const content = bytes(path);
    return content === null || typeof content === "string" ? content : new TextDecoder().decode(content);
  };
  return {
    mode: run.protocol.settings.mode,
    success: run.exitCode === 0,
    exitCode: run.exitCode,
    contentDigest: run.content.digest,
    inputs: run.content.inputs,
    gates: run.content.gates,
    digest(path) {
      const own = files[path];
      return own === undefined ? (artifacts.get(path) ?? null) : digestOf(own);
    },
    json(path) {
      const content = text(path);
      return content === null ? null : (JSON.parse(content) as unknown);
    },
    text,
  };
}

/** What ended well and gave nothing, or says nothing: of each counter that is not 0 what was counted. */
export function silentFindings({ offenders }: SilentFailures): readonly Finding[] {
  return Object.entries(offenders).map(([counter, names]) =>
    finding("FS9021", null, { counter, says: silentWords[counter as SilentCounter], names }),
  );
}

const alwaysWritten = [
  "protocol.md",
  "manifest.json",
  "logs/run.log",
  "logs/run.jsonl",
  "run_summary.json",
  "state/stage_state.json",
];
