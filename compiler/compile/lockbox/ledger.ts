/** Ledger: how often the rows of a lockbox were opened, as the file at the root and this machine's copy tell it. */
import { isRecord } from "../../../schemas/is-record.ts";
import {
  type LedgerLine,
  ledgerName,
  type ManifestLockbox,
  openingsOf,
  type Sought,
} from "../../../schemas/lockbox.ts";
import { type Chain, extended } from "../../../schemas/register-chain.ts";
import { asError, type Finding } from "../../diagnostics/finding.ts";
import type { RunBlock } from "../../run/types.ts";
import { canonicalJson } from "../../store/canonical.ts";
import { type BothRegisters, ledgerFiles, type RegisterFiles } from "../../store/register-files.ts";
import { gapsIn } from "../register-findings.ts";
import { appendBoth, troubleOf } from "../register-writing.ts";
import type { World } from "../world.ts";

/** All lines that are known, of the file and of the copy. */
export const chainOf = ({ beside, copy }: BothRegisters): Chain => (beside === null ? copy : extended(beside, copy));

/** FS9602, FS9603: lines that others follow, or that this machine knows, and that do not stand in the ledger. */
export const ledgerGaps = (both: BothRegisters): readonly Finding[] =>
  gapsIn(both, { path: ledgerName, document: null, ledger: ledgerName });

/** Adds an opening, beside first. Both must be as they were read last. */
export function enterOpening(
  files: RegisterFiles,
  both: BothRegisters,
  line: Omit<LedgerLine, "schema_version" | "event" | "previous">,
): void {
  const { tips } = both.beside ?? both.copy;
  const text = canonicalJson({ schema_version: 1, event: "opened", ...line, previous: [...tips] });
  appendBoth(files, both, [text], { isMade: true, isStrict: true, file: ledgerName });
}

/** What a run says of its lockboxes, and what is wrong with the ledger. */
export interface LockboxesTold {
  readonly lockboxes: readonly ManifestLockbox[];
  readonly findings: readonly Finding[];
}

/**
 * Of each lockbox that blocks of a run declare, how often it was opened before now.
 *
 * @param root of the project, without links
 * @param isStrict regulatory mode: an untrue ledger ends the run
 */
export function lockboxesOf(
  blocks: readonly Pick<RunBlock, "results">[],
  root: string,
  world: Pick<World, "disk" | "env">,
  isStrict: boolean,
): LockboxesTold {
  const sought = declaredIn(blocks);
  if (sought.length === 0) return { lockboxes: [], findings: [] };
  const told = (findings: readonly Finding[]) => (isStrict ? findings.map(asError) : findings);
  try {
    const both = ledgerFiles(world.disk, world.env, root).read();
    const chain = chainOf(both);
    return {
      lockboxes: sought.map((one) => ({
        file: both.beside === null ? null : ledgerName,
        sealed: one.sealed,
        opened: openingsOf(chain, one).length,
      })),
      findings: told(ledgerGaps(both)),
    };
  } catch (error) {
    const found = troubleOf(error, ledgerName, true);
    if (found === null) throw error;
    return {
      lockboxes: sought.map(({ sealed }) => ({ file: null, sealed, opened: null })),
      findings: told([found]),
    };
  }
}

/** Lockboxes of data blocks, each once. */
function declaredIn(blocks: readonly Pick<RunBlock, "results">[]): readonly Sought[] {
  const all = blocks.flatMap(({ results }) => {
    const lockbox = isRecord(results) ? results.lockbox : undefined;
    return isRecord(lockbox) && typeof lockbox.sealed === "string"
      ? [{ sealed: lockbox.sealed, rows: typeof lockbox.rows === "string" ? lockbox.rows : null }]
      : [];
  });
  return all.filter(({ sealed }, i) => all.findIndex((one) => one.sealed === sealed) === i);
}
