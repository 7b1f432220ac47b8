/** Coordinator: has units done by an engine, and believes the store alone. Restarted it needs no more than that. */
import { cancelledBy } from "../run/cancel.ts";
import type { Ask } from "../run/elsewhere.ts";
import type { Engine, Stop, UnitRef } from "../run/engine.ts";

export interface Coordinating {
  readonly job: string;
  readonly build: string;
  readonly signal: AbortSignal;
  readonly every: (milliseconds: number, look: () => void) => { end(): void };
}

/** Milliseconds between two looks at what the engine may have forgotten. */
const lookEvery = 3000;
/** Looks after which a question is asked again that the engine never answered, as one that was under way when its Redis was lost. */
const mostUnanswered = 5;

/**
 * A unit that the engine gave up (no worker could even say why) is settled with nothing in the store: who asked does it then.
 *
 * @returns `ask` for a run, to be ended with it
 */
export async function coordinator(
  engine: Engine,
  { job, build, signal, every }: Coordinating,
): Promise<{ readonly ask: Ask; readonly end: Stop }> {
  const waiting = new Map<string, { look(isGivenUp?: boolean): Promise<void>; fail(error: Error): void }>();
  const stop = await engine.onEnd((key, lost) => void waiting.get(key)?.look(lost !== null));
  const looking = every(lookEvery, () => {
    for (const one of waiting.values()) void one.look();
  });
  const onAbort = () => {
    for (const one of waiting.values()) one.fail(cancelledBy(signal));
    void engine.cancel(job).catch(() => undefined);
  };
  signal.addEventListener("abort", onAbort, { once: true });

  const ask: Ask = (key, standing) => {
    const unit: UnitRef = { key, job, build };
    return new Promise<void>((resolve, reject) => {
      let [asked, unanswered] = [0, 0];
      function settle(): void {
        waiting.delete(key);
        resolve();
      }
      async function look(isGivenUp = false): Promise<void> {
        if (!waiting.has(key)) return;
        // What stands needs no word of the engine, which may be away.
        if (standing() === "done" || isGivenUp) return settle();
        if (asked > 0 && ++unanswered < mostUnanswered) return;
        unanswered = 0;
        asked++;
        try {
          // Asked before the store is: who ends a unit writes first, and tells the engine then.
          const isKnown = await engine.knows(key);
          const stands = standing();
          if (stands === "done" || (stands === "bug" && !isKnown)) settle();
          else if (!isKnown && waiting.has(key)) await engine.submit(unit);
        } catch {
          // The engine is away: it is asked again at the next look.
        } finally {
          asked--;
        }
      }
      waiting.set(key, {
        look,
        fail(error) {
          waiting.delete(key);
          reject(error);
        },
      });
      void look();
    });
  };
  return {
    ask,
    async end() {
      looking.end();
      signal.removeEventListener("abort", onAbort);
      await stop();
    },
  };
}
