/** One table, written in every layout, delimiter, sign, encoding and wrapping: the same matrix to the last bit, or a refusal that names the doubt. */
import { describe, expect, it } from "vitest";
import { readTable } from "../../../../blocks/data/read-table.ts";
import { delimiters, encodings, layouts, read, truthOf, type Written } from "./written-ways.ts";

const tables: { readonly [name: string]: Written } = {
  plain: {
    ids: ["öl1", "öl2", "oil3"],
    axis: ["800.5", "802.5", "804.25", "806.5"],
    values: [
      ["0.25", "-1.5e-3", "12.0625", "3"],
      ["0.1", "0.30000000000000004", "7", "0.5"],
      ["1234.5", "0.001", "2.25", "1e2"],
    ],
  },
  // Numbers that are others with thousands.
  grouped: {
    ids: ["a", "b"],
    axis: ["800", "802", "805"],
    values: [
      ["1.492", "2.001", "3"],
      ["7.125", "8", "9.875"],
    ],
  },
  counts: {
    ids: ["a", "b"],
    axis: ["1100", "1102", "1105"],
    values: [
      ["14920", "22", "65535"],
      ["7", "812", "0"],
    ],
  },
};

/** What stands around the text: nothing, or lines that are no rows. */
const wrappings: { readonly [name: string]: (text: string) => string } = {
  plain: (text) => text,
  "comments above": (text) => `# Gerät: x\n# Operator: A, B; C\n${text}`,
};

const cases = Object.keys(tables).flatMap((table) =>
  Object.keys(layouts).flatMap((layout) =>
    Object.keys(delimiters).flatMap((delimiter) =>
      [".", ","].map((decimal) => [table, layout, delimiter, decimal] as const),
    ),
  ),
);

describe("a table of spectra", () => {
  it.each(cases)(
    "%s, %s, columns by %j, decimal %s: the same to the last bit in every encoding and wrapping, or a doubt",
    (name, layout, delimiter, decimal) => {
      const table = tables[name];
      const sign = delimiters[delimiter as keyof typeof delimiters];
      const cell = (text: string) => {
        const written = decimal === "," ? text.replace(".", ",") : text;
        return written.includes(sign) ? `"${written}"` : written;
      };
      const files = layouts[layout](table, (cells) => `${cells.map(cell).join(sign)}\n`);
      const truth = truthOf(table);
      for (const [wrapping, wrap] of Object.entries(wrappings)) {
        for (const [encoding, encode] of Object.entries(encodings)) {
          const found = read(files, (text) => encode(wrap(text)), layout, readTable);
          const where = `${wrapping}, ${encoding}`;
          if (typeof found === "string") expect(["FS3101", "FS3102"], where).toContain(found);
          else expect(found, where).toEqual(truth);
          // Nothing is doubtful of numbers with points and no three digits behind each, or of whole ones.
          if (name !== "grouped") expect(typeof found, where).not.toBe("string");
        }
      }
    },
  );
});
