import { serialize } from "node:v8";
import { describe, expect, it } from "vitest";
import { fromRows, type Matrix, matrix } from "../../../blocks/contract/matrix.ts";
import { inTurn, type Unit } from "../../../blocks/contract/work.ts";
import { methods } from "../../../blocks/methods/methods.ts";
import { Cancelled } from "../../../compiler/run/cancel.ts";
import { askKey, type JobName, type NamedJob } from "../../../compiler/run/job-name.ts";
import { keptAnswers } from "../../../compiler/run/kept-answers.ts";
import type { Answers } from "../../../compiler/store/answers.ts";
import { digestOf } from "../../../compiler/store/digest.ts";

interface Answer {
  readonly of: number;
  readonly scores: Matrix;
}

const name: JobName = {
  unit: "tens",
  implementation: digestOf("code"),
  methods: [],
  shared: digestOf("matrix"),
  given: digestOf("given"),
};
const block = digestOf("block");
const shared = fromRows([[1, 2]]);
/** What JSON would lose is kept: no number, −0, infinity, a matrix, a member without a value. */
const answerTo = (ask: number): Answer & { readonly nothing: undefined } => ({
  of: ask,
  scores: matrix(2, 2, Float64Array.from([Number.NaN, -0, Number.POSITIVE_INFINITY, ask / 3])),
  nothing: undefined,
});

function shelf() {
  const kept = new Map<string, Uint8Array>();
  const answers: Answers = {
    has: (of, ask) => kept.has(of + ask),
    get: (of, ask) => kept.get(of + ask) ?? null,
    keep: (of, ask, bytes) => void kept.set(of + ask, bytes),
    sweep: () => kept.clear(),
  };
  return { kept, answers };
}

/** A block that has its asks answered; says what was asked of whom, and what came. */
async function asked(
  asks: Iterable<number>,
  { answers, more = {}, fails = () => false, rule = () => true, breathe = async () => undefined }: Asking,
) {
  const made: number[] = [];
  const came: string[] = [];
  const unit: Unit<null, number, Answer> = {
    name: "tens",
    start: () => (ask) => {
      if (fails(ask)) throw new Cancelled(130);
      made.push(ask);
      return answerTo(ask);
    },
  };
  const job: NamedJob<null, number, Answer> = {
    unit,
    methods,
    shared,
    given: null,
    amount: { fits: 8, asks: 8, atOnce: 8 },
    name: { ...name, ...more },
  };
  const onAnswer = (from: string) => void came.push(from);
  const spread = keptAnswers(inTurn(breathe), { answers, block, breathe, onAnswer, rule });
  const given: Answer[] = [];
  const end = (async () => {
    for await (const answer of spread(job)(asks)) given.push(answer);
  })();
  const error = await end.then(() => null).catch((thrown: unknown) => thrown);
  return { given, made, came, error };
}
interface Asking {
  readonly answers: Answers;
  readonly more?: Partial<JobName>;
  readonly fails?: (ask: number) => boolean;
  readonly rule?: (steps: number, bytes: number) => boolean;
  readonly breathe?: () => Promise<void>;
}

const asks = [0, 1, 2, 3, 4, 5, 6, 7];
const all = asks.map(answerTo);

describe("a job whose block was interrupted", () => {
  it("takes up where it was: the same answers in the same order, and nothing asked twice", async () => {
    const { answers } = shelf();
    const first = await asked(asks, { answers, fails: (ask) => ask === 5 });
    expect([first.error instanceof Cancelled, first.given.length, first.made]).toEqual([true, 5, [0, 1, 2, 3, 4]]);
    const second = await asked(asks, { answers });
    expect(second.given).toEqual(all);
    expect(second.given.map(({ scores }) => Object.is(scores.data[1], -0))).toEqual(asks.map(() => true));
    expect(second.made).toEqual([5, 6, 7]);
    expect(second.came).toEqual([...asks.slice(0, 5).map(() => "read"), "made", "made", "made"]);
    expect((await asked(asks, { answers })).made).toEqual([]);
  });

  it("has made again what is missing or cannot be read, wherever it stands", async () => {
    const { answers, kept } = shelf();
    await asked(asks, { answers });
    const key = (ask: number) => block + askKey(name, ask);
    kept.delete(key(0));
    kept.delete(key(1));
    kept.set(key(4), Uint8Array.from([255, 200, 1]));
    kept.delete(key(7));
    const again = await asked(asks, { answers });
    expect(again.given).toEqual(all);
    expect(again.made).toEqual([0, 1, 4, 7]);
    expect([...(kept.get(key(4)) ?? [])]).toEqual([...serialize(answerTo(4))]);
  });

  it.each<[string, Partial<JobName>]>([
    ["other code", { implementation: digestOf("other code") }],
    ["another matrix", { shared: digestOf("other matrix") }],
    ["something else that is given", { given: digestOf("other") }],
    ["another unit", { unit: "hundreds" }],
  ])("takes no answer of %s", async (_, more) => {
    const { answers } = shelf();
    await asked(asks, { answers });
    const other = await asked(asks, { answers, more });
    expect([other.made, other.came.includes("read")]).toEqual([asks, false]);
  });

  it("takes asks one by one, and holds none of the answers it read back", async () => {
    const { answers } = shelf();
    await asked(asks, { answers });
    let taken = 0;
    const counted = (function* () {
      for (const ask of asks) {
        taken++;
        yield ask;
      }
    })();
    let gets = 0;
    const watched: Answers = {
      ...answers,
      get(...keys) {
        gets++;
        return answers.get(...keys);
      },
    };
    const seen: number[][] = [];
    await asked(counted, {
      answers: watched,
      breathe: async () => void seen.push([taken, gets]),
    });
    expect(seen).toEqual(asks.map((ask) => [ask + 1, ask]));
  });
});

describe("an answer that is not kept", () => {
  it("is one the rule finds too cheap, before it is made or when its bytes are known", async () => {
    const { answers, kept } = shelf();
    const untouched: Answers = { ...answers, has: () => expect.fail(), get: () => expect.fail() };
    const seen: number[] = [];
    const cheap = await asked(asks, { answers: untouched, rule: (steps) => seen.push(steps) < 0 });
    expect([cheap.given, cheap.came, [...new Set(seen)]]).toEqual([all, [], [1]]);
    await asked(asks, { answers, rule: (_, bytes) => bytes === 0 });
    expect(kept.size).toBe(0);
  });

  it("is one for which there is no room: those before it go, and the block ends all the same", async () => {
    const { answers, kept } = shelf();
    let many = 0;
    const full: Answers = {
      ...answers,
      keep(...those) {
        if (++many > 3) throw Object.assign(new Error("full"), { code: "ENOSPC", syscall: "write" });
        answers.keep(...those);
      },
    };
    expect((await asked(asks, { answers: full })).given).toEqual(all);
    expect([many, kept.size]).toEqual([4, 0]);
  });
});
