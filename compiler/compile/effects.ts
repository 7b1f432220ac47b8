/** Effects: everything of the outside world that the compiler touches, in one value, so that all below can be tested. */
import { availableParallelism } from "node:os";
import { join } from "node:path";
import type { Attempt } from "../print/attempt.ts";
import type { PrintEffects } from "../print/candidates.ts";
import type { PrintOrder } from "../print/print.ts";
import { crewSize, type SizeRule, usualJobs } from "../workers/crew-size.ts";
import type { Start } from "../workers/thread.ts";

export interface Effects {
  /** Milliseconds since 1970. Read here and nowhere else. */
  readonly now: () => number;
  readonly env: { readonly [name: string]: string | undefined };
  readonly cwd: string;
  /** Standard output: results only. */
  readonly out: (text: string) => void;
  /** Standard error: everything else. */
  readonly err: (text: string) => void;
  readonly isTerminal: boolean;
  readonly colour: boolean;
  /** Aborted by Ctrl-C (reason 130) or SIGTERM (reason 143). */
  readonly signal: AbortSignal;
  readonly pause: (milliseconds: number) => Promise<void>;
  /** The command as typed. */
  readonly command: readonly string[];
  /** Prints in a browser; loaded when something is printed. */
  readonly print: (order: PrintOrder, effects: PrintEffects) => Promise<Attempt>;
  readonly workers: {
    /** How many are used at most where nobody says. */
    readonly usual: number;
    /** How many a job is worth. */
    readonly rule: SizeRule;
    /** How they are started; loaded when the first is. */
    readonly starter: () => Promise<Start>;
  };
}

/** The effects of this process. SOURCE_DATE_EPOCH, where set, is the time. */
export function processEffects(signal: AbortSignal, env = process.env): Effects {
  const epoch = sourceDateEpoch(env);
  return {
    now: epoch === null ? () => Date.now() : () => epoch,
    env,
    cwd: process.cwd(),
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    isTerminal: process.stderr.isTTY === true && env.CI === undefined,
    colour: process.stderr.isTTY === true && env.NO_COLOR === undefined && env.CI === undefined,
    signal,
    pause: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    command: process.argv.slice(2),
    workers: {
      usual: usualJobs(availableParallelism()),
      rule: crewSize,
      starter: async () => {
        const [{ startThread }, { packageRoot }] = await Promise.all([
          import("../workers/thread.ts"),
          import("./package-files.ts"),
        ]);
        return startThread(join(packageRoot(), "dist", "worker.js"));
      },
    },
    print: async (order, own) => (await import("../print/attempt.ts")).attemptPrint(order, own),
  };
}

/** Milliseconds of SOURCE_DATE_EPOCH (whole seconds); null where it is not set or no number. @see https://reproducible-builds.org/specs/source-date-epoch/ */
export function sourceDateEpoch(env: Effects["env"]): number | null {
  const text = env.SOURCE_DATE_EPOCH;
  return text !== undefined && /^\d{1,11}$/.test(text) ? Number(text) * 1000 : null;
}

/** `2026-01-31T12:00:00.000Z`. */
export const isoTime = (milliseconds: number): string => new Date(milliseconds).toISOString();

/** `20260131_120000`, UTC: how a run's name begins. */
export const stamp = (milliseconds: number): string =>
  isoTime(milliseconds).slice(0, 19).replaceAll("-", "").replaceAll(":", "").replace("T", "_");
