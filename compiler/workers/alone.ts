/** Alone: a thread of a compile that does what computes in one go. Started for the first such run, ended with the crew. */
import type { AloneAsk } from "../../blocks/contract/alone.ts";
import type { Alone } from "../run/alone.ts";
import type { CrewEffects } from "./crew.ts";
import { type AloneAnswer, thrown } from "./messages.ts";
import type { Hand, StartOf } from "./thread.ts";

export type StartAlone = StartOf<AloneAsk, AloneAnswer>;

export interface AloneThread {
  readonly alone: Alone;
  end(): Promise<void>;
}

export function aloneThread(
  starter: () => Promise<StartAlone>,
  { signal, breathe, onLost }: Pick<CrewEffects, "signal" | "breathe" | "onLost">,
): AloneThread {
  let hand: Promise<Hand<AloneAsk>> | null = null;
  /** Who hears the answers to come, in the order of the asks; null is told to them where there will be none. */
  let waiting: ((answer: AloneAnswer | null) => void)[] = [];
  const tellAll = () => {
    const all = waiting;
    waiting = [];
    for (const hear of all) hear(null);
  };

  async function started(): Promise<Hand<AloneAsk>> {
    const start = await starter();
    return start({
      onMessage: (answer) => waiting.shift()?.(answer),
      onLost(why) {
        hand = null;
        onLost(why);
        tellAll();
      },
    });
  }

  async function end(): Promise<void> {
    const last = hand;
    hand = null;
    await (await last)?.end();
    tellAll();
  }
  const onAbort = () => void end();
  signal.addEventListener("abort", onAbort, { once: true });

  return {
    async alone(ask, remark, here) {
      hand ??= started();
      const { send } = await hand;
      // A signal may have come while the thread was started.
      await breathe();
      const answer = await new Promise<AloneAnswer | null>((hear) => {
        waiting.push(hear);
        send(ask);
      });
      await breathe();
      if (answer === null) return here();
      for (const { code, facts, ...place } of answer.remarks) remark(code, facts, place);
      if ("failure" in answer.came) throw thrown(answer.came.failure);
      return answer.came.done;
    },
    async end() {
      signal.removeEventListener("abort", onAbort);
      await end();
    },
  };
}
