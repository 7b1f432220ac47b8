/** The chain of a register: whatever the order in the file, numbers and counts are the same, and what is missing shows. */

import { describe, expect, it } from "vitest";
import { digestOf } from "../../compiler/store/digest.ts";
import {
  type Chain,
  countsOf,
  extended,
  inChainOrder,
  isPlain,
  readChain,
  readPlain,
  startedIn,
  upTo,
} from "../../schemas/register-chain.ts";
import { fc, it as test } from "../fixtures/property.ts";

/** Histories with branches and merges: each line follows some of the ends there are. */
const histories = fc.array(fc.record({ from: fc.nat(), merges: fc.boolean(), exit: fc.constantFrom(0, 7, 143) }), {
  minLength: 2,
  maxLength: 25,
});
type Steps = readonly { readonly from: number; readonly merges: boolean; readonly exit: number }[];

function written(steps: Steps): readonly string[] {
  const lines: string[] = [];
  steps.forEach(({ from, merges, exit }, i) => {
    const { tips } = readChain(lines.join("\n"), digestOf);
    const any = lines.length === 0 ? [] : [digestOf(lines[from % lines.length])];
    const previous = merges ? tips : any;
    const run = i.toString(16).padStart(32, "0");
    const started = JSON.stringify({ event: "started", previous, run });
    lines.push(started, JSON.stringify({ event: "ended", exit_code: exit, previous: [digestOf(started)], run }));
  });
  return lines;
}
const chainOf = (lines: readonly string[]): Chain => readChain(`${lines.join("\n")}\n`, digestOf);
const told = ({ by, tips, missing }: Chain) => ({ lines: [...by.keys()].sort(), tips, missing });

describe("a chain", () => {
  test.prop([histories, fc.integer()])(
    "is the same in any order, with lines that stand twice, and in two parts",
    (steps, seed) => {
      const lines = written(steps);
      const mixed = lines.map((line, i) => ({ line, at: (i * 7919 + seed) % 31 })).sort((a, b) => a.at - b.at);
      const whole = chainOf(lines);
      expect(told(chainOf([...mixed.map(({ line }) => line), lines[0]]))).toEqual(told(whole));
      const cut = Math.abs(seed) % lines.length;
      expect(told(extended(chainOf(lines.slice(0, cut)), chainOf(lines.slice(cut))))).toEqual(told(whole));
      expect(startedIn(upTo(whole, [...whole.tips]))).toBe(steps.length);
      const counts = countsOf(upTo(whole, whole.tips));
      expect(counts.success + counts.failed + counts.cancelled + counts.interrupted).toBe(steps.length);
      const place = new Map(inChainOrder(whole).map(({ digest }, i) => [digest, i]));
      expect(place.size).toBe(whole.by.size);
      for (const { digest, previous } of whole.lines)
        for (const one of previous) expect(place.get(one)).toBeLessThan(place.get(digest) as number);
    },
  );
  test.prop([histories, fc.nat()])("shows each line that is gone or changed and that another follows", (steps, at) => {
    const lines = written(steps);
    const whole = chainOf(lines);
    const gone = lines[at % lines.length];
    const isEnd = whole.tips.includes(digestOf(gone));
    expect(chainOf(lines.filter((line) => line !== gone)).missing).toEqual(isEnd ? [] : [digestOf(gone)]);
    const changed = chainOf(lines.map((line) => (line === gone ? line.replace('{"e', '{ "e') : line)));
    expect(changed.missing).toEqual(isEnd ? [] : [digestOf(gone)]);
  });
});

describe("what is known to be plain", () => {
  const first = {
    asked: { blocks: { event: { run: "x", previous: [1] } } },
    event: "started",
    previous: [],
    run: "a",
  };
  const second = {
    asked: "sha256:0",
    change: 'of "run":"b"',
    event: "started",
    previous: [digestOf(JSON.stringify(first))],
    run: "b",
  };
  const third = { event: "ended", exit_code: 143, previous: [digestOf(JSON.stringify(second))], run: "b" };
  const texts = [first, second, third].map((line) => JSON.stringify(line));

  it("is read as it is read line by line", () => {
    const [whole, plain] = [chainOf(texts), readPlain(`${texts.join("\n")}\n`, digestOf)];
    expect(isPlain(whole)).toBe(true);
    const all = (chain: Chain) => [
      chain.lines.map(({ text, digest, event, run, previous, exitCode, askedDigest, value }) => [
        ...[text, digest, event, run, previous, exitCode, askedDigest, value],
      ]),
      ...[[...chain.by.keys()], chain.tips, chain.missing, chain.unreadable, chain.isStraight],
    ];
    expect(all(plain)).toEqual(all(whole));
    expect(all(readPlain("", digestOf))).toEqual(all(chainOf([])));
  });

  it.each([
    ["a field that stands again further in", [JSON.stringify({ ...first, z: { run: "c" } })]],
    ["a name of a run that is none", [JSON.stringify({ ...first, run: "a\u0001" })]],
    ["a field further in that its own line lacks", [JSON.stringify({ ...first, asked: { exit_code: 3 } })]],
    ["blanks between fields", [JSON.stringify(first, null, 1).replaceAll("\n", "")]],
    ["a code that is no whole number", [JSON.stringify({ event: "ended", exit_code: 1.5, previous: [], run: "a" })]],
    ["a line that follows two", [...texts, JSON.stringify({ event: "ended", previous: texts.slice(1).map(digestOf) })]],
    ["a line that follows none", [...texts, JSON.stringify({ event: "frozen", previous: [] })]],
    ["a line that follows one that is gone", texts.slice(1)],
    ["a line twice", [...texts, texts[2]]],
    ["a line that is none", [...texts, "{"]],
  ])("is nothing with %s", (_, lines) => expect(isPlain(chainOf(lines))).toBe(false));
});
