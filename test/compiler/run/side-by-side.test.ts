/** Blocks side by side give what one after another gives, whatever takes long. */
import { describe, expect } from "vitest";
import type { Kind } from "../../../blocks/contract/kind.ts";
import { Refusal } from "../../../blocks/contract/refusal.ts";
import { observe } from "../../../compiler/compile/observe.ts";
import type { Session } from "../../../compiler/compile/session.ts";
import { type Executed, execute } from "../../../compiler/run/execute.ts";
import { createLog } from "../../../compiler/run/log.ts";
import { partLoader } from "../../../compiler/run/parts.ts";
import { memoryStore, type Store } from "../../../compiler/store/store.ts";
import { fc, it } from "../../fixtures/property.ts";
import { deciding, doc, files, graphOf, kindOf, kinds, type Line, type Run } from "../plan/fixture.ts";

/** A clock that stands while anybody has something to do, and then goes on to the first who sleeps. */
function fakeClock() {
  const asleep: { readonly until: number; readonly wake: () => void }[] = [];
  let time = 0;
  return {
    now: () => time,
    sleep: (milliseconds: number) =>
      new Promise<void>((wake) => void asleep.push({ until: time + milliseconds, wake })),
    /** Lets the time go by until the work has ended. */
    async through<T>(work: Promise<T>): Promise<T> {
      let isOver = false;
      const ended = work.finally(() => {
        isOver = true;
      });
      ended.catch(() => undefined);
      while (!isOver) {
        await new Promise((resolve) => setImmediate(resolve));
        asleep.sort((a, b) => b.until - a.until);
        const first = asleep.pop();
        if (first === undefined) continue;
        time = first.until;
        first.wake();
      }
      return ended;
    },
  };
}

type Clock = ReturnType<typeof fakeClock>;

interface Planned {
  readonly kind: "prep" | "model" | "gate" | "figure";
  /** Which of the blocks above it starts from. */
  readonly from: number;
  /** Two of the same are one and the same piece of work, where they start from the same. */
  readonly option: number;
  readonly takes: number;
  readonly ends: "well" | "refused" | "by our mistake" | "with nothing";
}

const planned: fc.Arbitrary<Planned> = fc.record({
  kind: fc.constantFrom("prep", "prep", "model", "model", "gate", "figure"),
  from: fc.nat(20),
  option: fc.nat(1),
  takes: fc.nat(9),
  ends: fc.constantFrom("well", "well", "well", "well", "refused", "by our mistake", "with nothing"),
});

/** A small kind that takes its time, says so, and ends as planned. */
function taking({ kind, takes, ends, option }: Planned, clock: Clock): Kind {
  const own = kinds[kind];
  const run: Run = async (inputs, options, context) => {
    context.log("began", { option });
    await clock.sleep(takes);
    context.remark("FS2807", {});
    context.log("worked", { option });
    if (ends === "refused") throw new Refusal("FS2808", { column: "fat" });
    if (ends === "by our mistake") throw new RangeError("out of range");
    if (ends === "with nothing") return { results: {}, artifacts: [], na: { reason: "too_few_samples" } };
    return own.run(inputs, options as never, context);
  };
  // What is planned stands in the options, so that blocks of one key do the same.
  return kindOf({ ...own, run } as Parameters<typeof kindOf>[0]);
}

/** The blocks of a document: each starts from one that gives what it can start from. */
function blocksOf(plans: readonly Planned[], clock: Clock) {
  const starts = new Map<string, readonly string[]>();
  const givers: string[] = ["data"];
  const lines: Line[] = ["data"];
  plans.forEach((plan, k) => {
    const { kind, from, option, takes, ends } = plan;
    const id = `b${k}`;
    const start = givers[from % givers.length];
    const judges = start === "data" ? "data" : "spectral";
    const options = { option, takes, ends, ...(kind === "gate" ? { gate: judges, pass: option === 0 } : {}) };
    const shows = kind === "figure" ? { show: `${start}.x` } : {};
    lines.push([taking(plan, clock), options, shows, id]);
    if (kind !== "figure") starts.set(id, [start]);
    if (kind === "prep") givers.push(id);
  });
  return doc(...lines).map((block) => ({ ...block, from: starts.get(block.id) ?? null }));
}

async function run(plans: readonly Planned[], atOnce: number) {
  const clock = fakeClock();
  const blocks = blocksOf(plans, clock);
  const { nodes } = graphOf(blocks);
  const records: string[] = [];
  const memory = memoryStore();
  const store: Store = {
    ...memory,
    keep(record) {
      records.push(record.key);
      memory.keep(record);
    },
  };
  const log = createLog(() => String(clock.now()).padStart(6, "0"));
  const session = {
    log,
    journal: { write: () => undefined },
    world: { isTerminal: false },
    prepared: { graph: { nodes } },
  } as unknown as Session;
  const executed = await clock.through(
    execute(nodes, deciding(blocks, { store }), {
      store,
      files,
      load: partLoader(store),
      breathe: async () => undefined,
      now: clock.now,
      atOnce,
      gatesBlock: true,
      observer: observe(session, true),
    }),
  );
  return { nodes, executed, records, log: log.jsonl().trimEnd().split("\n"), lasted: clock.now() };
}

const timeless = ({ started: _, finished: __, bug, node, ...one }: Executed) => ({
  ...one,
  bug: bug?.message ?? null,
  id: node.block.id,
});
/** A line without its time, the time a block took, and the digest of the line before. */
const said = (line: string) => {
  const { timestamp: _, previous: __, message, ...rest } = JSON.parse(line);
  return { ...rest, message: message.replace(/in \d+\.\d\d s$/, "in a time") };
};
const times = (lines: readonly string[]) => lines.map((line) => JSON.parse(line).timestamp as string);

describe("blocks side by side", () => {
  it.prop([fc.array(planned, { minLength: 1, maxLength: 14 }), fc.integer({ min: 2, max: 5 })], { numRuns: 150 })(
    "give, in any number at once, the results, records and log of one after another, and never more time",
    async (plans, atOnce) => {
      const [alone, beside] = [await run(plans, 1), await run(plans, atOnce)];
      expect(beside.executed.map(timeless)).toEqual(alone.executed.map(timeless));
      expect([...beside.records].sort()).toEqual([...alone.records].sort());
      expect(beside.log.map(said)).toEqual(alone.log.map(said));
      expect(times(beside.log)).toEqual(times(beside.log).sort());
      expect(beside.lasted).toBeLessThanOrEqual(alone.lasted);
    },
  );

  it.prop([fc.array(planned, { minLength: 1, maxLength: 14 }), fc.integer({ min: 1, max: 4 })], { numRuns: 100 })(
    "begin behind all they hang on, and are at most so many",
    async (plans, atOnce) => {
      const { executed } = await run(plans, atOnce);
      const by = new Map(executed.map((one) => [one.node.block.id, one]));
      for (const { node, started } of executed)
        for (const id of [...node.inputs.map(({ block }) => block), ...node.shows, ...node.gates])
          expect(by.get(id)?.finished).toBeLessThanOrEqual(started);
      const moments = executed.map(({ started }) => started);
      for (const moment of moments)
        expect(executed.filter((one) => one.started <= moment && moment < one.finished).length).toBeLessThanOrEqual(
          atOnce,
        );
    },
  );

  const model = (option: number, takes: number): Planned => ({ kind: "model", from: 0, option, takes, ends: "well" });
  const between = ({ executed }: Awaited<ReturnType<typeof run>>) =>
    Object.fromEntries(executed.map(({ node, started, finished }) => [node.block.id, [started, finished]]));

  it("of two models neither of which starts from the other the second begins before the first has ended", async () => {
    const plans = [model(0, 8), model(1, 5)];
    expect(between(await run(plans, 2))).toMatchObject({ b0: [0, 8], b1: [0, 5] });
    expect(between(await run(plans, 1))).toMatchObject({ b0: [0, 8], b1: [8, 13] });
  });

  it("explanation fills what decisions leave free", async () => {
    const figure: Planned = { kind: "figure", from: 0, option: 0, takes: 4, ends: "well" };
    const plans = [figure, model(0, 8), model(1, 5)];
    expect(between(await run(plans, 3))).toMatchObject({ b1: [0, 8], b2: [0, 5], b0: [0, 4] });
    expect(between(await run(plans, 2))).toMatchObject({ b1: [0, 8], b2: [0, 5], b0: [5, 9] });
  });

  it("of two that are one piece of work the first of the order does it, and the second finds it done", async () => {
    const { executed, records } = await run([model(0, 8), model(0, 8)], 2);
    expect(executed.map(({ execution }) => execution)).toEqual(["ran", "ran", "reused"]);
    expect(records).toHaveLength(2);
  });
});
