import { describe, expect, it } from "vitest";
import { canonicalJson } from "../../../compiler/store/canonical.ts";
import { jsonText } from "../../../compiler/store/json-text.ts";
import { fc, it as property } from "../../fixtures/property.ts";

describe("canonical JSON", () => {
  it("is the text RFC 8785 gives for its example", () => {
    const value = {
      // biome-ignore lint/correctness/noPrecisionLoss: the example of the RFC has more digits than a double
      numbers: [333333333.33333329, 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: '\u20ac$\u000f\nA\'B"\\\\"/',
      literals: [null, true, false],
    };
    expect(canonicalJson(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  it("sorts members by UTF-16 code units, as the RFC's example of section 3.2.3", () => {
    const value = { "\u20ac": 1, "\r": 2, "\ufb33": 3, "1": 4, "\ud83d\ude00": 5, "\u0080": 6, "\u00f6": 7 };
    expect(Object.keys(JSON.parse(canonicalJson(value)))).toEqual([
      "1",
      "\r",
      "\u0080",
      "\u00f6",
      "\u20ac",
      "\ud83d\ude00",
      "\ufb33",
    ]);
  });

  it.each([[Number.NaN], [Number.POSITIVE_INFINITY], [Float64Array.of(1)], [() => 1], ["\ud800"], [1n]])(
    "refuses %s, which JSON cannot hold",
    (value) => {
      expect(() => canonicalJson(value)).toThrow(TypeError);
    },
  );

  property.prop([fc.jsonValue()])("means the same as the value, whatever the order of members", (value) => {
    const text = canonicalJson(value);
    expect(canonicalJson(JSON.parse(text))).toBe(text);
    expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
  });
});

describe("JSON text for people", () => {
  property.prop([fc.jsonValue()])("reads back as the value", (value) => {
    expect(JSON.parse(jsonText(value))).toEqual(JSON.parse(JSON.stringify(value)));
  });

  it("keeps the order of members and puts plain lists on one line", () => {
    expect(jsonText({ b: [1, 2], a: { c: [] } })).toBe('{\n  "b": [1, 2],\n  "a": {\n    "c": []\n  }\n}\n');
  });

  it("refuses NaN, which would turn into null unseen", () => {
    expect(() => jsonText({ x: Number.NaN })).toThrow(/NaN/);
  });
});
