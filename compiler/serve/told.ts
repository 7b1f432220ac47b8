/** Told: what a page is told while its document is looked at, as server-sent events. */
import type { Patch } from "./pieces.ts";

/** `not_run`: its check failed, and the page shows what was good before. */
export type RunState = "checking" | "running" | "success" | "failed" | "not_run";
export type BlockState = "queued" | "running" | "reused" | "ok" | "warn" | "na" | "failed" | "blocked";

/** What is wrong, as the page shows it over its place. */
export interface Framed {
  readonly code: string;
  readonly severity: "error" | "warning" | "note";
  readonly line: number | null;
  readonly column: number | null;
  /** The piece over which it stands; null where it stands above all. */
  readonly piece: string | null;
  readonly html: string;
}

export interface Events {
  /** `written`: the run folder that this save left; null where it leaves none. */
  readonly run: { readonly state: RunState; readonly headline: string | null; readonly written: string | null };
  readonly block: { readonly id: string; readonly state: BlockState; readonly done: number; readonly of: number };
  /** `protocol`: SHA-256 of the document that the page then shows. */
  readonly patch: Patch & { readonly protocol: string; readonly title: string };
  readonly findings: { readonly protocol: string; readonly findings: readonly Framed[] };
}

export type Tell = <E extends keyof Events>(event: E, data: Events[E]) => void;

/** One event as it goes over the wire: JSON has no line end of its own. */
export const written = <E extends keyof Events>(event: E, data: Events[E]): string =>
  `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
