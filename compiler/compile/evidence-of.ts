/** Evidence of: what a printed report for an auditor is made from, of a run whose folder is not written yet. */

import { registry } from "../../blocks/registry.ts";
import { parsed } from "../../schemas/asked.ts";
import { runSummarySchema } from "../../schemas/run-files.ts";
import { acceptedIn } from "../render/beside.ts";
import { type Evidence, statementName } from "../render/evidence.ts";
import { runSummary, type Summing } from "../run/run-files.ts";
import type { Run } from "../run/types.ts";
import { meanings, quorumOf, roles } from "../seal/quorum.ts";
import { jsonText } from "../store/json-text.ts";
import { isoTime } from "./clock.ts";
import type { Composed } from "./compose.ts";
import type { Finishing } from "./session.ts";

/** Reads what blocks gave from the store. Throws where something is missing there or damaged. */
export function evidenceOf({ prepared, started, log, executed }: Finishing, composed: Composed): Evidence {
  const { run, files, durationSeconds, printable } = composed;
  const { content, made, circumstances } = printable;
  const store = prepared.objects;
  const given = new Map(run.blocks.flatMap(({ artifacts }) => Object.entries(artifacts)));
  return {
    time: isoTime(started),
    content,
    paths: [...new Set([...given.keys(), ...Object.keys(made)])].sort(),
    bytes(path) {
      const own = made[path];
      const bytes = own === undefined ? store.get(given.get(path) ?? "") : new TextEncoder().encode(own);
      if (bytes === null) throw new Error(`${path} is missing in the store or damaged`);
      return bytes;
    },
    statement: files[statementName] ?? null,
    loosened: registry.policy.loosened(run.protocol.settings.qc_policy),
    accepted: acceptedIn(run.protocol.blocks),
    excluded: run.protocol.blocks.flatMap(({ kind, options }) => kind.excludes?.(options) ?? []),
    signers: signersOf(run),
    apart:
      circumstances === null
        ? null
        : {
            circumstances,
            runSummary: runSummaryText(run, {
              runId: circumstances.runId,
              durationSeconds,
              executed,
              ...composed.told,
            }),
            log: log.jsonl(),
          },
  };
}

/** A row for each who has to sign. */
function signersOf({ protocol }: Run): Evidence["signers"] {
  const quorum = quorumOf(protocol.settings.mode, protocol.frontMatter.signatures);
  return roles.flatMap((role) =>
    Array.from({ length: quorum[role] }, (_, i) => ({ role, n: i + 1, meaning: meanings[role] })),
  );
}

/** run_summary.json. */
export const runSummaryText = (run: Run, summing: Summing): string =>
  jsonText(parsed(runSummarySchema, runSummary(run, summing)));
