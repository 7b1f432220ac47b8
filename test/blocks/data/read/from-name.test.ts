/** Columns from names of files: a pattern fits in one way, or is refused. */
import { describe, expect, it } from "vitest";
import { fromName } from "../../../../blocks/data/read/from-name.ts";

describe("a pattern of names", () => {
  it.each<[string, string, object]>([
    ["s/oil01_rep2.txt", "{sample}_rep{n:digits}", { sample: "oil01", n: "2" }],
    ["milk 01a.dpt", "milk {sample:digits}{scan:letters}", { sample: "01", scan: "a" }],
    ["01ä.dpt.gz", "{sample:digits}{_:letters}", { sample: "01" }],
    ["day3/Öl7.csv", "{day}/{oil:letters}{no:digits}", { day: "day3", oil: "Öl", no: "7" }],
    ["RT_01.0", "{kind:letters}_{no:digits}.{scan:digits}", { kind: "RT", no: "01", scan: "0" }],
  ])("%s by %s", (path, pattern, columns) => {
    expect(Object.fromEntries(fromName(path, pattern))).toEqual(columns);
  });
  it.each([
    ["milk 01a.dpt", "milk {sample:digits}{scan}", "FS3115"],
    ["milk 01.dpt", "milk {sample:digits}{scan:letters}", "FS3114"],
    ["milk 01a.dpt", "milk {sample:numbers}{scan:letters}", "FS3114"],
  ])("%s is refused by %s with %s", (path, pattern, code) => {
    expect(() => fromName(path, pattern)).toThrow(code);
  });
});
