/** Limits: a document at each limit is read, one beyond it is refused with the code of the table, at its place. */
import { describe, expect, it } from "vitest";
import { Refusal } from "../../blocks/contract/refusal.ts";
import { roomFor } from "../../blocks/data/csv/sheet.ts";
import { inferModel } from "../../blocks/model/infer.ts";
import { modelOptions } from "../../blocks/model/options.ts";
import { readInputs } from "../../compiler/compile/inputs.ts";
import { finding } from "../../compiler/diagnostics/build.ts";
import { catalogue } from "../../compiler/diagnostics/catalogue.ts";
import type { Finding } from "../../compiler/diagnostics/finding.ts";
import { kept } from "../../compiler/diagnostics/kept.ts";
import { readText } from "../../compiler/document/read.ts";
import { dataLimits, documentLimits, findingLimits } from "../../schemas/limits.ts";
import { runData, sheetOf } from "../blocks/data/run-data.ts";
import { block, parse, withTitle } from "../compiler/document/kinds.ts";
import { inMemory } from "../fixtures/in-memory.ts";

interface Row {
  readonly code: string;
  /** A document with `count` of the things. */
  make(count: number): string;
  /** Judged from the text alone, before a parser meets it. */
  readonly isOfText?: boolean;
}

const names = (count: number, line: (i: number) => string) => Array.from({ length: count }, (_, i) => line(i)).join("");
const paragraph = (sign: string) => (count: number) => withTitle(`Text.\n\n${`${sign} `.repeat(count)}\n`);
const dataBlock = block("data", "input: meat");

/** Of a tuning: how many values the features it stands on have in two lists, and whether some are drawn; one more is `more`. */
const tunings = {
  fits: { lists: [100, 10], more: [1_001, 1], search: "grid" },
  combinations: { lists: [1_000, 100], more: [1_001, 100], search: { random: 10 } },
} as const;

/** Facts of what a model says of its limits, its own grid one value. */
function saidOfTuning(lists: readonly number[], search: object | string) {
  const grid = Object.fromEntries(
    lists.map((count, k) => [`features.${k}`, Array.from({ length: count }, (_, i) => i + 1)]),
  );
  const options = modelOptions.parse({ estimator: { "pls-da": { components: 2 } }, tune: { search } });
  const variables = { columns: null, features: true, grid };
  return inferModel({ shapes: { variables }, settings: {} }, options)
    .remarks.filter(({ code }) => code === "FS2070")
    .map(({ facts, option }) => ({ found: facts.found, limit: facts.limit, option }));
}

const rows: { readonly [name in Exclude<keyof typeof documentLimits, keyof typeof tunings>]: Row } = {
  bytes: {
    code: "FS2001",
    isOfText: true,
    make: (count) => withTitle("").padEnd(count, `${"a".repeat(9_999)}\n\n`),
  },
  // The line itself is a level, and so is the one above it.
  levels: { code: "FS2005", isOfText: true, make: (count) => withTitle(`${">".repeat(count - 2)} a\n`) },
  // The head and the row of dashes have two cells each, as every row.
  cells: {
    code: "FS2006",
    isOfText: true,
    make: (count) => withTitle(`a|b\n-|-\n${"c|d\n".repeat(Math.ceil(count / 2) - 2)}`),
  },
  lines: { code: "FS2611", isOfText: true, make: (count) => withTitle(`Text.\n\n${"a\n".repeat(count)}`) },
  pieces: { code: "FS2612", isOfText: true, make: (count) => withTitle("a\n\n".repeat(count)) },
  scans: { code: "FS2610", isOfText: true, make: (count) => withTitle(`\`${"a".repeat(count - 2)}\n`) },
  brackets: { code: "FS2070", make: paragraph("[a]") },
  linkEnds: { code: "FS2070", make: paragraph("](") },
  emphasis: { code: "FS2070", make: paragraph("~") },
  blocks: {
    code: "FS2070",
    make: (count) => withTitle(names(count, (i) => block(`data #d${i}`, "input: meat"))),
  },
  inputs: {
    code: "FS2070",
    make: (count) =>
      withTitle(dataBlock).replace("inputs: {", () => `inputs: {${names(count - 1, (i) => `k${i}: {path: a.csv}, `)}`),
  },
  params: {
    code: "FS2070",
    make: (count) => withTitle(dataBlock, `params:\n${names(count, (i) => `  k${i}: 1\n`)}`),
  },
  inlineValues: {
    code: "FS2070",
    make: (count) =>
      withTitle(`${dataBlock}${names(count, (i) => `\`= data.n_samples\`${i % 10 === 9 ? "\n\n" : " "}`)}`),
  },
  list: {
    code: "FS2070",
    make: (count) => withTitle(block("data", `input: meat\nclasses: [${names(count, (i) => `c${i}, `)}]`)),
  },
};

function saidOf({ isOfText }: Row, text: string): readonly Finding[] {
  if (isOfText !== true) return parse(text).findings;
  const read = readText(new TextEncoder().encode(text), "protocol.md");
  return "finding" in read ? [read.finding] : [];
}

describe.each(Object.entries(rows))("the limit of %s", (name, row) => {
  const { code, make } = row;
  const limit = documentLimits[name as keyof typeof documentLimits];
  it("lets so many pass", () => expect(saidOf(row, make(limit)).map((one) => one.code)).not.toContain(code));
  it("refuses one more, with its place", () => {
    const said = saidOf(row, make(limit + 1));
    const refused = said.find((one) => one.code === code);
    expect(refused, JSON.stringify(said.slice(0, 3))).toBeDefined();
    expect(refused?.exit).toBe(4);
    expect(refused?.position).not.toBeNull();
    if (code === "FS2070") expect(refused?.message).toMatch(new RegExp(`(${limit + 1}|more than ${limit}) .*${limit}`));
  });
});

describe.each(Object.entries(tunings))("the limit of %s", (name, { lists, more, search }) => {
  const limit = documentLimits[name as keyof typeof tunings];
  it("lets so many pass", () => expect(saidOfTuning(lists, search)).toEqual([]));
  it("refuses more, with its place, before one is put in order", () => {
    const found = more[0] * more[1] * (search === "grid" ? 5 : 1);
    expect(saidOfTuning(more, search)).toEqual([{ found, limit, option: ["tune"] }]);
    const most = [limit, limit, limit, limit];
    expect(saidOfTuning(most, search)).toEqual([{ found: "more than 1000000000", limit, option: ["tune"] }]);
  });
});

describe("of very many findings", () => {
  const many = (code: string, count: number) =>
    Array.from({ length: count }, (_, i) => finding(code, null, { name: `x${i}` }));
  it("as many of one code as the limit are listed", () => {
    expect(kept(many("FS2060", findingLimits.code))).toHaveLength(findingLimits.code);
  });
  it("one more is counted", () => {
    const listed = kept(many("FS2060", findingLimits.code + 1));
    expect(listed).toHaveLength(findingLimits.code + 1);
    expect(listed.at(-1)?.code).toBe("FS2071");
    expect(listed.at(-1)?.message).toContain("1 more finding");
  });
  it("equal ones are one, and all that are left out are counted", () => {
    const equal = Array.from({ length: 5 }, () => finding("FS2060", null, { name: "y" }));
    expect(kept(equal).map(({ count }) => count)).toEqual([5]);
    const listed = kept([...many("FS2060", findingLimits.code), ...equal]);
    expect(listed).toHaveLength(findingLimits.code + 1);
    expect(listed.at(-1)?.message).toContain("5 more findings");
  });
  it("as many as the limit are listed, and the first of each code whatever stands before it", () => {
    const codes = [...catalogue.keys()].slice(0, 12);
    const listed = kept(codes.flatMap((code) => many(code, findingLimits.code)));
    expect(listed).toHaveLength(findingLimits.all + 3);
    expect(codes.every((code) => listed.some((one) => one.code === code))).toBe(true);
  });
});

/** Codes and lines of what the data block says of a file; none where it reads it. */
const refusedIn = (text: string, options: Parameters<typeof runData>[1] = {}) => refusals(() => runData(text, options));

/** The same of a file of numbers alone, read and not judged. */
function refusedSheet(text: string): readonly (readonly [string, number?])[] {
  return refusals(() => sheetOf(text, {}, (header) => Int32Array.from(header, (_, j) => j)));
}

function refusals(read: () => unknown): readonly (readonly [string, number?])[] {
  try {
    read();
    return [];
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return error.remarks.map(({ code, data }) => [code, data?.line] as const);
  }
}

describe("of a data file", () => {
  const { cell, classes, columns, rows, values, fileBytes, bytes: together, files } = dataLimits;
  it("a cell may be so long and no longer, quoted or not", () => {
    const of = (length: number, quote: string) => `k,850\n${quote}${"a".repeat(length)}${quote},1\nb,2\n`;
    expect(refusedIn(of(cell, ""))).toEqual([]);
    expect(refusedIn(of(cell + 1, ""))).toEqual([["FS3140", 2]]);
    expect(refusedIn(of(cell + 1, '"'))).toEqual([["FS3140", 2]]);
    expect(refusedIn(`k,850\na,1\nb,${"1".repeat(50_000_000)}\n`)).toEqual([["FS3140", 3]]);
  });
  it("there are so many classes and no more", () => {
    const of = (count: number) => `k,850\n${names(2 * count, (i) => `c${i % count},${i}\n`)}`;
    expect(refusedIn(of(classes), { label: "k" })).toEqual([]);
    expect(refusedIn(of(classes + 1), { label: "k" })).toEqual([["FS3140", undefined]]);
  });
  it("there are so many columns and no more", { tags: "slow" }, () => {
    const of = (count: number) =>
      `${names(count, (i) => `${i === 0 ? "" : ","}${i + 1}`)}\n${"1,".repeat(count - 1)}1\n`;
    expect(refusedSheet(of(columns + 1))).toEqual([["FS3140", 1]]);
    expect(refusedSheet(of(columns))).toEqual([]);
  });
  it("there are so many rows and no more", { tags: "slow" }, () => {
    const of = (count: number) => `850\n${"1\n".repeat(count)}`;
    expect(refusedSheet(of(rows + 1))).toEqual([["FS3140", rows + 2]]);
    expect(refusedSheet(of(rows))).toEqual([]);
  });
  it("rows and points are so many values and no more", () => {
    expect(roomFor(values / rows)).toBe(rows);
    expect(roomFor(values)).toBe(1);
    expect(roomFor(values + 1)).toBe(0);
    expect(roomFor(0)).toBe(rows);
  });
  it("bytes are counted before one is read, and so are files", { tags: "slow" }, async () => {
    const codesOf = async (count: number, size: number) => {
      const place = inMemory({ "protocol.md": withTitle(dataBlock).replace("meat.csv", "'d/*.csv'") });
      for (let i = 0; i < count; i++) place.write(`d/${i}.csv`, "");
      const { protocol } = parse(place.read("protocol.md"));
      let reads = 0;
      const disk = {
        ...place.disk,
        open: (path: string) => ({
          ...place.disk.open(path),
          size,
          read: () => {
            reads += 1;
            return new Uint8Array();
          },
        }),
      };
      if (protocol === null) throw new Error("no protocol");
      const { findings } = await readInputs(disk, protocol, `${place.folder}/protocol.md`, place.folder, {});
      return { codes: findings.map(({ code }) => code), reads };
    };
    expect(await codesOf(1, fileBytes)).toEqual({ codes: [], reads: 1 });
    expect(await codesOf(1, fileBytes + 1)).toEqual({ codes: ["FS3140"], reads: 0 });
    expect(await codesOf(2, together / 2)).toEqual({ codes: [], reads: 2 });
    expect(await codesOf(3, together / 2)).toEqual({ codes: ["FS3140"], reads: 2 });
    expect(await codesOf(files, 1)).toEqual({ codes: [], reads: files });
    expect(await codesOf(files + 1, 1)).toEqual({ codes: ["FS3140"], reads: 0 });
  });
});
