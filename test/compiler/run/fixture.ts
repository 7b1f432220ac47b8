/** Runs of the tests' own: a document executed in memory, and runs put together by hand where only their shape matters. */

import type { Finding } from "../../../compiler/diagnostics/finding.ts";
import type { Protocol } from "../../../compiler/document/protocol.ts";
import { type Executed, type ExecuteEffects, execute } from "../../../compiler/run/execute.ts";
import { partLoader } from "../../../compiler/run/parts.ts";
import type { Circumstances, GateOutcome, Run, RunBlock } from "../../../compiler/run/types.ts";
import { digestOf } from "../../../compiler/store/digest.ts";
import { memoryStore } from "../../../compiler/store/store.ts";
import type { Mode } from "../../../schemas/front-matter.ts";
import { deciding, doc, files, graphOf, type Line, protocolOf, settings } from "../plan/fixture.ts";

export interface Executing {
  readonly protocol: Protocol;
  readonly executed: readonly Executed[];
  readonly load: ReturnType<typeof partLoader>;
}

/** Executes a document in memory; every look at the clock is half a second later. */
export async function executing(lines: readonly Line[], more: Partial<ExecuteEffects> = {}): Promise<Executing> {
  const blocks = doc(...lines);
  const store = memoryStore();
  const load = partLoader(store);
  let time = 0;
  const quiet = () => undefined;
  const executed = await execute(graphOf(blocks).nodes, deciding(blocks, { store }), {
    store,
    files,
    load,
    breathe: async () => undefined,
    now: () => {
      time += 500;
      return time;
    },
    gatesBlock: false,
    observer: { started: quiet, event: quiet, ended: quiet },
    ...more,
  });
  return { protocol: protocolOf(blocks), executed, load };
}

/** A block of a run that went well. */
export function runBlock(line: Line, more: Partial<RunBlock> = {}): RunBlock {
  const [block] = doc(line);
  return {
    block,
    execution: "ran",
    result: "ok",
    reason: null,
    key: digestOf(block.id),
    results: {},
    aim: null,
    from: [],
    artifacts: {},
    findings: [],
    source: null,
    hasValue: false,
    views: {},
    durationSeconds: 1,
    ...more,
  };
}

/** The same block, added by the compiler. */
export const addedTo = (one: RunBlock, added: string): RunBlock => ({ ...one, block: { ...one.block, added } });

/** A gate that judged data and let them pass. */
export const passedGate = (block: string, digest: string, checks: number): GateOutcome => ({
  block,
  gate: "data",
  status: "pass",
  blocking: false,
  report: "data_qc_report.json",
  digest,
  checks,
});

/** The protocol of these blocks in one of the modes. */
export const protocolIn = (mode: Mode, blocks: readonly RunBlock[], more: Partial<Protocol> = {}): Protocol =>
  protocolOf(
    blocks.map(({ block }) => block),
    { settings: { ...settings, mode }, ...more },
  );

/** A run of such blocks. */
export function runOf(blocks: readonly RunBlock[], more: Partial<Run> = {}): Run {
  return {
    protocol: protocolOf(blocks.map(({ block }) => block)),
    status: "success",
    exitCode: 0,
    blocks,
    findings: [],
    content: { digest: digestOf("content"), inputs: [], sources: [], overrides: [], gates: [] },
    foodspecVersion: "1.2.3",
    ...more,
  };
}

export const circumstances: Circumstances = {
  runId: "20260101_000000_abcdef",
  timestamp: "2026-01-01T00:00:00.000Z",
  durationSeconds: 2,
  foodspecVersion: "1.2.3",
  nodeVersion: "v20.19.0",
  browserVersion: null,
  browserSandbox: null,
  program: `sha256:${"9".repeat(64)}`,
  packages: { zod: "4.0.0" },
  os: "linux x64",
  git: { hash: "abc", branch: "main", dirty: false },
  command: "foodspec compile protocol.md",
  order: "as in the document",
  triedInStore: null,
  lockboxes: [],
  register: null,
  changes: null,
  config: null,
};

/** An error of the block `model`. */
export const foundIn = (code: string, more: Partial<Finding> = {}): Finding => ({
  code,
  severity: "error",
  message: `${code} happened`,
  help: ["do this", "or that"],
  stage: "modeling",
  exit: 5,
  position: { file: "protocol.md", line: 1, column: 2, endLine: 1, endColumn: 3 },
  block: "model",
  pointer: "/k",
  mark: null,
  facts: { k: 3 },
  related: [],
  count: 1,
  fix: null,
  ...more,
});
