/** Coordinator: what an engine forgets, gives up or cannot say, and what it is believed. */
import { describe, expect, it } from "vitest";
import { coordinator } from "../../../compiler/engines/coordinator.ts";
import { Cancelled } from "../../../compiler/run/cancel.ts";
import type { Standing } from "../../../compiler/run/elsewhere.ts";
import type { Engine } from "../../../compiler/run/engine.ts";
import { digestOf } from "../../../compiler/store/digest.ts";

const key = digestOf("a unit");

/** An engine in memory, and what it can be made to do. */
async function atEngine() {
  const [known, submitted, cancelled]: [Set<string>, string[], string[]] = [new Set(), [], []];
  let hear: Parameters<Engine["onEnd"]>[0] = () => undefined;
  let look: () => void = () => undefined;
  let [isAway, isSilent] = [false, false];
  let questions = 0;
  let stands: ReturnType<Standing> = null;
  let asked = 0;
  const unused = () => Promise.reject(new Error("not asked of it"));
  const engine: Engine = {
    async submit({ key: one }) {
      submitted.push(one);
      known.add(one);
    },
    async knows(one) {
      questions++;
      if (isSilent) await new Promise(() => undefined);
      if (isAway) throw new Error("away");
      return known.has(one);
    },
    async onEnd(told) {
      hear = told;
      return async () => undefined;
    },
    cancel: async (job) => void cancelled.push(job),
    work: unused,
    counts: unused,
    close: unused,
  };
  const control = new AbortController();
  const own = await coordinator(engine, {
    job: "a job",
    build: digestOf("a build"),
    signal: control.signal,
    every(_, often) {
      look = often;
      return { end: () => undefined };
    },
  });
  const settled: string[] = [];
  const ended = own
    .ask(key, () => {
      asked++;
      return stands;
    })
    .then(
      () => void settled.push("settled"),
      (error: unknown) => void settled.push(error instanceof Cancelled ? "cancelled" : String(error)),
    );
  // Promises that are settled already are heard before the next turn of the event loop.
  const turn = () => new Promise((resolve) => void setImmediate(resolve));
  await turn();
  return {
    submitted,
    cancelled,
    settled,
    ended,
    abort: () => control.abort(130),
    asked: () => asked,
    questions: () => questions,
    async later(what: {
      forgets?: true;
      away?: boolean;
      silent?: boolean;
      stands?: ReturnType<Standing>;
      tells?: string | null;
    }) {
      if (what.forgets) known.clear();
      if (what.away !== undefined) isAway = what.away;
      if (what.silent !== undefined) isSilent = what.silent;
      if (what.stands !== undefined) stands = what.stands;
      if (what.tells === undefined) look();
      else hear(key, what.tells);
      await turn();
      return settled.at(-1) ?? null;
    },
  };
}

describe("a unit", () => {
  it("that an engine knows is submitted once, and that it forgot once more", async () => {
    const { submitted, later } = await atEngine();
    expect([await later({}), submitted]).toEqual([null, [key]]);
    expect([await later({ forgets: true }), submitted]).toEqual([null, [key, key]]);
  });

  it("is settled by what stands in the store alone: an end that is told wakes, and is not believed", async () => {
    const { later, submitted } = await atEngine();
    expect(await later({ tells: null })).toBe(null);
    expect(await later({ tells: null, stands: "done" })).toBe("settled");
    expect(submitted).toEqual([key]);
  });

  it("that stands is settled while the engine is away", async () => {
    const { later } = await atEngine();
    expect(await later({ away: true })).toBe(null);
    expect(await later({ stands: "done" })).toBe("settled");
  });

  it("about which the engine never answered is asked again, at the fifth look", async () => {
    const { later, questions } = await atEngine();
    await later({ silent: true });
    const before = questions();
    for (let look = 0; look < 4; look++) await later({});
    expect(questions()).toBe(before);
    expect(await later({ silent: false })).toBe(null);
    expect(questions()).toBe(before + 1);
  });

  it("that failed by a mistake of ours is waited for while the engine tries it again", async () => {
    const { later } = await atEngine();
    expect(await later({ stands: "bug" })).toBe(null);
    expect(await later({ forgets: true })).toBe("settled");
  });

  it("that the engine gave up is left to who asked", async () => {
    const { later } = await atEngine();
    expect(await later({ tells: "the disk is full" })).toBe("settled");
  });

  it("of a run that is cancelled ends at once, and is taken out of the engine", async () => {
    const { abort, ended, settled, cancelled, later, asked } = await atEngine();
    abort();
    await ended;
    expect([settled, cancelled]).toEqual([["cancelled"], ["a job"]]);
    const before = asked();
    await later({ stands: "done" });
    expect([settled, asked()]).toEqual([["cancelled"], before]);
  });
});
