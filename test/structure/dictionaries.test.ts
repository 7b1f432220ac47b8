/** Dictionaries keyed by what an author calls things: none inherits, none is read by a bare index. By syntax, with a list of allowed places. */
import { describe, expect, it } from "vitest";
import { bare, sources, textOf } from "./sources.ts";

/** What keys are called that may hold an author's words. Numbers have other names: `i`, `code`, `row`, `at`. */
const word = "name|id|key|column|batch|group|input|path|file|label|each";
const read = new RegExp(`[\\])\\w?.]\\[(?:\\w+[.?])*(?:${word})\\]`);
const made = /(?:\{ *\[\w+: string\][^;]*\}|Record<string,[^=]*>) = \{\};/;

const ofProgram = "the keys are the program's own: metrics, steps, checks, methods, files it writes";
const ofItself = "the keys are those the dictionary itself lists";
const looked = "what it holds was looked for before";
const allowed: { readonly [why: string]: readonly string[] } = {
  [ofProgram]: [
    "blocks/contract/methods.ts",
    "blocks/methods/metrics/state.ts",
    "blocks/methods/qc/judge.ts",
    "blocks/methods/qc/report.ts",
    "blocks/methods/qc/words.ts",
    "blocks/model/brief.ts",
    "blocks/data/design-words.ts",
    "compiler/store/state.ts",
    "blocks/model/views/metrics.ts",
    "blocks/model/views/summary.ts",
    "compiler/cli/init/sizes.ts",
    "compiler/cli/work/init.ts",
    "compiler/compile/contract-findings.ts",
    "compiler/compile/evidence-of.ts",
    "compiler/compile/finish.ts",
    "compiler/plan/key.ts",
    "compiler/plan/why.ts",
    "compiler/print/outline.ts",
    "compiler/prose/sentences.ts",
    "compiler/render/csv.ts",
    "compiler/render/figures.ts",
    "compiler/render/markdown.ts",
    "compiler/render/page.ts",
    "compiler/render/provenance.ts",
    "compiler/render/statement.ts",
    "compiler/render/table.ts",
    "compiler/render/visible.ts",
    "compiler/run/assemble.ts",
    "compiler/run/failed-checks.ts",
    "compiler/run/typed-numbers.ts",
    "compiler/verify/class-metrics.ts",
    "compiler/verify/class-values.ts",
    "compiler/verify/reliability.ts",
    "compiler/verify/spectra/checked.ts",
    "compiler/verify/target-metrics.ts",
    "schemas/contract.ts",
  ],
  [ofItself]: [
    "blocks/data/summary-table.ts",
    "blocks/data/views.ts",
    "blocks/model/infer.ts",
    "blocks/trust/views/coverage-by-class.ts",
    "compiler/document/blocks.ts",
    "compiler/plan/decide.ts",
    "compiler/store/canonical.ts",
    "schemas/generate.ts",
    "schemas/json.ts",
  ],
  [looked]: [
    "compiler/compile/inputs.ts",
    "compiler/diagnostics/sources.ts",
    "compiler/document/issues.ts",
    "compiler/document/schema-walk.ts",
    "compiler/render/arrange.ts",
    "compiler/run/unit.ts",
    "schemas/tagged.ts",
  ],
};
const places = new Map(Object.entries(allowed).flatMap(([why, paths]) => paths.map((path) => [path, why] as const)));

/** Lines that read by a bare index; where the same line asks for an own key, or the dictionary was made here, it may. */
function guiltyIn(path: string): readonly string[] {
  const text = bare(textOf(path));
  const own = [...text.matchAll(/const (\w+) = dictionary/g)].map(([, name]) => name);
  return text
    .split("\n")
    .filter((line) => made.test(line) || (read.test(line) && !/hasOwn|\bconst \[|^\s*(?:readonly )?\[/.test(line)))
    .filter((line) => !own.some((name) => line.includes(`${name}[`)));
}

const all = [...sources("blocks"), ...sources("compiler"), ...sources("schemas")];

describe("dictionaries", () => {
  it("of names are Maps or made by `dictionary`, and read by `own`", () => {
    const guilty = all.filter((path) => !places.has(path)).map((path) => [path, guiltyIn(path)] as const);
    expect(guilty.filter(([, lines]) => lines.length > 0)).toEqual([]);
  });
  it("are read otherwise in files that are there", () => {
    expect([...places.keys()].filter((path) => !all.includes(path))).toEqual([]);
  });
  it.each(["const a = files[name];", "return of?.[block.id];", "const a: { [name: string]: string } = {};"])(
    "%s would be found",
    (line) => expect(made.test(line) || read.test(line)).toBe(true),
  );
});
