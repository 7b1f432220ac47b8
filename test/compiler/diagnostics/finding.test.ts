/** Findings are built from the catalogue, and lead to one exit code. */

import { describe, expect, it } from "vitest";
import { closest, distance } from "../../../blocks/contract/closest.ts";
import type { Facts } from "../../../blocks/contract/refusal.ts";
import {
  dataPosition,
  fill,
  finding,
  fromRemark,
  internalError,
  pointer,
} from "../../../compiler/diagnostics/build.ts";
import { anchorOf, catalogue, collect, errorType } from "../../../compiler/diagnostics/catalogue.ts";
import { decisive, exitCode } from "../../../compiler/diagnostics/exit-code.ts";
import { closestCode, codeRanges, explain } from "../../../compiler/diagnostics/explain.ts";
import type { Finding } from "../../../compiler/diagnostics/finding.ts";
import { fc } from "../../fixtures/property.ts";

const at = (line: number) => ({ file: "a.md", line, column: 1, endLine: line, endColumn: 2 });

describe("the catalogue", () => {
  it.each([...catalogue])("says of %s what happened and what to do", (code, entry) => {
    expect(code).toMatch(/^FS\d{4}$/);
    expect(entry.title).toMatch(/^[A-Z].*[^.]$/);
    expect(entry.sentence).not.toMatch(/\.$|^[A-Z][a-z]+ (is|are) /);
    expect(entry.help.length).toBeGreaterThan(0);
    expect([2, 3, 4, 5, 6, 7, 8, 9]).toContain(entry.exit);
    expect(errorType(code, entry.exit)).toBe(entry.errorType ?? errorType("FS9998", entry.exit));
    for (const text of [entry.sentence, ...entry.help, entry.mark ?? ""]) {
      expect(text.replaceAll(/\{[A-Za-z_][A-Za-z0-9_]*(\|(and|plain|[a-z ]+\/{1,2}[a-z ]+))?\}/g, "")).not.toMatch(
        /\{[A-Za-z_]+\|/,
      );
      expect((text.match(/`/g) ?? []).length % 2, text).toBe(0);
    }
    expect(explain(code)).toContain(entry.title);
    expect(anchorOf(code)).toContain(code.toLowerCase());
  });
  it.each([
    [1, "1 cell of `lot` has spaces"],
    [2, "2 cells of `lot` have spaces"],
  ])("counts %d in the number that fits", (cells, says) => {
    expect(finding("FS3060", null, { cells, column: "lot" }).message).toContain(says);
    expect(explain("FS3060")).toContain("<cells> cells of `<column>` have spaces");
  });
  it("holds a code once", () => {
    const entry = [...catalogue.values()][0];
    expect(() => collect([{ FS9990: entry }, { FS9990: entry }])).toThrow(/FS9990 stands twice/);
  });
  it("does not know other codes, and says so as a mistake of our own", () => {
    expect(() => finding("FS9998", null)).toThrow(/internal error.*FS9998/);
    expect(explain("FS9998")).toBeNull();
    expect(explain("2107")).toBe(explain("fs2107"));
  });
  it.each([
    ["fs2170", "FS2107"],
    ["FS210", "FS2101"],
    ["FS21077", "FS2107"],
    ["FS9998", null],
    ["FS9999", null],
    ["polyoder", null],
    ["", null],
  ])("for %s thinks of %s: only of a code that is really near", (code, near) => {
    expect(closestCode(code)).toBe(near);
  });
  it("says which codes there are where none is near", () => {
    expect(codeRanges().join()).toContain("FS0001");
    expect(codeRanges().every((range) => /^FS(\d)\d{3}( to FS\1\d{3})?$/.test(range))).toBe(true);
    expect(codeRanges().length).toBe(new Set([...catalogue.keys()].map((code) => code[2])).size);
  });
});

describe("a finding", () => {
  it("prints lists as people write them", () => {
    const facts = {
      one: ["a"],
      two: ["a", "b"],
      three: ["a", "b", "c"],
      numbers: [1, 2.123456789],
      many: Array.from({ length: 25 }, (_, i) => `n${i}`),
    };
    expect(fill("{one} {two} {three} {three|and} {three|plain} {numbers}", facts)).toBe(
      "`a` `a` or `b` `a`, `b` or `c` `a`, `b` and `c` a, b, c 1 or 2.12346",
    );
    expect(fill("{many}", facts)).toMatch(/`n19` and 5 more$/);
    expect(fill("{n} {x} {t} {gone}", { n: 4294967295, x: 0.1 + 0.2, t: true })).toBe("4294967295 0.3 true ?");
  });
  it("shows characters that cannot be seen", () => {
    expect(fill("{a}", { a: "x\u202Ey\u0007\n" })).toBe("xU+202EyU+0007U+000A");
  });
  it("leaves out help that has nothing to say, and takes the first alternative that has", () => {
    const facts = { key: "x", owner: "block `a`", name: "`data`", allowed: ["b"], suggestion: null };
    expect(finding("FS2107", null, facts).help).toEqual(["what block `a` knows: `b`"]);
    expect(finding("FS2107", null, { ...facts, suggestion: "b" }).help).toEqual(["did you mean `b`?"]);
    expect(finding("FS2107", null, { ...facts, allowed: [] }).help).toEqual(["leave it out: block `a` has no options"]);
  });
  it("has a pointer made from a path", () => {
    expect(pointer(["a/b", 0, "c~d"])).toBe("/a~1b/0/c~0d");
    expect(finding("FS2060", null, {}, { pointer: ["steps", 1] }).pointer).toBe("/steps/1");
  });
  const block = { id: "prep", position: at(5), at: () => at(7) };
  it("of a remark stands in the data, in the option, or at the block", () => {
    const remark = { code: "FS2110", facts: { what: "a", reason: "b" } };
    const place = { input: "meat", line: 118, field: 7 };
    const inData = (where: typeof place) => dataPosition("data/meat.csv", where);
    expect(fromRemark(remark, block).position?.line).toBe(5);
    expect(fromRemark({ ...remark, option: ["steps", 1] }, block)).toMatchObject({
      position: { line: 7 },
      block: "prep",
      pointer: "/steps/1",
    });
    expect(
      fromRemark({ ...remark, data: place }, block, (where) => inData(where as typeof place)).position,
    ).toMatchObject({ file: "data/meat.csv", line: 118, column: 7 });
    expect(fromRemark({ ...remark, data: place }, block).position?.line).toBe(5);
  });

  it("says the facts of a remark that was kept as codes in the words of its kind", () => {
    const told = (code: string, facts: Facts): Facts =>
      code === "FS3062" && facts.things === "batch" ? { things: "batches" } : {};
    const kept = { code: "FS3062", facts: { first: "a", second: "b", things: "batch", column: "k" } };
    expect(fromRemark(kept, { ...block, kind: { told } }).message).toContain("are two batches");
  });
  it("of a remark that the mode does not bear is an error, whatever the catalogue says", () => {
    const kept = { code: "FS3062", facts: { first: "a", second: "b", things: "batches", column: "k" } };
    expect(fromRemark(kept, block).severity).toBe("warning");
    expect(fromRemark({ ...kept, isError: true }, block)).toMatchObject({ severity: "error", exit: 3 });
  });
  it("of our own mistake has the exit code of its stage", () => {
    const found = internalError("trust", "boom", "t");
    expect(found).toMatchObject({ stage: "trust", exit: 6, block: "t", message: expect.stringContaining("boom") });
    expect(errorType(found.code, found.exit)).toBe("InternalError");
  });
});

describe("the exit code", () => {
  const with_ = (exit: number, severity: Finding["severity"] = "error"): Finding => ({
    ...finding("FS2060", null),
    exit,
    severity,
  });
  it("is 0 without errors", () => {
    expect(exitCode([])).toBe(0);
    expect(exitCode([with_(4, "warning"), with_(2, "note")])).toBe(0);
  });
  it("is the first of 2, 4, 3, 5, 7, 6, 8, 9, in whatever order they come", () => {
    const order = [2, 4, 3, 5, 7, 6, 8, 9];
    fc.assert(
      fc.property(fc.subarray(order, { minLength: 1 }), fc.nat(), (exits, shift) => {
        const turned = exits.map((_, i) => with_(exits[(i + shift) % exits.length]));
        expect(exitCode(turned)).toBe(exits[0]);
        expect(decisive(turned)?.exit).toBe(exits[0]);
      }),
    );
  });
});

describe("did you mean", () => {
  const steps = ["savgol", "snv", "crop", "components", "window", "order", "mean-center"];
  it.each([
    ["savgool", "savgol"],
    ["snw", "snv"],
    ["corp", "crop"],
    ["Order", "order"],
    ["polyorder", "order"],
    ["polyoder", "order"],
    ["mean_center", "mean-center"],
    ["comp", "components"],
    ["widnow", "window"],
  ])("takes %s for %s", (name, wanted) => expect(closest(name, steps)).toBe(wanted));
  it.each(["baseline", "x", "", "quantile"])("does not guess for '%s'", (name) =>
    expect(closest(name, steps)).toBeNull(),
  );
  it("counts a swap of neighbours as one", () => {
    expect([distance("ab", "ba"), distance("abc", "acb"), distance("", "ab"), distance("kitten", "sitting")]).toEqual([
      1, 1, 2, 3,
    ]);
  });
  it("finds every allowed name in itself", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ minLength: 1, maxLength: 20 }), { minLength: 1 }), (names) => {
        for (const name of names) expect(closest(name, names)).toBe(name);
      }),
    );
  });
});
