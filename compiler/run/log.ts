/** Log: what happened, one JSON object a line, each carrying the digest of the line before; and the same for people. */
import type { Json } from "../../schemas/plain-json.ts";
import { digestOf } from "../store/digest.ts";

export type Level = "DEBUG" | "INFO" | "WARNING" | "ERROR";

export interface LogEntry {
  readonly level: Level;
  readonly stage: string;
  readonly block: string | null;
  readonly event: string;
  readonly message: string;
  readonly params?: { readonly [name: string]: Json };
  readonly result?: { readonly [name: string]: Json };
}

export interface Log {
  add(entry: LogEntry): void;
  /** logs/run.jsonl. */
  jsonl(): string;
  /** logs/run.log: `time [LEVEL] stage: message`. */
  text(): string;
  /** logs/debug.log: the same with parameters, results and what only `detail` said. */
  debug(): string;
  /** Says something that only debug.log keeps. */
  detail(message: string): void;
}

/** A log that asks `now` for the time of each line (ISO 8601, UTC). */
export function createLog(now: () => string): Log {
  const lines: string[] = [];
  const readable: string[] = [];
  const detailed: string[] = [];
  return {
    add({ level, stage, block, event, message, params = {}, result = {} }) {
      const timestamp = now();
      const previous = lines.length === 0 ? null : digestOf(lines[lines.length - 1]);
      lines.push(JSON.stringify({ timestamp, level, stage, block, event, message, params, result, previous }));
      readable.push(`${timestamp} [${level}] ${stage}: ${message}`);
      detailed.push(
        `${timestamp} [${level}] ${stage} ${event}: ${message} ${JSON.stringify({ block, params, result })}`,
      );
    },
    detail: (message) => void detailed.push(`${now()} [DEBUG] ${message}`),
    debug: () => detailed.map((line) => `${line}\n`).join(""),
    jsonl: () => lines.map((line) => `${line}\n`).join(""),
    text: () => readable.map((line) => `${line}\n`).join(""),
  };
}
