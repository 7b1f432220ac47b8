/** Marks of an end, readable without colour: a symbol and a word. */
import type { Element } from "hast";
import type { Severity } from "../diagnostics/finding.ts";
import type { RunBlock } from "../run/types.ts";
import { h } from "./hast.ts";

export interface Status {
  readonly name: string;
  readonly symbol: string;
  readonly word: string;
}

/** The end of a block as far as it is content: whether it ran or was reused is circumstance. */
export function statusOf({ execution, result }: RunBlock): Status {
  if (execution === "blocked") return { name: "blocked", symbol: "⊘", word: "blocked" };
  if (execution === "cancelled") return { name: "blocked", symbol: "⊘", word: "cancelled" };
  return statuses[result];
}

/** It finished with something to show. */
export const isAvailable = ({ results, result }: RunBlock): boolean => results !== null && result !== "na";

const statuses: { readonly [result in RunBlock["result"]]: Status } = {
  ok: { name: "ok", symbol: "✓", word: "ok" },
  warn: { name: "warn", symbol: "▲", word: "warning" },
  na: { name: "na", symbol: "–", word: "not applicable" },
  failed: { name: "failed", symbol: "✕", word: "failed" },
};

export const severities: { readonly [severity in Severity]: Status } = {
  error: { name: "failed", symbol: "✕", word: "error" },
  warning: { name: "warn", symbol: "▲", word: "warning" },
  note: { name: "na", symbol: "ⓘ", word: "note" },
};

export const passed: Status = { name: "ok", symbol: "✓", word: "Pass" };
export const notPassed: Status = { name: "failed", symbol: "✕", word: "Fail" };

export function statusMark({ name, symbol, word }: Status): Element {
  return h("span", { className: ["mark", name] }, h("span", { ariaHidden: "true" }, `${symbol}\u00a0`), word);
}

/** The status a verdict in words begins with; null where it begins with none of them. */
export const verdictStatus = (text: string): Status | null =>
  verdicts.find(({ word }) => text === word || text.startsWith(`${word}:`) || text.startsWith(`${word} (`)) ?? null;

const verdicts: readonly Status[] = [
  passed,
  notPassed,
  { name: "na", symbol: "–", word: "Not applicable" },
  { name: "ok", symbol: "✓", word: "Within guide value" },
  { name: "warn", symbol: "▲", word: "Outside guide value" },
];

/** The first twelve digits of a digest, the whole one behind it. */
export function digestElement(digest: string): Element {
  return h(
    "code",
    { className: ["digest"], title: digest, dataDigest: digest },
    digest.replace(/^sha256:/, "").slice(0, 12),
  );
}

/** All digits of a digest. */
export const wholeDigest = (digest: string): Element =>
  h("code", { className: ["digest", "long"], dataDigest: digest }, digest.replace(/^sha256:/, ""));
