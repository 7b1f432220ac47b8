/** JSON set for paper reads back as what it was, and stays within the page. */
import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { packedJson } from "../../../compiler/render/packed-json.ts";

describe("packed JSON", () => {
  it("puts on a line what fits, and fills long lists like paragraphs", () => {
    expect(packedJson({ a: 1, b: [true, null] }, 40)).toBe('{"a": 1, "b": [true, null]}');
    expect(packedJson({ name: "x", list: [10, 20, 30, 40, 50, 60] }, 20)).toBe(
      '{\n  "name": "x",\n  "list": [\n    10, 20, 30, 40,\n    50, 60\n  ]\n}',
    );
  });

  test.prop([fc.jsonValue(), fc.integer({ min: 10, max: 120 })])("reads back as the same value", (value, width) => {
    expect(JSON.parse(packedJson(value, width))).toEqual(JSON.parse(JSON.stringify(value)));
  });

  test.prop([fc.array(fc.integer({ min: -9999, max: 9999 }), { minLength: 1 }), fc.integer({ min: 12, max: 60 })])(
    "is as wide as it may be, and no wider",
    (numbers, width) => {
      const lines = packedJson({ numbers }, width).split("\n");
      for (const line of lines) expect(line.length).toBeLessThanOrEqual(Math.max(width, '  "numbers": ['.length));
    },
  );
});
