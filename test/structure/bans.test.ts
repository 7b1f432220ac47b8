/** What no source may use: whatever differs between machines, versions or runs, and what the house does without. */
import { describe, expect, it } from "vitest";
import { bare, sources, textOf } from "./sources.ts";

const bans: readonly (readonly [name: string, pattern: RegExp])[] = [
  ["Math.random", /\bMath\s*\.\s*random\b/],
  ["Math.pow", /\bMath\s*\.\s*pow\b/],
  ["**", /\*\*/],
  ["the clock", /\bDate\s*\.\s*now\b|\bnew Date\b|\bDate\s*\(|\bperformance\s*\.\s*now\b|\bhrtime\b/],
  ["localeCompare", /\.\s*localeCompare\b/],
  ["toLocale…", /\.\s*toLocale\w*/],
  ["Intl", /\bIntl\b/],
  ["a default export", /\bexport\s+default\b|\bas\s+default\b/],
  ["any", /\bas\s+any\b|<\s*any\b|\bany\s*\[\]|[|&]\s*any\b|:\s*any\s*[)=;|]/],
  ["an enum or a namespace", /^\s*(?:export\s+)?(?:const\s+)?(?:enum|namespace)\s+\w/m],
];

/** Places where a rule is broken on purpose, and why. */
const allowed: { readonly [path: string]: { readonly names: readonly string[]; readonly why: string } } = {
  "compiler/cli/process-world.ts": { names: ["the clock"], why: "the one place where time enters" },
  "compiler/compile/clock.ts": { names: ["the clock"], why: "words for a time that was handed in" },
  "compiler/seal/anchors.ts": { names: ["the clock"], why: "words for a time that a signature states" },
  "compiler/seal/new-key.ts": { names: ["the clock"], why: "a certificate takes its times, handed in, as dates" },
};

const all = [...sources("blocks"), ...sources("compiler"), ...sources("schemas")];

describe("the sources", () => {
  it("are found", () => expect(all.length).toBeGreaterThan(150));
  it.each(bans)("do without %s", (name, pattern) => {
    const guilty = all.filter(
      (path) => pattern.test(bare(textOf(path))) && allowed[path]?.names.includes(name) !== true,
    );
    expect(guilty).toEqual([]);
  });
  it.each(Object.entries(allowed))("break a rule in %s only while it is needed there", (path, { names }) => {
    const text = bare(textOf(path));
    for (const name of names) expect(bans.find(([ban]) => ban === name)?.[1].test(text)).toBe(true);
  });
  it("say in their first line what they are", () => {
    expect(all.filter((path) => !/^(?:#!.*\n)?\/\*\*(?: |\n \* )\S/.test(textOf(path)))).toEqual([]);
  });
});

describe("looking for what is banned", () => {
  it.each([
    ["Math.random", "const a = Math.random();"],
    ["**", "const a = b ** 2;"],
    ["the clock", "const a = () => new Date();"],
    ["any", "function f(x: any) {}"],
    ["a default export", "export default 5;"],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: code that is looked at, not run
    ["Math.pow", "const a = `${Math.pow(2, 3)} // no comment`;"],
  ])("finds %s in code", (name, code) => {
    expect(bans.find(([ban]) => ban === name)?.[1].test(bare(code))).toBe(true);
  });
  it.each([
    "// Math.random() and ** and new Date()",
    "/** any: number of x ** 2 */",
    'const a = "new Date() ** localeCompare any";',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: code that is looked at, not run
    "const a = `x: any ** ${b} Math.random()`;",
    "const a = /[/*]**|\\/any/;",
  ])("does not find it in %s", (code) => {
    const text = bare(code);
    expect(bans.filter(([, pattern]) => pattern.test(text)).map(([name]) => name)).toEqual([]);
  });
});
