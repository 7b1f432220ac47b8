/** Field columns: whatever is kept of a column while its rows are read, the cells that are asked for are what stands there. */

import { describe, expect } from "vitest";
import { bare } from "../../../../blocks/data/csv/cell.ts";
import type { FieldColumn } from "../../../../blocks/data/csv/field-column.ts";
import { LaterColumn } from "../../../../blocks/data/csv/later-column.ts";
import { NameColumn } from "../../../../blocks/data/csv/name-column.ts";
import { TextColumn } from "../../../../blocks/data/csv/text-column.ts";
import { TimeColumn } from "../../../../blocks/data/csv/time-column.ts";

import { signsOf } from "../../../../blocks/data/read/signs.ts";
import { instantOf } from "../../../../schemas/instant.ts";
import { fc, it } from "../../../fixtures/property.ts";

const comma = 44;
const quoted = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** The column of cells that stand one a line. */
function filled<T extends FieldColumn>(cells: readonly string[], columnOf: (bytes: Uint8Array) => T): T {
  const parts = cells.map((cell) => new TextEncoder().encode(`${quoted(cell)}\n`));
  const bytes = Buffer.concat(parts);
  const column = columnOf(bytes);
  let at = 0;
  for (const part of parts) {
    column.add(bytes, at, at + part.length - 1);
    at += part.length;
  }
  return column;
}

const textsOf = (column: FieldColumn, cells: readonly string[]): readonly string[] =>
  cells.map((_, row) => column.text(row));

const ways: readonly (readonly [string, (bytes: Uint8Array, capacity: number) => FieldColumn])[] = [
  ["text", () => new TextColumn()],
  ["names", (_, capacity) => new NameColumn(capacity)],
  ["times", (bytes, capacity) => new TimeColumn(bytes, comma, capacity)],
  ["later", (bytes, capacity) => new LaterColumn(bytes, comma, capacity)],
];

const cell = fc.oneof(
  fc.constantFrom(
    "",
    "S1",
    "é",
    'a "b"',
    "x,y",
    "two\nlines",
    " 2026-03-10 ",
    "2026-03-10T08:30:00Z",
    "2026-02-30",
    "soon",
  ),
  fc.constantFrom(
    "1.492",
    "1,492",
    "0.5",
    "-3",
    "+.5",
    "5.",
    "1'000.5",
    "1 000",
    "1e5",
    "12.345.678",
    "\u00a07",
    "lab3",
    "1,492.5",
  ),
  fc.nat(99999).map(String),
);

describe.each(ways)("a column kept as %s", (_, columnOf) => {
  it.prop([fc.array(cell, { minLength: 1, maxLength: 60 }), fc.integer({ min: 1, max: 40 })])(
    "has each cell as it stands there, in a long table that repeats itself too",
    (words, times) => {
      const cells = Array.from({ length: words.length * times }, (_, i) => words[(i * 7) % words.length]);
      expect(
        textsOf(
          filled(cells, (bytes) => columnOf(bytes, cells.length)),
          cells,
        ),
      ).toEqual(cells);
    },
  );

  it("goes on behind a row that was left out", () => {
    const bytes = new TextEncoder().encode("a,b,c");
    const column = columnOf(bytes, 3);
    column.add(bytes, 0, 1);
    column.add(bytes, 2, 3);
    column.cut(1);
    column.add(bytes, 4, 5);
    expect([column.text(0), column.text(1)]).toEqual(["a", "c"]);
  });
});

describe("names", () => {
  it("of 90,000 are told apart, each made once", () => {
    const cells = Array.from({ length: 160_000 }, (_, i) => `S${(i * 7919) % 90_000}`);
    const column = filled(cells, () => new NameColumn(cells.length));
    expect(column.names).toHaveLength(90_000);
    expect(cells.findIndex((text, row) => column.text(row) !== text)).toBe(-1);
  });
});

describe("times", () => {
  it.prop([fc.array(cell, { minLength: 1, maxLength: 30 })])("are what their texts say", (cells) => {
    const { instants } = filled(cells, (bytes) => new TimeColumn(bytes, comma, cells.length));
    expect([...instants]).toEqual(cells.map((text) => instantOf(bare(text))));
  });
});

describe("signs", () => {
  it.prop([fc.array(cell, { minLength: 1, maxLength: 12 }), fc.constantFrom<"," | ";">(",", ";")])(
    "of cells that are no texts yet are those of their texts",
    (cells, delimiter) => {
      const column = filled(cells, (bytes) => new LaterColumn(bytes, comma, cells.length));
      const inFile = {
        rows: cells.length,
        bytes: column.bytes,
        start: (row: number) => column.start(row),
        end: (row: number) => column.end(row),
        text: (row: number) => column.text(row),
      };
      expect(signsOf([inFile], delimiter, {})).toEqual(signsOf(cells, delimiter, {}));
    },
  );
});
