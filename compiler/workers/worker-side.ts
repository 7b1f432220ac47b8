/** Worker side: answers what a crew asks, wherever it runs. */
import type { Matrix } from "../../blocks/contract/matrix.ts";
import { type Methods, only } from "../../blocks/contract/methods.ts";
import type { Unit } from "../../blocks/contract/work.ts";
import { type FromWorker, failureOf, type JobMessage, type ToWorker } from "./messages.ts";

export interface Units {
  readonly [name: string]: Unit<unknown, unknown, unknown> | undefined;
}

/** Reads what a job names and nobody handed along; throws where it cannot. */
export interface Reading {
  matrix(digest: string): Matrix;
  json(digest: string): unknown;
}

/** Takes the messages of a crew in their order. Of jobs and matrices it keeps the last alone. */
export function workerSide(
  units: Units,
  methods: Methods,
  post: (message: FromWorker) => void,
  reading: Reading = handedAlong,
): (message: ToWorker) => void {
  let job: JobMessage | null = null;
  let answer: ((ask: unknown) => unknown) | null = null;
  // The same matrix again is the same object: what is kept of it (products of its rows) serves the next job, too.
  let kept: { readonly digest: string; readonly matrix: Matrix } | null = null;
  return (message) => {
    if ("job" in message) {
      job = message;
      answer = null;
      return;
    }
    try {
      if (answer === null) {
        const { job: name, along } = job as JobMessage;
        const unit = units[name.unit];
        if (unit === undefined) throw new RangeError(`no unit of work \`${name.unit}\``);
        if (kept?.digest !== name.shared)
          kept = { digest: name.shared, matrix: along?.shared ?? reading.matrix(name.shared) };
        const own = only(methods, name.methods, `the unit of work ${name.unit}`);
        answer = unit.start(own, kept.matrix, along === undefined ? reading.json(name.given) : along.given);
      }
      post({ answer: answer(message.ask) });
    } catch (error) {
      post({ failure: failureOf(error) });
    }
  };
}

/** Of threads: all they need comes along. */
const handedAlong: Reading = {
  matrix: (digest) => lacking(digest),
  json: (digest) => lacking(digest),
};

function lacking(digest: string): never {
  throw new Error(`${digest} was not handed along`);
}
