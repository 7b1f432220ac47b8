/** No written table is read as another matrix; and the two rules that see to it are missed where they are taken out. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { describe, expect, it } from "vitest";
import { readTable } from "../../../../blocks/data/read-table.ts";
import { fc, it as property } from "../../../fixtures/property.ts";
import { delimiters, layouts, type Rows, read, truthOf, type Written } from "./written-ways.ts";

type Delimiter = keyof typeof delimiters;

/** How a program writes numbers. */
interface Form {
  readonly decimals: number;
  readonly decimal: "." | ",";
  readonly thousands: "" | "," | "." | "'";
}

const grouped = (digits: string, sign: string): string => digits.replaceAll(/(?<=\d)(?=(?:\d{3})+$)/g, sign);

/** A number of a file in the form of a program; as `Number` reads it, and as it is written. */
function written(value: number, { decimals, decimal, thousands }: Form): { plain: string; shown: string } {
  const plain = value.toFixed(decimals);
  const [, sign, whole, behind = ""] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(plain) ?? [];
  const shown = `${sign}${thousands === "" ? whole : grouped(whole, thousands)}${behind === "" ? "" : decimal + behind}`;
  return { plain, shown };
}

interface Case {
  readonly truth: Written;
  readonly shown: Written;
  readonly layout: string;
  readonly delimiter: Delimiter;
}

const rising = (count: number) =>
  fc
    .tuple(
      fc.integer({ min: 900, max: 1400 }),
      fc.array(fc.integer({ min: 1, max: 9 }), { minLength: count - 1, maxLength: count - 1 }),
    )
    .map(([first, steps]) => {
      let at = first;
      return [first, ...steps.map((step) => (at += step))];
    });

/** Names, numbers that only count, numbers that rise as an axis does. */
const idsOf = (count: number) =>
  fc.oneof(
    fc.constant(Array.from({ length: count }, (_, i) => `oil${i}`)),
    fc.constantFrom(0, 1).map((first) => Array.from({ length: count }, (_, i) => String(first + i))),
    rising(count).map((axis) => axis.map(String)),
  );

const form: fc.Arbitrary<Form> = fc
  .record({
    decimals: fc.integer({ min: 0, max: 4 }),
    decimal: fc.constantFrom("." as const, "," as const),
    thousands: fc.constantFrom("" as const, "," as const, "." as const, "'" as const),
  })
  .filter(({ decimal, thousands }) => decimal !== thousands);

const cases: fc.Arbitrary<Case> = fc
  .tuple(fc.integer({ min: 2, max: 5 }), fc.integer({ min: 3, max: 6 }))
  .chain(([n, p]) =>
    fc.record({
      ids: idsOf(n),
      axis: rising(p),
      values: fc.array(
        fc.array(fc.oneof(fc.integer({ min: -2_000_000, max: 99_000_000 }), fc.integer({ min: 0, max: 9_999 })), {
          minLength: p,
          maxLength: p,
        }),
        { minLength: n, maxLength: n },
      ),
      form,
      layout: fc.constantFrom(...Object.keys(layouts)),
      delimiter: fc.constantFrom(...(Object.keys(delimiters) as Delimiter[])),
    }),
  )
  // A point in a file that commas delimit is a decimal point; blanks delimit no cell that is quoted.
  .filter(({ delimiter, form: { thousands, decimals } }) => !(delimiter === "," && thousands === "." && decimals >= 0))
  .map(({ ids, axis, values, form: as, layout, delimiter }) => {
    const cells = values.map((row) => row.map((value) => written(value / 10_000, as)));
    const points = axis.map((value) => written(value, { ...as, decimals: 0 }));
    return {
      truth: {
        ids,
        axis: points.map(({ plain }) => plain),
        values: cells.map((row) => row.map(({ plain }) => plain)),
      },
      shown: {
        ids,
        axis: points.map(({ shown }) => shown),
        values: cells.map((row) => row.map(({ shown }) => shown)),
      },
      layout,
      delimiter,
    };
  });

/** What is read of a written table, by this reader. */
function readBack({ shown, layout, delimiter }: Case, by: typeof readTable): string | Rows {
  const sign = delimiters[delimiter];
  const files = layouts[layout](
    shown,
    (cells) => `${cells.map((cell) => (cell.includes(sign) ? `"${cell}"` : cell)).join(sign)}\n`,
  );
  return read(files, (text) => Buffer.from(text), layout, by);
}

describe("a table written by chance", () => {
  property.prop([cases], { numRuns: 1500 })("is read as it was written, or refused", (one) => {
    const found = readBack(one, readTable);
    if (typeof found !== "string") expect(found).toEqual(truthOf(one.truth));
  });
  it("is read more often than it is refused", () => {
    const made = fc.sample(cases, { numRuns: 300, seed: 1 }).map((one) => readBack(one, readTable));
    expect(made.filter((found) => typeof found !== "string").length).toBeGreaterThan(150);
  });
});

describe("numbers that are two", () => {
  const zero = {
    ids: ["a", "b"],
    axis: ["900", "901", "902"],
    values: [
      ["0", "0", "0"],
      ["7", "0", "0"],
    ],
  };
  const down = ["1.000", "1.001", "1.002"];
  const large = [
    ["1812", "7", "9"],
    ["14", "3", "2"],
  ];
  it.each<[string, Case["shown"], string, string | Case["truth"]]>([
    ["down an axis", { ...zero, axis: down }, "transposed", "FS3102"],
    ["down the axis of one spectrum", { ...zero, axis: down }, "files", "FS3102"],
    [
      "in the first row of a file without names",
      {
        ...zero,
        values: [
          ["1.492", "0", "0"],
          ["7", "0", "0"],
        ],
      },
      "files",
      "FS3102",
    ],
    [
      "down an axis beside values above 1000, which have no sign",
      { ...zero, axis: down, values: large },
      "transposed",
      { ...zero, axis: down, values: large },
    ],
  ])("%s are a doubt, unless values tell", (_, shown, layout, said) => {
    const found = readBack({ truth: shown, shown, layout, delimiter: ";" }, readTable);
    expect(found).toEqual(typeof said === "string" ? said : truthOf(said));
  });
});

/** A table whose numbers are written as they are. */
const asMeant = (rows: Case["truth"]): Pick<Case, "truth" | "shown"> => ({ truth: rows, shown: rows });

/** Tables that show one rule each; what else was written in them than a reader without it would say. */
const shows: { readonly [rule: string]: { readonly one: Case; readonly code: string | null } } = {
  counter: {
    one: {
      ...asMeant({ ids: ["a"], axis: ["0", "1", "2", "3"], values: [["5.5", "6.5", "7.5", "8.5"]] }),
      layout: "files",
      delimiter: ";",
    },
    code: "FS3121",
  },
  "counter among headers": {
    one: {
      ...asMeant({
        ids: ["1", "2", "3"],
        axis: ["900", "902", "904"],
        values: [
          ["5", "6", "7"],
          ["6", "7", "8"],
          ["7", "8", "9.5"],
        ],
      }),
      layout: "transposed",
      delimiter: ";",
    },
    code: null,
  },
  "three digits": {
    one: {
      truth: {
        ids: ["a", "b"],
        axis: ["900", "902", "904"],
        values: [
          ["1492", "7", "12345"],
          ["2001", "8", "3"],
        ],
      },
      shown: {
        ids: ["a", "b"],
        axis: ["900", "902", "904"],
        values: [
          ["1,492", "7", "12,345"],
          ["2,001", "8", "3"],
        ],
      },
      layout: "wide",
      delimiter: ";",
    },
    code: "FS3102",
  },
};

/** A reader built of sources in which one text is another. */
async function readerWith(path: string, text: string, other: string): Promise<typeof readTable> {
  const root = resolve(import.meta.dirname, "../../../..");
  const folder = mkdtempSync(join(tmpdir(), "foodspec-reader-"));
  const outfile = join(folder, "reader.mjs");
  try {
    await build({
      entryPoints: [join(root, "blocks/data/read-table.ts")],
      absWorkingDir: root,
      outfile,
      bundle: true,
      format: "esm",
      platform: "node",
      target: "node20",
      logLevel: "error",
      plugins: [
        {
          name: "one-other-text",
          setup: ({ onLoad }) =>
            onLoad({ filter: /\.ts$/ }, (file) => {
              if (relative(root, file.path).replaceAll("\\", "/") !== path) return undefined;
              const source = readFileSync(file.path, "utf8");
              expect(source).toContain(text);
              return { contents: source.replace(text, other), loader: "ts" };
            }),
        },
      ],
    });
    return (await import(pathToFileURL(outfile).href)).readTable;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const isRight = ({ one, code }: (typeof shows)[string], by: typeof readTable): boolean => {
  const found = readBack(one, by);
  return code === null ? JSON.stringify(found) === JSON.stringify(truthOf(one.truth)) : found === code;
};

describe("the rules against other readings", () => {
  it("are kept", () => {
    for (const [rule, one] of Object.entries(shows)) expect([rule, isRight(one, readTable)]).toEqual([rule, true]);
  });
  it("are missed where numbers that only count are taken for an axis", async () => {
    const faulty = await readerWith("blocks/data/axis/counter.ts", "values.length > 0 &&", "false &&");
    expect(isRight(shows.counter, faulty)).toBe(false);
    expect(isRight(shows["counter among headers"], faulty)).toBe(false);
    expect(isRight(shows["three digits"], faulty)).toBe(true);
  });
  it("are missed where three digits behind a comma are taken for decimals", async () => {
    const faulty = await readerWith("blocks/data/read/signs.ts", "if (commaGroups > 0) return first;", "");
    expect(isRight(shows["three digits"], faulty)).toBe(false);
    expect(isRight(shows.counter, faulty)).toBe(true);
    // Another matrix altogether, and not only another refusal.
    expect(typeof readBack(shows["three digits"].one, faulty)).not.toBe("string");
  });
});
