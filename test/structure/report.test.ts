/** The report is one value: of what renders, only what makes that value looks at the run. */
import { describe, expect, it } from "vitest";
import { sources, textOf } from "./sources.ts";

/** Makes the value from the run, or says where its figures stand. */
const makers = [
  "arrange.ts",
  "beside.ts",
  "disclaimer.ts",
  "fill.ts",
  "origin.ts",
  "report-block.ts",
  "report.ts",
  "scheme-name.ts",
  "status.ts",
  "summary.ts",
].map((name) => `compiler/render/${name}`);

const looksAtRun = (path: string): boolean =>
  [...textOf(path).matchAll(/import (?:type )?\{([^}]*)\} from "\.\.\/run\/types\.ts"/g)].some(([, names]) =>
    /\b(?:Run|RunBlock)\b/.test(names),
  );

describe("writers of the report", () => {
  it("read the report and no run", () => {
    const all = sources("compiler/render").filter(looksAtRun);
    expect(all.filter((path) => !makers.includes(path))).toEqual([]);
  });
  it("are told apart from what makes it by a list that holds nothing else", () => {
    expect(makers.filter((path) => !looksAtRun(path))).toEqual([]);
  });
});
