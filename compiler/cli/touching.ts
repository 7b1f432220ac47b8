/** Touching: a thread that writes the time into a lock, so that others see that its holder lives, whatever the main thread computes. */
import { Worker } from "node:worker_threads";

/** Milliseconds. Most compiles end before a thread is worth its start. */
const usual = { first: 5_000, every: 10_000 };

/**
 * Writes the time into a lock every ten seconds, first after five, as long as the lock is this process's own.
 *
 * @param path absolute
 * @param text what stands in it: its holder, with a `time` of constant length
 */
export function touching(path: string, text: string, { first, every } = usual): { end(): void } {
  let thread: Worker | null = null;
  const timer = setTimeout(() => {
    thread = new Worker(code, { eval: true, execArgv: [], workerData: { path, own: JSON.parse(text), every } });
    // A lock that cannot be touched is lost to who waits a minute; its holder sees that before it ends.
    thread.on("error", () => undefined);
    thread.unref();
  }, first);
  timer.unref();
  return {
    end() {
      clearTimeout(timer);
      void thread?.terminate();
    },
  };
}

/**
 * What the thread runs: no module of its own, since it imports nothing. Who took the lock over wrote a file of its own. The clock's time
 * is for who waits for the lock; no artifact has it.
 */
const code = `
const { workerData: { path, own, every } } = require("node:worker_threads");
const { closeSync, constants, openSync, readFileSync, writeSync } = require("node:fs");
const touch = () => {
  try {
    const file = openSync(path, constants.O_RDWR | (constants.O_NOFOLLOW ?? 0));
    try {
      const { host, pid, start } = JSON.parse(readFileSync(file, "utf8"));
      if (host !== own.host || pid !== own.pid || start !== own.start) return clearInterval(timer);
      writeSync(file, JSON.stringify({ ...own, time: new Date().toISOString() }), 0);
    } finally {
      closeSync(file);
    }
  } catch {}
};
const timer = setInterval(touch, every);
touch();
`;
