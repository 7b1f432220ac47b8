/** Crew: has units of work done by workers where a job is worth them. Who does what never shows: answers come in the order of the asks. */
import type { Matrix } from "../../blocks/contract/matrix.ts";
import { inTurn, type Job } from "../../blocks/contract/work.ts";
import type { NamedSpread } from "../run/job-name.ts";
import type { SizeRule } from "./crew-size.ts";
import { type FromWorker, inSharedMemory, thrown } from "./messages.ts";
import type { Hand, Start } from "./thread.ts";

export interface CrewEffects {
  /** Most workers at a time. */
  readonly jobs: number;
  readonly rule: SizeRule;
  /** How workers are started; asked for when the first is. */
  readonly starter: () => Promise<Start>;
  /** Yields to the event loop; throws where the run was cancelled. */
  readonly breathe: () => Promise<void>;
  /** Aborted where the run was cancelled. */
  readonly signal: AbortSignal;
  /** Told of a worker that ended by itself. */
  readonly onLost: (why: string) => void;
}

export interface Crew {
  readonly spread: NamedSpread;
  /** Ends the workers. */
  end(): Promise<void>;
}

/** One worker and what it is doing. */
interface Member {
  readonly hand: Hand;
  /** The job it was told last. */
  job: number;
  isLost: boolean;
  /** Who hears the answers to come, one an ask, in the order of the asks; null is told to them where it is lost. */
  readonly waiting: ((message: FromWorker | null) => void)[];
}

/** Asks a worker holds: with one beside that at which it works, it need not wait until the next has come. */
const depth = 2;

/** A crew without workers: they are started for the first job that is worth them, and kept for those that follow. */
export function crew(effects: CrewEffects): Crew {
  const { jobs, rule, starter, breathe, signal } = effects;
  const members: Member[] = [];
  let start: Start | null = null;
  let jobCount = 0;
  let last: { readonly digest: string; readonly matrix: Matrix } | null = null;

  function share(digest: string, of: Matrix): Matrix {
    if (last?.digest !== digest) last = { digest, matrix: inSharedMemory(of) };
    return last.matrix;
  }

  function join(begin: Start): void {
    const member: Member = { hand: begin({ onMessage, onLost }), job: 0, isLost: false, waiting: [] };
    members.push(member);
    function onMessage(message: FromWorker) {
      member.waiting.shift()?.(message);
    }
    function onLost(why: string) {
      member.isLost = true;
      effects.onLost(why);
      for (const hear of member.waiting.splice(0)) hear(null);
    }
  }

  const spread: NamedSpread = (job) => {
    const { rows, cols } = job.shared;
    const size = rule({ rows, columns: cols, ...job.amount }, jobs);
    if (size <= 1) return inTurn(breathe)(job);
    const number = ++jobCount;
    return async function* (asks, atMost = size) {
      start ??= await starter();
      while (members.length < size) join(start);
      const told = { job: job.name, along: { shared: share(job.name.shared, job.shared), given: job.given } };
      yield* answered(job, asks, members.slice(0, Math.min(size, atMost)), effects, (member, ask) => {
        if (member.job !== number) member.hand.send(told);
        member.job = number;
        member.hand.send({ ask });
      });
    };
  };

  async function end(): Promise<void> {
    const all = members.splice(0);
    last = null;
    await Promise.all(all.map(({ hand }) => hand.end()));
  }
  const onAbort = () => void end();
  signal.addEventListener("abort", onAbort, { once: true });
  return {
    spread,
    async end() {
      signal.removeEventListener("abort", onAbort);
      await end();
    },
  };
}

/** Answers in the order of the asks. An ask whose worker was lost is answered here, and so is all where none is left. */
async function* answered<G, Ask, Answer>(
  { unit, methods, shared, given }: Job<G, Ask, Answer>,
  asks: Iterable<Ask>,
  members: readonly Member[],
  { breathe, signal }: CrewEffects,
  send: (member: Member, ask: Ask) => void,
): AsyncGenerator<Answer, void> {
  const left = asks[Symbol.iterator]();
  const heard = new Map<number, FromWorker>();
  /** Asks that are to be answered here, by their place. */
  const ours = new Map<number, Ask>();
  let taken = 0;
  let isDone = false;
  let wake = () => {};
  const onAbort = () => wake();

  function take(): { readonly at: number; readonly ask: Ask } | null {
    const next = isDone ? null : left.next();
    if (next === null || next.done === true) isDone = true;
    return next === null || next.done === true ? null : { at: taken++, ask: next.value };
  }

  /** The next ask goes to who has least to do. */
  function feed(): void {
    for (let held = 0; held < depth; held++) {
      for (const member of members) {
        if (member.isLost || member.waiting.length > held) continue;
        const next = take();
        if (next === null) return;
        member.waiting.push((message) => {
          if (message === null) ours.set(next.at, next.ask);
          else heard.set(next.at, message);
          // What comes after a failure is not asked for any more: nobody will see it.
          if (message !== null && "failure" in message) isDone = true;
          feed();
          wake();
        });
        send(member, next.ask);
      }
    }
  }

  async function arrival(at: number): Promise<void> {
    while (!heard.has(at) && !ours.has(at)) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
      if (signal.aborted) await breathe();
    }
  }

  let here: ((ask: Ask) => Answer) | null = null;
  signal.addEventListener("abort", onAbort);
  try {
    for (let at = 0; ; at++) {
      await breathe();
      feed();
      if (at === taken) {
        const next = take();
        if (next === null) return;
        ours.set(at, next.ask);
      }
      await arrival(at);
      const message = heard.get(at);
      if (message === undefined) {
        here ??= unit.start(methods, shared, given);
        yield here(ours.get(at) as Ask);
      } else if ("failure" in message) throw thrown(message.failure);
      else yield message.answer as Answer;
      heard.delete(at);
      ours.delete(at);
    }
  } finally {
    // Who is still at work gets nothing more to do from here.
    isDone = true;
    signal.removeEventListener("abort", onAbort);
  }
}
