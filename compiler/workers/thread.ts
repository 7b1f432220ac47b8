/** Thread: a worker thread as a crew meets it. Loaded when the first is started. */
import { Worker } from "node:worker_threads";
import type { FromWorker, ToWorker } from "./messages.ts";

/** A thread that takes messages and can end. */
export interface Hand<To = ToWorker> {
  send(message: To): void;
  /** Ends it at once, whatever it is doing; it is not told of as lost. */
  end(): Promise<void>;
}

export interface Ears<From = FromWorker> {
  readonly onMessage: (message: From) => void;
  /** It ended by itself: why, in a few words. */
  readonly onLost: (why: string) => void;
}

/** Starts one. */
export type StartOf<To, From> = (ears: Ears<From>) => Hand<To>;
export type Start = StartOf<ToWorker, FromWorker>;

/** What a fit leaves behind are matrices, which do not lie here: more room for young objects saves nothing (measured). */
const resourceLimits = { maxYoungGenerationSizeMb: 8 };

/** @param program the built worker: threads of Node 20 load no TypeScript */
export const startThread =
  <To = ToWorker, From = FromWorker>(program: string): StartOf<To, From> =>
  ({ onMessage, onLost }) => {
    // What it prints would stand between the lines of the command; what ends it is told to the crew.
    const worker = new Worker(program, { execArgv: [], env: {}, stdout: true, stderr: true, resourceLimits });
    let isOver = false;
    const lost = (why: string) => {
      if (!isOver) onLost(why);
      isOver = true;
    };
    worker.on("message", onMessage);
    for (const event of ["error", "messageerror"]) worker.on(event, (error) => lost(whyLost(error)));
    worker.on("exit", (code) => lost(`ended with ${code}`));
    return {
      send: (message) => worker.postMessage(message),
      async end() {
        isOver = true;
        await worker.terminate();
      },
    };
  };

/** What ended a worker, in a few words. @internal */
export const whyLost = ({ code, message }: NodeJS.ErrnoException): string =>
  code === "ERR_WORKER_OUT_OF_MEMORY" ? "out of memory" : message;
