/** Silent failures: what of a run ended well and gave nothing, or says nothing; each is a mistake of ours, and ends the run with 9. */
import { own } from "../../schemas/dictionary.ts";
import { isAnEnd, type SilentFailures, silentFailuresOf } from "../../schemas/silent-failures.ts";
import { catalogue } from "../diagnostics/catalogue.ts";
import type { Finding } from "../diagnostics/finding.ts";
import type { Run, RunBlock } from "./types.ts";

/** What report.json tells of each block: its headline results. */
export type Told = { readonly [block: string]: { readonly values: unknown } | undefined };

/**
 * Counts what a run's own record leaves open.
 *
 * @param told `results` of report.json; null where there is no report
 * @param missing paths of files that a block lists and that are not in the store under their digest
 */
export function silentFailures(
  run: Pick<Run, "protocol" | "blocks" | "findings">,
  told: Told | null,
  missing: readonly string[],
): SilentFailures {
  const good = run.blocks.filter(({ result }) => result === "ok" || result === "warn");
  return silentFailuresOf({
    analysis_ok_without_findings_count: ids(good.filter(gaveNothing)),
    unexplained_block_count: ids(good.filter((one) => !isExplained(one, told))),
    blank_kind_findings_count: run.findings.filter(isBlank).map(({ code }) => code),
    skipped_count: [
      ...run.protocol.blocks.map(({ id }) => id).filter((id) => !run.blocks.some(({ block }) => block.id === id)),
      ...ids(run.blocks.filter((one) => !hasEnded(one))),
    ],
    artifacts_missing_count: missing,
  });
}

const ids = (blocks: readonly RunBlock[]): readonly string[] => blocks.map(({ block }) => block.id);

const isEmpty = (value: unknown): boolean =>
  value === null || value === undefined || (typeof value === "object" && Object.keys(value).length === 0);

/** What only shows a value of another block gives nothing of its own. */
function gaveNothing({ block, results, artifacts, hasValue }: RunBlock): boolean {
  const shown = block.kind.shows?.(block.options, block.presentation) ?? [];
  return isEmpty(results) && Object.keys(artifacts).length === 0 && !hasValue && shown.length === 0;
}

function isExplained({ block }: RunBlock, told: Told | null): boolean {
  const values = own(told ?? {}, block.id)?.values as { readonly [field: string]: unknown } | null | undefined;
  if (values === null || values === undefined) return false;
  return block.kind.mustExplain.every((field) => Object.hasOwn(values, field) && values[field] !== undefined);
}

const isBlank = ({ code, message, help }: Finding): boolean =>
  !catalogue.has(code) || message.trim() === "" || help.every((one) => one.trim() === "");

/** What is not available says why, in a code and a sentence. */
function hasEnded({ execution, result, reason }: RunBlock): boolean {
  if (!isAnEnd(execution, result)) return false;
  return result !== "na" || (reason !== null && reason.code !== "" && reason.sentence.trim() !== "");
}
