import { describe, expect, it } from "vitest";
import { fromRows } from "../../../blocks/contract/matrix.ts";
import { Refusal } from "../../../blocks/contract/refusal.ts";
import { inTurn, type Unit } from "../../../blocks/contract/work.ts";
import { methods } from "../../../blocks/methods/methods.ts";
import { breather, Cancelled } from "../../../compiler/run/cancel.ts";
import type { JobName, NamedJob } from "../../../compiler/run/job-name.ts";
import { digestOf, digestOfJson } from "../../../compiler/store/digest.ts";
import { encodeNpy } from "../../../compiler/store/npy.ts";
import { type CrewEffects, crew } from "../../../compiler/workers/crew.ts";
import { failureOf, inSharedMemory, thrown } from "../../../compiler/workers/messages.ts";
import { startThread, whyLost } from "../../../compiler/workers/thread.ts";
import { always, never, startBuilt, workersHere } from "../../fixtures/crew.ts";

type Ask = number | { readonly refuse: number } | { readonly fail: string };

/** Column sums of the matrix, times what is asked. */
const sums: Unit<{ readonly plus: number }, Ask, readonly number[]> = {
  name: "sums",
  start:
    (_, { rows, cols, data }, { plus }) =>
    (ask) => {
      if (typeof ask === "object" && "refuse" in ask) {
        throw new Refusal("FS3604", { row: ask.refuse }, { option: ["steps", 1] }, [{ code: "FS2807", facts: {} }]);
      }
      if (typeof ask === "object") throw new RangeError(ask.fail);
      return Array.from({ length: cols }, (_, j) => {
        let sum = plus;
        for (let i = 0; i < rows; i++) sum += data[i * cols + j] * ask;
        return sum;
      });
    },
};

const shared = fromRows([
  [1, 2],
  [3, 4],
]);
const job = (more: Partial<NamedJob<{ readonly plus: number }, Ask, readonly number[]>> = {}) => {
  const unnamed = {
    unit: sums,
    methods,
    shared,
    given: { plus: 0.5 },
    amount: { fits: 10, asks: 10, atOnce: 10 },
    ...more,
  };
  const name: JobName = {
    unit: unnamed.unit.name,
    implementation: digestOf("code"),
    methods: [],
    shared: digestOf(encodeNpy(unnamed.shared)),
    given: digestOfJson(unnamed.given),
  };
  return { ...unnamed, name };
};

function crewOf(more: Partial<CrewEffects> & { dies?: (worker: number) => number } = {}) {
  const { dies, ...effects } = more;
  const { start, told } = workersHere({ sums }, dies);
  const lost: string[] = [];
  const control = new AbortController();
  const made = crew({
    jobs: 3,
    rule: always,
    isWorthOne: never,
    starter: async () => start,
    breathe: breather(control.signal),
    signal: control.signal,
    onLost: (why) => void lost.push(why),
    ...effects,
  });
  return { ...made, told, lost, control };
}

async function all<T>(answers: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const one of answers) found.push(one);
  return found;
}

const asks = Array.from({ length: 10 }, (_, k) => k);
const here = await all(inTurn(async () => undefined)(job())(asks));

describe("a crew", () => {
  it.each([1, 2, 3, 12])("of %i gives the answers that one gives in turn, in the order of the asks", async (jobs) => {
    const { spread, told, end } = crewOf({ jobs });
    expect(await all(spread(job())(asks))).toEqual(here);
    expect(told.started).toBe(jobs === 1 ? 0 : Math.min(jobs, 10));
    expect(told.asks.reduce((sum, one) => sum + one, 0)).toBe(jobs === 1 ? 0 : 10);
    await end();
    expect(told.ended).toBe(told.started);
  });

  it("starts nobody, and loads nothing to start them with, for a job the rule finds too small", async () => {
    const { spread } = crewOf({
      rule: () => 1,
      starter: () => {
        throw new Error("it was loaded");
      },
    });
    expect(await all(spread(job())(asks))).toEqual(here);
  });

  it("lets the rule see the shape of the job, and how many may be used", async () => {
    const seen: unknown[] = [];
    const { spread } = crewOf({
      rule: (...given) => {
        seen.push(...given);
        return 1;
      },
    });
    spread(job({ amount: { fits: 66, asks: 66, atOnce: 55 } }));
    expect(seen).toEqual([{ rows: 2, columns: 2, fits: 66, asks: 66, atOnce: 55 }, 3]);
  });

  it("keeps its workers for the next job, and tells each of a job once", async () => {
    const { spread, told } = crewOf({ jobs: 2 });
    const answers = spread(job());
    await all(answers(asks));
    await all(answers(asks));
    expect(told.jobs).toEqual([1, 1]);
    expect(await all(spread(job({ given: { plus: 0 } }))([1]))).toEqual([[4, 6]]);
    expect([told.started, Math.max(...told.jobs)]).toEqual([2, 2]);
  });

  it("takes asks one by one as somebody is free, two a worker, and lets only so many hold what they take", async () => {
    const { spread, told } = crewOf({ jobs: 3 });
    let taken = 0;
    const counted = (function* () {
      for (const ask of asks) {
        taken++;
        yield ask;
      }
    })();
    const answers = spread(job())(counted, 1)[Symbol.asyncIterator]();
    await answers.next();
    expect(taken).toBeLessThanOrEqual(4);
    while (!(await answers.next()).done);
    expect(told.asks.slice(1).every((one) => one === 0)).toBe(true);
    expect(told.asks[0]).toBe(10);
  });

  it("shares a matrix: every worker of a crew sees the same memory", async () => {
    const memory = new Set<unknown>();
    const { spread } = crewOf({
      starter: async () => {
        const { start } = workersHere({ sums });
        return (ears) => {
          const hand = start(ears);
          return {
            ...hand,
            send(message) {
              if ("job" in message) memory.add(message.along?.shared.data.buffer);
              hand.send(message);
            },
          };
        };
      },
    });
    await all(spread(job())(asks));
    await all(spread(job())(asks));
    expect([...memory].map((one) => one instanceof SharedArrayBuffer)).toEqual([true]);
  });
});

describe("a crew with two jobs at once", () => {
  const other = () => job({ given: { plus: 100 } });
  const many = Array.from({ length: 40 }, (_, k) => k);

  it.each([2, 3, 4])("of %i shares its workers between them, and tells each of a job once or twice", async (jobs) => {
    const { spread, told } = crewOf({ jobs });
    const [first, second] = await Promise.all([all(spread(job())(many)), all(spread(other())(many))]);
    expect(first).toEqual(await all(inTurn(async () => undefined)(job())(many)));
    expect(second).toEqual(await all(inTurn(async () => undefined)(other())(many)));
    expect(told.started).toBe(jobs);
    expect(Math.min(...told.asks)).toBeGreaterThan(10);
    expect(Math.max(...told.jobs)).toBeLessThanOrEqual(2);
  });

  it("gives those of a job that has ended to the one that goes on", async () => {
    const { spread, told } = crewOf({ jobs: 2 });
    await Promise.all([all(spread(job())([1, 2])), all(spread(other())(many))]);
    expect(Math.min(...told.asks)).toBeGreaterThan(10);
  });

  it("answers what is too small for several here, and by one worker where another job is under way", async () => {
    const small = { rule: () => 1, isWorthOne: () => true };
    const alone = crewOf({ jobs: 2, ...small });
    await all(alone.spread(job())(asks));
    expect(alone.told.started).toBe(0);
    const { spread, told } = crewOf({ jobs: 2, ...small });
    const both = await Promise.all([all(spread(job())(asks)), all(spread(other())(asks))]);
    expect(both).toEqual([here, await all(inTurn(async () => undefined)(other())(asks))]);
    expect([told.started, told.asks[0]]).toEqual([1, 10]);
  });

  it.each([1, 5])("goes on where a worker is lost after %i asks", async (after) => {
    const { spread, lost } = crewOf({ jobs: 2, dies: (worker) => (worker === 0 ? after : 999) });
    const [first, second] = await Promise.all([all(spread(job())(many)), all(spread(other())(many))]);
    expect([first.length, second.length, lost.length]).toEqual([40, 40, 1]);
  });

  it("throws in the one what was refused there, and the other is answered whole", async () => {
    const { spread } = crewOf({ jobs: 2 });
    const [failed, whole] = await Promise.allSettled([
      all(spread(job())([1, { refuse: 3 }])),
      all(spread(other())(many)),
    ]);
    expect([failed.status, whole.status === "fulfilled" && whole.value.length]).toEqual(["rejected", 40]);
  });
});

describe("what an ask throws", () => {
  const failing: readonly Ask[] = [0, 1, { refuse: 7 }, 2, { fail: "later" }, 3];
  const caught = (of: AsyncIterable<unknown>) => all(of).catch((error) => error);

  it.each([1, 2, 3])("with %i workers is the refusal that is thrown here, whole", async (jobs) => {
    const [error, own] = [
      await caught(crewOf({ jobs }).spread(job())(failing)),
      await caught(inTurn(async () => undefined)(job())(failing)),
    ];
    expect(error).toBeInstanceOf(Refusal);
    expect(error.remarks).toEqual(own.remarks);
    expect([error.code, error.message, error.remarks.length]).toEqual([own.code, own.message, 2]);
  });

  it("is that of the first ask, whichever was first to fail", async () => {
    const slow: readonly Ask[] = [{ fail: "first" }, { fail: "second" }, { refuse: 1 }];
    for (const jobs of [1, 2, 3]) {
      expect(await caught(crewOf({ jobs }).spread(job())(slow))).toMatchObject({
        name: "RangeError",
        message: "first",
      });
    }
  });

  it("is thrown where its answer would stand: those before it are given, those after it not asked for", async () => {
    const given: unknown[] = [];
    const { spread, told } = crewOf({ jobs: 2 });
    const many = [...failing.slice(0, 3), ...Array.from({ length: 50 }, (_, k) => k)];
    const failed = (async () => {
      for await (const one of spread(job())(many)) given.push(one);
    })();
    await expect(failed).rejects.toThrow(Refusal);
    expect(given).toEqual(here.slice(0, 2));
    expect(told.asks.reduce((sum, one) => sum + one, 0)).toBeLessThan(10);
  });

  it("leaves the crew fit for the next job", async () => {
    const { spread } = crewOf({ jobs: 2 });
    await caught(spread(job())(failing));
    expect(await all(spread(job())(asks))).toEqual(here);
  });
});

describe("a worker that is lost", () => {
  it.each([
    ["the first at once", (worker: number) => (worker === 0 ? 1 : 99), 1],
    ["one after the other", (worker: number) => worker + 2, 3],
    ["all at once", () => 1, 3],
  ])("has its asks answered here, and the others go on: %s", async (_, dies, many) => {
    const { spread, lost } = crewOf({ dies });
    expect(await all(spread(job())(asks))).toEqual(here);
    expect(lost).toEqual(Array.from({ length: many }, () => "out of memory"));
    expect(await all(spread(job())(asks))).toEqual(here);
    expect(lost).toHaveLength(many);
  });
});

describe("a crew whose run is cancelled", () => {
  it("ends its workers at once and throws, however long they would work", async () => {
    const { start, told } = workersHere({ sums });
    const { spread, control } = crewOf({
      jobs: 2,
      // Workers that never answer: all there is to wait for is the signal.
      starter: async () => (ears) => ({ ...start(ears), send: () => void setImmediate(() => control.abort(130)) }),
    });
    await expect(all(spread(job())(asks))).rejects.toThrow(Cancelled);
    expect([told.started, told.ended]).toEqual([2, 2]);
  });
});

describe("a crew cancelled before its first ask", () => {
  it("asks for nothing", async () => {
    const control = new AbortController();
    const cancelled = async () => {
      control.abort(130);
      throw new Cancelled(130);
    };
    const { spread, told } = crewOf({ jobs: 2, breathe: cancelled, signal: control.signal });
    await expect(all(spread(job())(asks))).rejects.toThrow(Cancelled);
    expect(told.asks.reduce((sum, one) => sum + one, 0)).toBe(0);
  });
});

describe("what threads tell one another", () => {
  it.each([
    ["a mistake, by its name, words and place", new RangeError("out of range"), "RangeError", "out of range"],
    ["what is no error, by its words", "just a text", "Error", "just a text"],
  ])("holds %s", (_, error, name, message) => {
    const again = thrown(structuredClone(failureOf(error)));
    expect([again.name, again.message]).toEqual([name, message]);
    expect(again.stack).toContain(error instanceof Error ? "crew.test.ts" : message);
  });
  it("names a unit nobody knows", async () => {
    const unknown = { ...sums, name: "nothing" };
    await expect(all(crewOf({ jobs: 2 }).spread(job({ unit: unknown }))(asks))).rejects.toThrow(
      "no unit of work `nothing`",
    );
  });
  it("copies a matrix into shared memory once", () => {
    const copy = inSharedMemory(shared);
    expect(copy).not.toBe(shared);
    expect([...copy.data]).toEqual([...shared.data]);
    expect(inSharedMemory(copy).data).toBe(copy.data);
  });
  it.each([
    ["ERR_WORKER_OUT_OF_MEMORY", "out of memory"],
    ["ERR_OTHER", "what it said"],
    [undefined, "what it said"],
  ])("says of a worker that ended with %s: %s", (code, says) => {
    expect(whyLost(Object.assign(new Error("what it said"), { code }))).toBe(says);
  });
});

describe("worker threads", () => {
  it("are lost with a word where their program does not start, and the job is done here", async () => {
    const { spread, lost } = crewOf({ jobs: 2, starter: async () => startThread("/nowhere/worker.js") });
    expect(await all(spread(job())(asks))).toEqual(here);
    expect(lost).toHaveLength(2);
    expect(lost[0]).toContain("worker.js");
  });

  it("of the built program answer by the name of a unit, and say where they know none", async () => {
    const { spread, end } = crewOf({ jobs: 2, starter: startBuilt });
    await expect(all(spread(job())(asks))).rejects.toThrow("no unit of work `sums`");
    await end();
  });
});
