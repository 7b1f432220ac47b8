/** Worker side: answers what a crew asks, wherever it runs. */
import type { Matrix } from "../../blocks/contract/matrix.ts";
import type { Unit } from "../../blocks/contract/work.ts";
import { type FromWorker, failureOf, type JobMessage, type ToWorker } from "./messages.ts";

export interface Units {
  readonly [name: string]: Unit<unknown, unknown, unknown> | undefined;
}

/** Takes the messages of a crew in their order. Of jobs and matrices it keeps the last alone. */
export function workerSide(units: Units, post: (message: FromWorker) => void): (message: ToWorker) => void {
  let job: JobMessage | null = null;
  let answer: ((ask: unknown) => unknown) | null = null;
  let kept: { readonly id: number; readonly matrix: Matrix } | null = null;
  return (message) => {
    if ("job" in message) {
      job = message;
      answer = null;
      return;
    }
    try {
      if (answer === null) {
        const { unit: name, shared, given } = job as JobMessage;
        const unit = units[name];
        if (unit === undefined) throw new RangeError(`no unit of work \`${name}\``);
        if (kept?.id !== shared.id) kept = shared;
        answer = unit.start(kept.matrix, given);
      }
      post({ answer: answer(message.ask) });
    } catch (error) {
      post({ failure: failureOf(error) });
    }
  };
}
