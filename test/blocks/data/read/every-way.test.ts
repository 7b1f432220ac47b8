/** One table, written in every layout, delimiter, sign, encoding and wrapping: the same matrix to the last bit, or a refusal that names the doubt. */
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { Refusal } from "../../../../blocks/contract/refusal.ts";
import { settledOptions } from "../../../../blocks/data/joined-names.ts";
import { dataOptions } from "../../../../blocks/data/options.ts";
import { readTable } from "../../../../blocks/data/read-table.ts";
import { fileOf } from "../run-data.ts";

/** A table of spectra; numbers as texts with points, so that every writer writes the same digits. */
interface Written {
  readonly ids: readonly string[];
  readonly axis: readonly string[];
  readonly values: readonly (readonly string[])[];
}

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

type Files = { readonly [path: string]: string };
const layouts: { readonly [name: string]: (t: Written, line: (cells: readonly string[]) => string) => Files } = {
  wide: ({ ids, axis, values }, line) => ({
    "t.csv": [["id", ...axis], ...values.map((row, i) => [ids[i], ...row])].map(line).join(""),
  }),
  transposed: ({ ids, axis, values }, line) => ({
    "t.csv": [["nm", ...ids], ...axis.map((x, j) => [x, ...values.map((row) => row[j])])].map(line).join(""),
  }),
  long: ({ ids, axis, values }, line) => ({
    "t.csv": [["id", "nm", "a"], ...values.flatMap((row, i) => row.map((v, j) => [ids[i], axis[j], v]))]
      .map(line)
      .join(""),
  }),
  files: ({ ids, axis, values }, line) =>
    Object.fromEntries(values.map((row, i) => [`${ids[i]}.csv`, row.map((v, j) => line([axis[j], v])).join("")])),
};

const encodings: { readonly [name: string]: (text: string) => Uint8Array } = {
  "UTF-8": (text) => Buffer.from(text),
  "UTF-8 with its mark": (text) => Buffer.from(`\ufeff${text}`),
  "UTF-16": (text) => Buffer.from(`\ufeff${text}`, "utf16le"),
  "UTF-16, big end first": (text) => Buffer.from(`\ufeff${text}`, "utf16le").swap16(),
  "windows-1252": (text) => Buffer.from(text, "latin1"),
  gzip: (text) => gzipSync(text, { level: 1 }),
};

/** What stands around the text: nothing, or lines that are no rows. */
const wrappings: { readonly [name: string]: (text: string) => string } = {
  plain: (text) => text,
  "comments above": (text) => `# Gerät: x\n# Operator: A, B; C\n${text}`,
};

const delimiters = { ",": ",", ";": ";", "\t": "\t", "|": "|", space: "  " };

/** Every bit of what was read, rows by their ids, or the code of the refusal. */
function read(
  files: Files,
  encode: (text: string) => Uint8Array,
  layout: string,
): string | readonly (readonly [string, string])[] {
  const given = Object.entries(files).map(([path, text]) => fileOf(path, encode(text)));
  const options = {
    input: "it",
    ...(layout === "long" ? { id: "id", layout: { long: { axis: "nm", value: "a" } } } : {}),
  };
  try {
    const table = readTable(given, settledOptions(dataOptions.parse(options)));
    const ids = table.meta.find(({ name }) => name === "id")?.texts ?? [];
    const p = table.axis.length;
    return ids
      .map(
        (id, i) =>
          [id, `${table.axis.join(" ")}: ${[...table.spectra.data.subarray(i * p, (i + 1) * p)].join(" ")}`] as const,
      )
      .sort();
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}

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
      const truth = table.ids
        .map((id, i) => [id, `${table.axis.map(Number).join(" ")}: ${table.values[i].map(Number).join(" ")}`])
        .sort();
      for (const [wrapping, wrap] of Object.entries(wrappings)) {
        for (const [encoding, encode] of Object.entries(encodings)) {
          const found = read(files, (text) => encode(wrap(text)), layout);
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
