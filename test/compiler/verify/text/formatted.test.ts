/** Both verifiers write a number as the report does, each by code of its own. */
import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { columnForm, type Form, numberText, quantities } from "../../../../blocks/contract/quantity.ts";
import { formatted } from "../../../../compiler/verify/text/formatted.ts";
import { fc, it as prop } from "../../../fixtures/property.ts";
import { havePython } from "../../../verify-py/python.ts";

const plain = (text: string) => text.replaceAll("\u00a0", " ").replaceAll("\u2212", "-");
const form = fc
  .tuple(fc.constantFrom(...quantities), fc.option(fc.integer({ min: 0, max: 6 })))
  .map(
    ([name, digits]): Form => (digits === null || ["p", "p said", "count"].includes(name) ? name : `${name}:${digits}`),
  );
const number = fc.oneof(
  fc.double({ min: -1e300, max: 1e300, noNaN: true }),
  fc.double({ min: -2, max: 2, noNaN: true }),
  fc.integer({ min: -2_000_000, max: 2_000_000 }),
  fc.constantFrom(0, 1, 0.5, 2.5, 0.125, 999.7, 999.5, -999.96, 0.9996, 0.0005, 9999, 10_000, 1e15, 1e21, 1.005, 8.345),
);
/** p is never negative. */
const sensible = (value: number, format: Form) =>
  format.startsWith("p") && !format.startsWith("pre") ? Math.abs(value) % 1 : value;

describe("a number, formatted again,", () => {
  prop.prop([number, form])("reads as the report prints it", (value, format) => {
    const one = sensible(value, format);
    expect(formatted([one], format)).toBe(plain(numberText(one, format)));
  });
  prop.prop([fc.tuple(number, number)])("has as many decimals as the other end of its interval of shares", (ends) => {
    const shares = ends.map((end) => Math.abs(end) % 1);
    const own = columnForm("share", shares);
    expect(formatted(shares, "share")).toBe(plain(shares.map((end) => numberText(end, own)).join(" to ")));
  });
  it("is no quantity's where an author chose the format", () => {
    expect(formatted([0.5], ".1%")).toBeNull();
    expect(formatted([0.5, 2], null)).toBe("0.5 to 2");
  });
  it.skipIf(!havePython())("reads the same to verify.py", () => {
    const cases = fc.sample(fc.tuple(number, form), { numRuns: 3000, seed: 7 });
    const asked = cases.map(([value, format]): [number, Form] => [sensible(value, format), format]);
    const script = [
      "import importlib.util, json, sys",
      "spec = importlib.util.spec_from_file_location('verify', sys.argv[1])",
      "verify = importlib.util.module_from_spec(spec)",
      "spec.loader.exec_module(verify)",
      "print(json.dumps([verify.formatted([float(value)], form) for value, form in json.load(sys.stdin)]))",
    ].join("\n");
    const { stdout, stderr } = spawnSync("python3", ["-c", script, resolve("verify.py")], {
      input: JSON.stringify(asked),
      encoding: "utf8",
      maxBuffer: 1 << 26,
    });
    expect(stderr).toBe("");
    expect(JSON.parse(stdout)).toEqual(asked.map(([value, format]) => formatted([value], format)));
  });
});
