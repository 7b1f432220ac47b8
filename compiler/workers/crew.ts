/** Crew: has units of work done by workers where a job is worth them. Who does what never shows: answers come in the order of the asks. */
import type { Matrix } from "../../blocks/contract/matrix.ts";
import { inTurn, type Job } from "../../blocks/contract/work.ts";
import type { Hands } from "../compile/world.ts";
import type { NamedJob, NamedSpread } from "../run/job-name.ts";
import type { JobShape } from "../run/job-steps.ts";
import type { SizeRule } from "./crew-size.ts";
import { type FromWorker, inSharedMemory, thrown } from "./messages.ts";
import { type Call, type Member, sharing } from "./sharing.ts";
import type { Start } from "./thread.ts";

export interface CrewEffects {
  /** Most workers at a time. */
  readonly jobs: number;
  readonly rule: SizeRule;
  /** Whether a job that is too small for several is worth one worker while another job is under way. */
  readonly isWorthOne: (shape: JobShape) => boolean;
  /** How workers are started; asked for when the first is. */
  readonly starter: () => Promise<Start>;
  /** Yields to the event loop; throws where the run was cancelled. */
  readonly breathe: () => Promise<void>;
  /** Aborted where the run was cancelled. */
  readonly signal: AbortSignal;
  /** Told of a worker that ended by itself. */
  readonly onLost: (why: string) => void;
}

export type Crew = Hands;

/** Asks a worker holds: with one beside that at which it works, it need not wait until the next has come. */
const depth = 2;

/** A crew without workers: they are started for the first job that is worth them, and kept for those that follow. */
export function crew(effects: CrewEffects): Crew {
  const { jobs, rule, isWorthOne, starter, breathe, signal } = effects;
  const members: Member[] = [];
  const matrices = new Map<string, Matrix>();
  const calls = sharing(members);
  const started = lazily(starter);
  let jobCount = 0;
  /** Jobs that are answered here now. */
  let atHere = 0;

  function share(digest: string, of: Matrix): Matrix {
    const known = matrices.get(digest);
    if (known !== undefined) return known;
    // Only what somebody works on is held, and what came last: the next job often has it too.
    for (const one of matrices.keys()) if (!calls.isUsed(one)) matrices.delete(one);
    const shared = inSharedMemory(of);
    matrices.set(digest, shared);
    return shared;
  }

  function join(begin: Start): void {
    const member: Member = { hand: begin({ onMessage, onLost }), job: 0, matrix: null, isLost: false, waiting: [] };
    members.push(member);
    function onMessage(message: FromWorker) {
      member.waiting.shift()?.(message);
      calls.of(member)?.feed();
    }
    function onLost(why: string) {
      member.isLost = true;
      effects.onLost(why);
      calls.shareOut();
      for (const hear of member.waiting.splice(0)) hear(null);
      calls.feedAll();
    }
  }

  /** Whether another job is under way: here, or by workers. */
  const isBeside = (): boolean => atHere > 0 || calls.wanted() > 0;

  const spread: NamedSpread = (job) => {
    const shape = { rows: job.shared.rows, columns: job.shared.cols, ...job.amount };
    const size = rule(shape, jobs);
    const here = lazily(() => inTurn(breathe)(job));
    const byWorkers = workersFor(job);
    return async function* (asks, atMost = size) {
      if (size > 1) return yield* byWorkers(asks, Math.min(size, atMost));
      if (jobs > 1 && isBeside() && isWorthOne(shape)) return yield* byWorkers(asks, 1);
      atHere++;
      try {
        yield* here()(asks);
      } finally {
        atHere--;
      }
    };
  };

  function workersFor<G, Ask, Answer>(job: NamedJob<G, Ask, Answer>) {
    const number = ++jobCount;
    return async function* (asks: Iterable<Ask>, most: number): AsyncGenerator<Answer, void> {
      const begin = await started();
      const call = calls.open(most, job.name.shared);
      try {
        while (members.length < Math.min(jobs, calls.wanted())) join(begin);
        calls.shareOut();
        const told = { job: job.name, along: { shared: share(job.name.shared, job.shared), given: job.given } };
        yield* answered(job, asks, call, effects, (member, ask) => {
          if (member.job !== number) member.hand.send(told);
          member.job = number;
          member.matrix = job.name.shared;
          member.hand.send({ ask });
        });
      } finally {
        call.close();
      }
    };
  }

  async function end(): Promise<void> {
    const all = members.splice(0);
    matrices.clear();
    await Promise.all(all.map(({ hand }) => hand.end()));
  }
  const onAbort = () => void end();
  signal.addEventListener("abort", onAbort, { once: true });
  return {
    atOnce: jobs,
    spread,
    async end() {
      signal.removeEventListener("abort", onAbort);
      await end();
    },
  };
}

function lazily<T>(make: () => T): () => T {
  let made: { readonly one: T } | null = null;
  return () => {
    made ??= { one: make() };
    return made.one;
  };
}

/** Answers in the order of the asks. An ask whose worker was lost is answered here, and so is all where none is left. */
async function* answered<G, Ask, Answer>(
  { unit, methods, shared, given }: Job<G, Ask, Answer>,
  asks: Iterable<Ask>,
  call: Call,
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
    if (next === null || next.done === true) over();
    return next === null || next.done === true ? null : { at: taken++, ask: next.value };
  }

  /** Nothing more is asked: its workers are free as they end. */
  function over(): void {
    if (isDone) return;
    isDone = true;
    call.close();
  }

  /** The next ask goes to who has least to do. */
  function feed(): void {
    for (let held = 0; held < depth; held++) {
      for (const member of call.members) {
        if (member.isLost || member.waiting.length > held) continue;
        const next = take();
        if (next === null) return;
        member.waiting.push((message) => {
          if (message === null) ours.set(next.at, next.ask);
          else heard.set(next.at, message);
          // What comes after a failure is not asked for any more: nobody will see it.
          if (message !== null && "failure" in message) over();
          wake();
        });
        send(member, next.ask);
      }
    }
  }

  async function until(isSo: () => boolean): Promise<void> {
    while (!isSo()) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
      if (signal.aborted) await breathe();
    }
  }

  let here: ((ask: Ask) => Answer) | null = null;
  signal.addEventListener("abort", onAbort);
  call.feed = () => {
    feed();
    wake();
  };
  try {
    for (let at = 0; ; at++) {
      await breathe();
      feed();
      // Its workers may still be at what another job asked of them.
      await until(() => at < taken || isDone || call.members.every(({ isLost }) => isLost));
      if (at === taken) {
        const next = take();
        if (next === null) return;
        ours.set(at, next.ask);
      }
      await until(() => heard.has(at) || ours.has(at));
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
    over();
    signal.removeEventListener("abort", onAbort);
  }
}
