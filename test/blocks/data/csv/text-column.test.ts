/** Texts of a column: what stands in the bytes, however often it was there before. */
import { describe, expect } from "vitest";
import { TextColumn } from "../../../../blocks/data/csv/text-column.ts";
import { fc, it } from "../../../fixtures/property.ts";

/** The texts of cells that stand one behind the other. */
function through(cells: readonly string[]): readonly string[] {
  const column = new TextColumn();
  const parts = cells.map((cell) => new TextEncoder().encode(cell));
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    column.add(bytes, at, at + part.length);
    at += part.length;
  }
  return column.texts;
}

describe("a column of texts", () => {
  const word = fc.oneof(
    fc.constantFrom("", "S1", "S2", "é", "2026-03-10T08:30:00Z", "x".repeat(40)),
    fc.nat(99999).map(String),
  );

  it.prop([fc.array(word, { minLength: 1, maxLength: 40 }), fc.integer({ min: 1, max: 60 })])(
    "holds each cell as it is written, in a long table that repeats itself too",
    (words, times) => {
      const cells = Array.from({ length: words.length * times }, (_, i) => words[(i * 7) % words.length]);
      expect(through(cells)).toEqual(cells);
    },
  );

  it("holds 90,000 different cells and their repetitions", () => {
    const cells = Array.from({ length: 160000 }, (_, i) => `S${(i * 7919) % 90000}`);
    const texts = through(cells);
    expect(texts.findIndex((text, i) => text !== cells[i])).toBe(-1);
    expect(texts).toHaveLength(cells.length);
  });

  it("is cut where a row is left out, and goes on", () => {
    const column = new TextColumn();
    const bytes = new TextEncoder().encode("aab");
    [0, 1, 2].forEach((at) => {
      column.add(bytes, at, at + 1);
    });
    column.cut(1);
    column.add(bytes, 2, 3);
    expect(column.texts).toEqual(["a", "b"]);
  });
});
