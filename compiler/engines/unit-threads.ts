/** Unit threads: take units for an engine, each in a thread, so that the process can say meanwhile that it lives. */
import { Worker } from "node:worker_threads";
import type { Failure } from "../../schemas/records.ts";
import type { UnitRef } from "../run/engine.ts";
import type { UnitAnswer, UnitPlace } from "./unit-messages.ts";

export interface UnitThreads {
  /** @throws Error where the thread was lost, or could not say */
  take(unit: UnitRef, signal: AbortSignal): Promise<Failure | null>;
  end(): Promise<void>;
}

/** @param program the built thread */
export function unitThreads(program: string, place: UnitPlace): UnitThreads {
  const idle: Worker[] = [];
  const all = new Set<Worker>();
  let isOver = false;
  function begun(): Worker {
    const thread = new Worker(program, { workerData: place, execArgv: [], env: {}, stdout: true, stderr: true });
    all.add(thread);
    thread.on("exit", () => {
      all.delete(thread);
      if (idle.includes(thread)) idle.splice(idle.indexOf(thread), 1);
    });
    thread.on("error", () => undefined);
    return thread;
  }
  return {
    take({ key }, signal) {
      // A thread begun after the end would be nobody's, and keep the process.
      if (isOver || signal.aborted) return Promise.reject(new Error("no unit is taken any more"));
      const thread = idle.pop() ?? begun();
      return new Promise((resolve, reject) => {
        const over = () => {
          thread.off("message", heard);
          thread.off("exit", lost);
          signal.removeEventListener("abort", aborted);
        };
        const heard = (answer: UnitAnswer) => {
          over();
          idle.push(thread);
          if ("lost" in answer) reject(new Error(answer.lost));
          else resolve(answer.failure);
        };
        const lost = () => {
          over();
          reject(new Error("the thread of a unit was lost"));
        };
        const aborted = () => void thread.terminate();
        thread.on("message", heard);
        thread.on("exit", lost);
        signal.addEventListener("abort", aborted, { once: true });
        thread.postMessage({ key });
      });
    },
    async end() {
      isOver = true;
      await Promise.all([...all].map((thread) => thread.terminate()));
    },
  };
}
