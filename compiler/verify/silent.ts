/** Silent failures counted again: from the manifest, report.json and the files themselves, beside what run_summary.json says. */
import { own } from "../../schemas/dictionary.ts";
import { fieldsOf, isRecord } from "../../schemas/is-record.ts";
import type { Manifest } from "../../schemas/manifest.ts";
import { isAnEnd, type SilentCounter, silentCounters, silentWords } from "../../schemas/silent-failures.ts";
import type { Finding } from "../diagnostics/finding.ts";
import { contradiction } from "./differ.ts";
import { jsonOf, type RunFolder } from "./run-folder.ts";

/** A kind as far as its blocks are counted. */
export interface Explaining {
  readonly kind: string;
  readonly mustExplain: readonly string[];
  /** There where its blocks show what others gave. */
  readonly shows?: unknown;
}

type Block = Manifest["blocks"][number];
type Offenders = { readonly [counter in SilentCounter]: readonly string[] };

/**
 * What run_summary.json counts otherwise than its own run folder, and each counter of a run that ended with 0 and is not 0.
 *
 * @param changed what the check of files found: which are absent or have another digest
 */
export function silentProblems(
  folder: RunFolder,
  manifest: Manifest,
  kinds: readonly Explaining[],
  changed: readonly Finding[],
): readonly Finding[] {
  const summary = jsonOf(folder, "run_summary.json");
  const report = jsonOf(folder, "report.json");
  if (!isRecord(summary) || !isRecord(report)) return [];
  const told = fieldsOf(summary.silent_failure_checks);
  const counted = offendersOf(folder, manifest, report, kinds, changed);
  return silentCounters.flatMap((counter) => {
    const names = counted[counter];
    if (told[counter] !== names.length)
      return [
        contradiction(
          "run_summary.json",
          `/silent_failure_checks/${counter} is ${told[counter]}, counted again it is ${names.length}`,
        ),
      ];
    const isWrong = names.length > 0 && manifest.success;
    return isWrong
      ? [contradiction("manifest.json", `ended with 0, and ${names.join(", ")} ${silentWords[counter]}`)]
      : [];
  });
}

function offendersOf(
  folder: RunFolder,
  { blocks }: Manifest,
  report: { readonly [field: string]: unknown },
  kinds: readonly Explaining[],
  changed: readonly Finding[],
): Offenders {
  const good = blocks.filter(({ result }) => result === "ok" || result === "warn");
  const values = (block: Block): unknown => {
    return fieldsOf(own(fieldsOf(report.results), block.id)).values;
  };
  const kindOf = (block: Block) => kinds.find(({ kind }) => kind === block.kind);
  const gaveNothing = (block: Block) =>
    Object.keys(values(block) ?? {}).length === 0 &&
    Object.keys(block.artifacts).length === 0 &&
    kindOf(block)?.shows === undefined;
  const isExplained = (block: Block) => {
    const told = values(block);
    return isRecord(told) && (kindOf(block)?.mustExplain ?? []).every((field) => Object.hasOwn(told, field));
  };
  return {
    analysis_ok_without_findings_count: ids(good.filter(gaveNothing)),
    unexplained_block_count: ids(good.filter((block) => !isExplained(block))),
    blank_kind_findings_count: blankIn(report.findings as readonly Told[]),
    skipped_count: ids(blocks.filter((block) => !hasEnded(folder, block))),
    artifacts_missing_count: missingOf(blocks, changed),
  };
}

const ids = (blocks: readonly Block[]): readonly string[] => blocks.map(({ id }) => id);

const isText = (value: unknown): boolean => typeof value === "string" && value.trim() !== "";

/** A finding as the schema of report.json has it. */
interface Told {
  readonly code: string;
  readonly message: string;
  readonly help: readonly string[];
}

const blankIn = (findings: readonly Told[]): readonly string[] =>
  findings.flatMap(({ code, message, help }) =>
    /^FS\d{4}$/.test(code) && isText(message) && help.some(isText) ? [] : [code],
  );

function hasEnded(folder: RunFolder, { id, execution, result, reason, affects }: Block): boolean {
  if (!isAnEnd(execution, result)) return false;
  if (result !== "na") return true;
  const done = jsonOf(folder, `blocks/${id}/done.json`);
  return isText(reason) && affects !== undefined && (done === undefined || (isRecord(done) && isText(done.sentence)));
}

function missingOf(blocks: readonly Block[], changed: readonly Finding[]): readonly string[] {
  const wrong = new Set(changed.map(({ facts }) => facts.path));
  return blocks.flatMap(({ artifacts }) => Object.keys(artifacts)).filter((path) => wrong.has(path));
}
