/** Contract findings: what a run that went well should hold and does not, or holds and should not. */

import { finding } from "../diagnostics/build.ts";
import type { Finding } from "../diagnostics/finding.ts";
import { missingFiles } from "../run/contract.ts";
import { placed } from "../run/layout.ts";
import type { Run } from "../run/types.ts";
import { artifactSchema } from "../run/unit.ts";
import { diskStore } from "../store/store.ts";
import type { Finishing } from "./session.ts";

/** Files that the contract of the mode requires and nobody wrote. */
export function contractFindings(run: Run, files: { readonly [path: string]: string }): readonly Finding[] {
  const present = new Set([
    ...Object.keys(files),
    ...alwaysWritten,
    ...run.blocks.flatMap(({ artifacts }) => Object.keys(artifacts)),
  ]);
  const missing = missingFiles(
    run.protocol.settings.mode,
    new Set(run.blocks.map(({ block }) => block.kind.kind)),
    present,
  );
  return missing.length === 0 ? [] : [finding("FS9001", null, { paths: missing })];
}

/** JSON artifacts that do not fit their schema as they are read back: stored by another program, or a mistake of ours. */
export function unsound({ executed, prepared }: Finishing): readonly Finding[] {
  const store = diskStore(prepared.store);
  return executed.flatMap(({ node, record }) =>
    Object.entries(record?.artifacts ?? {})
      .filter(([short]) => short.endsWith(".json"))
      .flatMap(([short, digest]) => {
        const parsed = artifactSchema(node.block.kind, short).safeParse(
          JSON.parse(new TextDecoder().decode(store.get(digest) ?? undefined)),
        );
        if (parsed.success) return [];
        const [{ path, message }] = parsed.error.issues;
        const problem = `${path.join(".")}: ${message}`;
        return [
          finding(
            "FS9002",
            null,
            { path: placed(short, node.block, prepared.protocol.blocks), problem },
            { block: node.block.id },
          ),
        ];
      }),
  );
}

const alwaysWritten = ["manifest.json", "logs/run.log", "logs/run.jsonl", "run_summary.json", "state/stage_state.json"];
