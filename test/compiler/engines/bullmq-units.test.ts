/** Units at a Redis: asked once, taken once, tried again or not, counted, cancelled, forgotten; and what each costs there. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bullEngine } from "../../../compiler/engines/bullmq.ts";
import type { Engine, UnitRef } from "../../../compiler/run/engine.ts";
import { digestOf } from "../../../compiler/store/digest.ts";
import { noRedis, type OwnRedis, ownRedis } from "../../fixtures/redis.ts";

const build = digestOf("a build");
const unit = (name: string, job = "0123456789ab"): UnitRef => ({ key: digestOf(name), job, build });

/** What hangs here would hang a job: it is not waited for long. */
const timeout = 60_000;

describe.skipIf(noRedis !== null)(
  `a unit at a Redis${noRedis === null ? "" : ` (skipped: ${noRedis})`}`,
  { timeout },
  () => {
    let redis: OwnRedis;
    const opened: Engine[] = [];
    const engine = async (): Promise<Engine> => {
      const one = await bullEngine(redis.url, build, {
        onError: () => undefined,
        times: { lock: 4000, stalled: 2000 },
      });
      opened.push(one);
      return one;
    };
    const closed = async () => void (await Promise.all(opened.splice(0).map((one) => one.close())));
    beforeAll(async () => {
      redis = await ownRedis();
    });
    afterAll(async () => {
      await closed();
      await redis.end();
    });

    /** Ends when the engine has told of a key: why it gave it up, or null. */
    async function toldOf(one: Engine, key: string, begin: () => Promise<void>): Promise<string | null> {
      let hear: (lost: string | null) => void = () => undefined;
      const told = new Promise<string | null>((resolve) => {
        hear = resolve;
      });
      await one.onEnd((of, lost) => {
        if (of === key) hear(lost);
      });
      while (!(await redis.isHeard())) await new Promise((resolve) => setTimeout(resolve, 20));
      await begin();
      return told;
    }

    it("that is submitted twice is one, and is counted as one", async () => {
      const one = await engine();
      await one.submit(unit("twice"));
      await one.submit(unit("twice"));
      expect(await one.counts()).toEqual({ waiting: 1, active: 0, workers: 0 });
      expect([await one.knows(unit("twice").key), await one.knows(unit("another").key)]).toEqual([true, false]);
      await redis.flush();
      await closed();
    });

    it("is not known any more when Redis forgot it", async () => {
      const one = await engine();
      await one.submit(unit("forgotten"));
      await redis.flush();
      expect(await one.knows(unit("forgotten").key)).toBe(false);
      await closed();
    });

    it.each<[string, number, { bug: string } | { refused: [] } | null, RegExp | null]>([
      ["done", 1, null, null],
      ["refused", 1, { refused: [] }, null],
      ["a mistake of ours", 3, { bug: "a mistake" }, /a mistake/],
    ])("that is %s is taken %i times", async (name, times, failure, lost) => {
      const one = await engine();
      let taken = 0;
      const told = await toldOf(one, unit(name).key, async () => {
        await one.work(async () => {
          taken++;
          return failure as null;
        }, 1);
        await one.submit(unit(name));
      });
      expect([taken, told]).toEqual([times, lost === null ? null : expect.stringMatching(lost)]);
      // Nothing of it stays.
      expect(await one.knows(unit(name).key)).toBe(false);
      await closed();
    });

    it("of a job that is cancelled is taken out, or ended where it is under way; another job's stays", async () => {
      const one = await engine();
      let begun: () => void = () => undefined;
      const isBegun = new Promise<void>((resolve) => {
        begun = resolve;
      });
      const ended: string[] = [];
      await one.work(
        ({ key }, signal) =>
          new Promise((resolve) => {
            signal.addEventListener("abort", () => {
              ended.push(key);
              resolve(null);
            });
            begun();
          }),
        1,
      );
      await one.submit(unit("under way"));
      await isBegun;
      await one.submit(unit("waits"));
      await one.submit(unit("another's", "ba9876543210"));
      expect(await one.counts()).toEqual({ waiting: 2, active: 1, workers: 1 });
      await one.cancel("0123456789ab");
      expect([ended, await one.knows(unit("waits").key), await one.knows(unit("another's").key)]).toEqual([
        [unit("under way").key],
        false,
        true,
      ]);
      await closed();
    });

    it("takes less than 1 kB of it", async () => {
      const one = await engine();
      await redis.flush();
      await one.submit(unit("the first"));
      const before = await redis.memory();
      // Enough of them that what Redis has for each connection is none of a unit's.
      const count = 2000;
      for (let i = 0; i < count; i++) await one.submit(unit(`one of many ${i}`));
      expect(await one.counts()).toMatchObject({ waiting: count + 1 });
      const each = ((await redis.memory()) - before) / count;
      expect(each).toBeGreaterThan(0);
      expect(each).toBeLessThan(1024);
      await redis.flush();
      await closed();
    });
  },
);
