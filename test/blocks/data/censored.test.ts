/** Values of which only a limit is known, and rows that summarise the others: told, and never taken unasked for what they are not. */

import { describe, expect } from "vitest";
import { data } from "../../../blocks/data/block.ts";
import { fc, it } from "../../fixtures/property.ts";
import { refusalOf, runData } from "./run-data.ts";

const text = "id,fat,800,801,802\na,10,1,2,3\nb,<5,2,3,4\nc,> 50,3,4,6\nd,\u2264 7.5,3,4,7\ne,12,4,4,7\n";
const options = { id: "id", target: "fat" };

describe("censored reference values", () => {
  it("are refused until the document says what they stand for", () => {
    const said = refusalOf(text, options);
    expect(said.map(({ code, facts }) => [code, facts.text, facts.limit])).toEqual([
      ["FS3024", "<5", "drop"],
      ["FS3024", "> 50", "drop"],
      ["FS3024", "\u2264 7.5", "drop"],
    ]);
    expect(refusalOf(text.replace("<5", "n.d."), options)[0].facts.limit).toBeNull();
  });

  it.each<[string, (number | undefined)[]]>([
    ["drop", [10, 12]],
    ["limit", [10, 5, 50, 7.5, 12]],
    ["half", [10, 2.5, 50, 3.75, 12]],
  ])("with `%s` are %j", (censored, values) => {
    const { dataset, summary, remarks } = runData(text, { ...options, censored });
    expect(dataset.outcome.target?.values).toEqual(values);
    const said = remarks.filter(({ code }) => code === "FS3116");
    if (censored === "drop") {
      expect(said).toEqual([]);
      expect(summary).toMatchObject({ missing: { rows_dropped: 3 }, selection: { excluded_samples: 3 } });
    } else {
      expect(said).toMatchObject([{ facts: { spectra: 3, text: "<5" }, data: { line: 3, field: 2 } }]);
      expect(summary.target?.censored).toBe(3);
      expect(dataset.outcome.target?.censored).toEqual([false, true, true, true, false]);
    }
  });

  it("have the decimal sign of their file", () => {
    const german = "id;fat;800;801;802\na;10,5;1,5;2;3\nb;<5,5;2;3;4\nc;11,5;2;3;5\n";
    expect(runData(german, { ...options, censored: "limit" }).dataset.outcome.target?.values).toEqual([
      10.5, 5.5, 11.5,
    ]);
  });

  it("are taken for values by no regulatory document", () => {
    const codes = (censored: string) => {
      const parsed = data.options.parse({
        input: "it",
        axis: {},
        sample: "id",
        upstream: "none",
        ...options,
        censored,
      });
      return data.forbids?.({}, { mode: "regulatory" } as never, parsed as never).map(({ code }) => code);
    };
    expect(["refuse", "drop", "half", "limit"].map(codes)).toEqual([[], [], ["FS2629"], ["FS2629"]]);
  });
});

describe("a row that summarises the others", () => {
  const spectra = Array.from({ length: 9 }, (_, i) =>
    Array.from({ length: 40 }, (_, j) => 1 + i * 0.1 + Math.sin(j / 5 + i) * 0.3 + ((i * 7 + j * 3) % 5) * 0.01),
  );
  const column = (j: number) => spectra.map((one) => one[j]).sort((a, b) => a - b);
  const over = (of: (values: number[]) => number) => spectra[0].map((_, j) => of(column(j)));
  const mean = over((values) => values.reduce((a, b) => a + b) / 9);
  const sd = (divisor: number) =>
    over((values) => {
      const middle = values.reduce((a, b) => a + b) / 9;
      return Math.sqrt(values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / divisor);
    });
  const kinds: { readonly [what: string]: readonly number[] } = {
    mean,
    median: over((values) => values[4]),
    "standard deviation": sd(8),
    minimum: over((values) => values[0]),
    maximum: over((values) => values[8]),
  };
  const table = (rows: readonly (readonly [string, readonly number[]])[]) =>
    `id,${spectra[0].map((_, j) => 800 + j)}\n${rows.map(([id, values]) => `${id},${values.map((v) => v.toFixed(4))}\n`).join("")}`;
  const own = spectra.map((values, i) => [`s${i}`, values] as const);

  it.each(Object.entries(kinds))("is refused where it is their %s, at the foot and at the top", (what, values) => {
    for (const rows of [
      [...own, ["x", values] as const],
      [["x", values] as const, ...own],
    ])
      expect(refusalOf(table(rows), { id: "id" })).toMatchObject([
        { code: "FS3107", facts: { id: "x", what, others: 9 } },
      ]);
  });

  it("is named beside others, the population's standard deviation too, until it is excluded", () => {
    const rows = table([...own, ["m", mean], ["s", sd(9)], ["lo", kinds.minimum], ["hi", kinds.maximum]]);
    expect(refusalOf(rows, { id: "id" }).map(({ facts }) => facts.id)).toEqual(["hi", "lo", "s", "m"]);
    const exclude = ["m", "s", "lo", "hi"].map((id) => ({ id, reason: "of the spreadsheet" }));
    expect(runData(rows, { id: "id", exclude }).dataset.rows.id).toHaveLength(9);
  });

  it.prop(
    [
      fc.array(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 12, maxLength: 12 }), {
        minLength: 6,
        maxLength: 14,
      }),
    ],
    {
      numRuns: 30,
    },
  )("is none among spectra of chance", (values) => {
    const rows = values.map(
      (one, i) => [`r${i}`, one.map((v, j) => v + i * 0.37 + ((i * j * 31) % 17) * 0.05)] as const,
    );
    const text = `id,${values[0].map((_, j) => 800 + j)}\n${rows.map(([id, one]) => `${id},${one}\n`).join("")}`;
    expect(runData(text, { id: "id" }).dataset.rows.id).toHaveLength(rows.length);
  });
});
