/** Kept answers: what a block was answered before it was interrupted is read back, and what is dear is kept until it has ended. */
import { deserialize, serialize } from "node:v8";
import type { Answers } from "../../blocks/contract/work.ts";
import type { Answers as KeptAnswers } from "../store/answers.ts";
import { askKey, type NamedJob, type NamedSpread } from "./job-name.ts";
import { isWorthKeeping, type KeepRule, stepsOfAsk } from "./worth-keeping.ts";

export interface KeepingEffects {
  readonly answers: KeptAnswers;
  /** Key of the block for which they are kept. */
  readonly block: string;
  readonly breathe: () => Promise<void>;
  /** Told of every answer that could have been kept: read back, or made. */
  readonly onAnswer: (came: "read" | "made") => void;
  readonly rule?: KeepRule;
}

/** The same answers in the same order, whoever gave them and when. */
export function keptAnswers(spread: NamedSpread, effects: KeepingEffects): NamedSpread {
  const { rule = isWorthKeeping } = effects;
  const shelf = shelfOf(effects, rule);
  return <G, Ask, Answer>(job: NamedJob<G, Ask, Answer>): Answers<Ask, Answer> => {
    const { rows, cols } = job.shared;
    const steps = stepsOfAsk({ rows, columns: cols, ...job.amount });
    const made = spread(job);
    return rule(steps, 0) ? (asks, atMost) => answered(job, asks, atMost, steps, made, shelf, effects) : made;
  };
}

/**
 * Answers are kept in the order of the asks, so those of the interrupted run stand first and asks are taken one by one as before.
 * Of answers that were read back or made one at a time is held here.
 */
async function* answered<G, Ask, Answer>(
  job: NamedJob<G, Ask, Answer>,
  asks: Iterable<Ask>,
  atMost: number | undefined,
  steps: number,
  made: Answers<Ask, Answer>,
  shelf: Shelf,
  { breathe, onAnswer }: KeepingEffects,
): AsyncGenerator<Answer, void> {
  const left = asks[Symbol.iterator]();
  let next = left.next();
  /** Of the asks that are to be answered, in their order. */
  const keys: string[] = [];
  /** The next ask, which has no sound answer, and those after it up to the first that has one. */
  function* unanswered(): Generator<Ask, void> {
    for (let isFirst = true; next.done !== true; next = left.next()) {
      const key = askKey(job.name, next.value);
      if (!isFirst && shelf.has(key)) return;
      isFirst = false;
      keys.push(key);
      yield next.value;
    }
  }
  while (next.done !== true) {
    await breathe();
    const kept = shelf.readBack(askKey(job.name, next.value));
    if (kept !== null) {
      onAnswer("read");
      yield kept.answer as Answer;
      next = left.next();
      continue;
    }
    for await (const answer of made(unanswered(), atMost)) {
      onAnswer("made");
      shelf.keep(keys.shift() as string, steps, answer);
      yield answer;
    }
  }
}

interface Shelf {
  has(key: string): boolean;
  readBack(key: string): { readonly answer: unknown } | null;
  keep(key: string, steps: number, answer: unknown): void;
}

/** The answers of one block, as structured clones: every number, matrix and member as a thread would hand it over. */
function shelfOf({ answers, block }: KeepingEffects, rule: KeepRule): Shelf {
  let isFull = false;
  return {
    has: (key) => answers.has(block, key),
    readBack(key) {
      const bytes = answers.get(block, key);
      try {
        return bytes === null ? null : { answer: deserialize(bytes) };
      } catch {
        // An engine newer than this one wrote it.
        return null;
      }
    },
    keep(key, steps, answer) {
      if (isFull) return;
      const bytes = serialize(answer);
      if (!rule(steps, bytes.byteLength)) return;
      try {
        answers.keep(block, key, bytes);
      } catch {
        // The block ends without it all the same; what ails the disk is told where the block's record is stored.
        isFull = true;
        answers.sweep(block);
      }
    },
  };
}
