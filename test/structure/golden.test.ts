/** Golden files: numbers that other programs made. Each says by what, from which script, and after which convention; none holds a number that is none. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const folder = join(import.meta.dirname, "../fixtures/golden");
const files = readdirSync(folder).filter((name) => name.endsWith(".json"));
type Held = { readonly [key: string]: unknown };

/** Strictly: JSON has no NaN and no Infinity, and a number too large to hold is refused. */
function strictly(text: string): Held {
  return JSON.parse(text, (key, value) => {
    if (typeof value === "number" && !Number.isFinite(value)) throw new RangeError(`${key}: not a finite number`);
    return value;
  }) as Held;
}

/** What the file and the script beside it say of where the numbers come from. */
function origin(file: string, held: Held): { readonly madeBy: string; readonly all: string } {
  const beside = ["R", "py"].map((end) => join(folder, file.replace(/json$/, end))).find((path) => existsSync(path));
  const madeBy = JSON.stringify(held["made by"] ?? held.made_by ?? held.made_with ?? held.source ?? "");
  const script = beside === undefined ? "" : readFileSync(beside, "utf8");
  return {
    madeBy,
    all: `${madeBy} ${script} ${held.convention === undefined && held.conventions === undefined ? "" : "convention"}`,
  };
}

describe("a golden file", () => {
  it("is one of many", () => expect(files.length).toBeGreaterThan(10));

  it.each(files)("%s is strict JSON without a NaN", (file) => {
    expect(Object.keys(strictly(readFileSync(join(folder, file), "utf8"))).length).toBeGreaterThan(1);
  });

  it.each(files)("%s names the independent programs that made it, and the convention they follow", (file) => {
    const { madeBy, all } = origin(file, strictly(readFileSync(join(folder, file), "utf8")));
    expect(madeBy).toMatch(/\bR\b|scipy|scikit-learn|numpy|pybaselines/);
    expect(all).toMatch(/convention/i);
  });

  it.each([
    ["a NaN", '{"a": [1, NaN]}'],
    ["a number that is none", '{"a": 1e999}'],
    ["an end too many", '{"a": 1,}'],
  ])("with %s would be refused", (_, text) => expect(() => strictly(text)).toThrow());
});
