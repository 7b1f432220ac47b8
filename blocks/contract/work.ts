/** Work: what a block may have done elsewhere. Plain data go in and plain data come out, so that another thread can do it. */
import type { Matrix } from "./matrix.ts";
import type { Methods } from "./methods.ts";

/**
 * A unit of work that is known by its name wherever it is done. What is given and asked is JSON, so that it has a digest; what is
 * answered may hold matrices, too. All of it may be copied to another thread or kept, and nobody may rely on who an object is.
 */
export interface Unit<Given, Ask, Answer> {
  readonly name: string;
  /**
   * Answers asks about one matrix: each depends on `shared`, `given` and its ask alone, never on the asks before it.
   *
   * @param methods of who answers: those its block named
   */
  start(methods: Methods, shared: Matrix, given: Given): (ask: Ask) => Answer;
}

/** How much there is to do, counted and never measured: who does it must not hang on how fast a machine is. */
export interface Amount {
  /** Fits of an estimator on nearly all rows, over all asks. */
  readonly fits: number;
  readonly asks: number;
  /** Asks that do not wait for one another: no more workers than these can be busy. */
  readonly atOnce: number;
}

export interface Job<Given, Ask, Answer> {
  readonly unit: Unit<Given, Ask, Answer>;
  /** What it is answered with here; who answers elsewhere has methods of its own. */
  readonly methods: Methods;
  /** Read by all that work on it, copied for none; nobody changes it. */
  readonly shared: Matrix;
  readonly given: Given;
  readonly amount: Amount;
}

/**
 * Has asks of a job answered, in turn or by workers. Answers come in the order of the asks, which are taken one by one as somebody is
 * free. What an ask throws is thrown where its answer would stand: with several, that of the first.
 */
export type Spread = <Given, Ask, Answer>(job: Job<Given, Ask, Answer>) => Answers<Ask, Answer>;

/** @param atMost how many workers may hold the memory that these asks take; as many as there are, where it is left out */
export type Answers<Ask, Answer> = (asks: Iterable<Ask>, atMost?: number) => AsyncIterable<Answer>;

/** One ask after another, here. `breathe` is awaited before each. */
export function inTurn(breathe: () => Promise<void>): Spread {
  return ({ unit, methods, shared, given }) => {
    const answer = unit.start(methods, shared, given);
    return async function* (asks) {
      for (const ask of asks) {
        await breathe();
        yield answer(ask);
      }
    };
  };
}
