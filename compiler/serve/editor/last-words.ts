/** Last words: how an editor says what a path came to in the last run, and what would become of a block. */
import type { Decisions, LastValue } from "./last-values.ts";

/** Beside the path, as short as it can be; a value that need not hold any more says so there too. */
export const hintText = ({ text, stale }: LastValue): string => `${text ?? ""}${stale === null ? "" : " (stale)"}`;

/** Markdown: value, interval, n, run, current or stale and why. */
export function saidOf({ text, interval, n, runId, stale }: LastValue): string {
  const figures = [
    `**${text ?? ""}**`,
    interval === null ? "" : ` (95 % interval ${interval})`,
    n === null ? "" : `, n = ${n}`,
  ].join("");
  return `${figures}\n\nrun ${runId}: ${stale === null ? "current" : `stale: ${stale}`}`;
}

/** Above a block: what an editor may have run, and why it would run or need not. */
export function lensTexts(id: string, decisions: Decisions): { readonly run: string; readonly why: string } {
  if (decisions === null) return { run: "run", why: "cannot run as the text stands" };
  const now = decisions.get(id);
  return { run: "run", why: now === undefined ? "no such block" : `${now.action}: ${now.why}` };
}
