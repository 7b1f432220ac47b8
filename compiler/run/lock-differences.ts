/** Lock differences: what of a run differs from a committed lock file, one finding a block, with its direction. */
import { own } from "../../schemas/dictionary.ts";
import { finding } from "../diagnostics/build.ts";
import type { Finding } from "../diagnostics/finding.ts";
import type { LockFile } from "./lock-file.ts";
import type { RunBlock } from "./types.ts";

type Locked = LockFile["blocks"][string];
type Value = number | readonly [number, number];

/** The lock file, by the name it has beside its document, and how a difference counts. */
export interface Against {
  readonly lock: string;
  /** Differences are errors, else warnings. */
  readonly isLocked: boolean;
}

/** Every input file, and every block, that is another now. */
export function lockDifferences(
  committed: LockFile,
  now: LockFile,
  blocks: readonly Pick<RunBlock, "block">[],
  { lock, isLocked }: Against,
): readonly Finding[] {
  const code = isLocked ? "FS9010" : "FS9011";
  const inputs = names(committed.inputs, now.inputs).flatMap((name) => {
    const [before, after] = [own(committed.inputs, name) ?? {}, own(now.inputs, name) ?? {}];
    return names(before, after)
      .filter((path) => own(before, path) !== own(after, path))
      .map((path) => {
        const says = presence(own(before, path), own(after, path)) ?? "its bytes are others now";
        return finding(code, null, { what: `input \`${name}\` (${path})`, lock, says });
      });
  });
  const ofBlocks = names(committed.blocks, now.blocks).flatMap((id) => {
    const [before, after] = [own(committed.blocks, id), own(now.blocks, id)];
    if (before?.result === after?.result) return [];
    const found = blocks.find(({ block }) => block.id === id)?.block;
    const says = presence(before, after) ?? changes(before as Locked, after as Locked, found?.kind.metrics ?? []);
    return [finding(code, found?.position ?? null, { what: `\`${id}\``, lock, says }, { block: id })];
  });
  return [...inputs, ...ofBlocks];
}

const presence = (before: unknown, after: unknown): string | null =>
  before === undefined ? "it is not there" : after === undefined ? "it is there alone, and no more in this run" : null;

/** Headline numbers before and now; where they are the same the difference is in what is not among them. */
function changes(before: Locked, after: Locked, metrics: NonNullable<RunBlock["block"]["kind"]["metrics"]>): string {
  const [old, fresh] = [before.headline ?? {}, after.headline ?? {}];
  const told = names(old, fresh).flatMap((name) => {
    const [was, is] = [own(old, name), own(fresh, name)];
    if (JSON.stringify(was) === JSON.stringify(is)) return [];
    const better = metrics.find((metric) => metric.name === name)?.better;
    return [`${name.replaceAll("_", " ")} ${shown(was)} there, ${shown(is)} now${direction(was, is, better)}`];
  });
  return told.length === 0
    ? "its headline numbers are the same to the digits shown, other results of it are not"
    : told.join("; ");
}

const shown = (value: Value | undefined): string =>
  value === undefined ? "absent" : typeof value === "number" ? String(value) : `${value[0]} to ${value[1]}`;

function direction(was: Value | undefined, is: Value | undefined, better: string | undefined): string {
  if (typeof was !== "number" || typeof is !== "number" || better === undefined || better === "not compared") return "";
  const gain = better === "nearer to 0" ? Math.abs(was) - Math.abs(is) : better === "larger" ? is - was : was - is;
  return gain === 0 ? "" : gain > 0 ? " (better)" : " (worse)";
}

const names = (before: object, after: object): readonly string[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
