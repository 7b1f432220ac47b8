/** Method pages beside the code: what the generator refuses, and what the reasons of the quality policy say is true. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { clopperPearson } from "../../blocks/methods/metrics/intervals.ts";
import { policyFields } from "../../blocks/methods/qc/policy-fields.ts";
import { pageForm, parsePage, sourcesOf } from "../../docs/generator/method-page.ts";
import { methodPages } from "../../docs/generator/method-pages.ts";
import { methodFiles } from "../../docs/generator/method-sources.ts";
import { root, tableRows } from "./documents.ts";

const files = methodFiles(root);
const withText = (path: string, text: string) => () => methodPages({ ...files, [path]: text });
function without(path: string): () => unknown {
  const { [path]: _, ...others } = files;
  return () => methodPages(others);
}

describe("pages of methods", () => {
  it.each(["steps/snv.md", "steps/baseline/arpls.md", "steps/baseline.md", "qc/model/r2.md", "trust/defaults.md"])(
    "lack %s, and are refused",
    (path) => {
      expect(files[path]).toMatch(/^# /);
      expect(without(path)).toThrow(`there must be a page blocks/methods/${path}`);
    },
  );
  it.each(["steps/baseline/snv.md", "qc/data/min_accuracy.md"])("are refused with %s, which is of no method", (path) =>
    expect(withText(path, files["steps/snv.md"])).toThrow(`blocks/methods/${path} is the page of no method`),
  );
  it("of a folder are those of a choice: then the page beside it tells what they have in common only", () => {
    expect(withText("steps/snv/fast.md", files["steps/snv.md"])).toThrow("steps/snv.md: it has the sections Formula");
  });
  it("are no part of the program", { tags: "slow" }, () => {
    const dist = readdirSync(join(root, "dist")).filter((name) => name.endsWith(".js"));
    // Bytes: hundreds of searches through eight million characters take three times as long in a string.
    const program = Buffer.concat(dist.map((name) => readFileSync(join(root, "dist", name))));
    const sentences = Object.values(files).flatMap((text) =>
      [...text.matchAll(/^- (.{40,})$/gm)].map(([, one]) => one),
    );
    expect(sentences.length).toBeGreaterThan(250);
    expect(sentences.filter((one) => program.includes(one))).toEqual([]);
  });
  it("are refused by their path", () => {
    expect(withText("drift/psi.md", "# PSI")).toThrow("blocks/methods/drift/psi.md: it must begin with `# psi`");
  });
  it.each([
    ["a step that learns", "steps/msc.md", "## What it learns", "must have Formula, Conventions, What it learns, Cost"],
    ["a family that learns", "features/pls.md", "## What it learns", "must have Formula, Conventions, What it learns"],
    ["a metric", "metrics/f1.md", "## Better", "must have Formula, Conventions, Better, Cost"],
    ["a check", "qc/model/min_accuracy.md", "- `min_accuracy`: ", "“`min_accuracy`: why, `min_accuracy_lower`: why”"],
  ])("of %s say what only such ones have", (_, path, part, why) => {
    expect(files[path]).toContain(part);
    expect(withText(path, files[path].replace(part, part.slice(0, 3)))).toThrow(why);
  });
});

describe("a page", () => {
  const snv = files["steps/snv.md"];
  /** The page of snv with one place of it changed, which must be there. */
  function changed(before: string, after: string): string {
    expect(snv).toContain(before);
    return snv.replace(before, after);
  }
  const fence = /```text\n[^`]*```/.exec(snv)?.[0] ?? "";
  const learns = "## What it learns\n\nNothing.\n\n## Cost";
  it.each([
    ["with another title", "# snv", "# SNV", "it must begin with `# snv`"],
    ["without a section", "## Cost\n", "", "it must have Formula, Conventions, Cost, Sources, Example, in this order"],
    ["with an unknown section", "## Cost", "## Costs", "it has the sections Formula, Conventions, Costs, Sources"],
    ["with what it learns where it learns nothing", "## Cost", learns, "in this order"],
    ["with a section twice", "## Cost", "## Cost\n\nNone.\n\n## Cost", "in this order"],
    ["with a section below another", "## Cost", "### Cost", "in this order"],
    ["with the sentence of its schema", "# snv", "# snv\n\nStandard.", "stands in the description of its schema"],
    ["with an empty section", "O(n·p): two passes over each spectrum.\n", "", "Cost: it is empty"],
    ["without the fence of its formula", fence, "zⱼ", "Formula: it must be a fenced text"],
    ["with two formulas", "```text", "```text\nz\n```\n\n```text", "Formula: it must be one fenced text"],
    ["with an indented formula", "```text\n", "```text\n  ", "Formula: its first line must begin at the margin"],
    ["with half a sentence", "otherwise).", "otherwise", "otherwise” must end with a full stop"],
    ["with conventions in code", "- Divisor", "```\n```\n\n- Divisor", "Conventions: it must be a paragraph or a list"],
    ["with an example that is no YAML", "  - snv", "  - {snv", "Example: it is no YAML: "],
    ["with a source without its year", " 1989,", ",", "Sources: “Barnes, Dhanoa, Lister, Appl. Spectrosc."],
    [
      "with a source without its place",
      " Appl. Spectrosc. 43:772, doi 10.1366/0003702894202201",
      " A",
      "Sources: “Barnes",
    ],
    ["with a DOI that is none", "doi 10.1366/", "doi 1366/", "Sources: “Barnes"],
    ["with a DOI that is a link", "doi 10.1366/", "doi https://doi.org/10.1366/", "Sources: “Barnes"],
  ])("%s is refused", (_, before, after, why) => {
    const text = changed(before, after);
    expect(() => parsePage("snv", text, pageForm())).toThrow(why);
  });
  it("must say what it does where no schema does", () => {
    expect(() => parsePage("snv", snv, pageForm([], true))).toThrow("a sentence below its title must say what it does");
  });
  it("may break its lines, also inside a list", () => {
    const broken = changed("(NumPy's std divides", "(NumPy's std\n  divides").replace("two passes", "two\npasses");
    expect(parsePage("snv", broken, pageForm())).toEqual(parsePage("snv", snv, pageForm()));
  });
  it("may have no source, and says so", () => {
    const none = snv.replace(/- Barnes.*/, "None.");
    expect(sourcesOf(parsePage("snv", none, pageForm()).sections.Sources)).toEqual([]);
  });
});

describe("the reasons of the policy", () => {
  const reasons = new Map(
    tableRows(readFileSync(join(root, "docs/reference/quality-policy.md"), "utf8")).map((row) => [row[0], row[5]]),
  );
  const reasonOf = (field: string): string => reasons.get(`\`${field}\``) ?? "";
  /** Of n samples without an error: the one-sided limit of 95 %, which is the lower end at 90 %. */
  const lower = (n: number): number => clopperPearson(n, n, 0.9)?.[0] ?? Number.NaN;

  it.each(policyFields)(
    "$field says whether its default was measured, calculated or chosen",
    ({ field, default: value }) => {
      expect(reasonOf(field)).toMatch(value === null ? /^none: / : /^(measured|calculated|a choice)[:,]/);
    },
  );
  it.each([
    ["min_samples_per_class", 20, 0.86],
    ["min_samples_per_class", 10, 0.74],
  ])("of %s name the lower limit that %i samples without an error have", (field, n, limit) => {
    expect(lower(n)).toBeCloseTo(limit, 2);
    expect(reasonOf(field)).toContain(String(limit));
  });
  it.each(["min_accuracy_lower", "min_recall_lower", "min_specificity_lower"])(
    "of %s name the fewest samples that reach it",
    (field) => {
      const value = policyFields.find((one) => one.field === field)?.default as number;
      const n = Number(/takes (\d+) samples/.exec(reasonOf(field))?.[1]);
      expect(lower(n)).toBeGreaterThanOrEqual(value);
      expect(lower(n - 1)).toBeLessThan(value);
    },
  );
});
