/** The glossary: every word once, in order, with one sentence and the page that explains it. */
import { describe, expect, it } from "vitest";
import { documentAt, linksOf, tableRows } from "./documents.ts";

const page = documentAt("docs/explanation/glossary.md");
const lists = page.text
  .split("\n## ")
  .slice(1)
  .map((part) => tableRows(part));

describe("the glossary", () => {
  it.each([
    [
      "the field's words",
      0,
      ["data leakage", "external test set", "fold", "latent variable", "replicate", "sample", "SNV"],
    ],
    ["ours", 1, ["artifact", "content digest", "gate", "key", "manifest", "recipe", "unit of work", "view", "World"]],
  ])("has %s once each, in order", (_, k, some) => {
    const words = lists[k].map(([word]) => word);
    const lower = words.map((word) => word.toLowerCase());
    expect(lower).toEqual([...new Set(lower)].sort());
    expect(words).toEqual(expect.arrayContaining(some));
  });
  it("says each in one sentence without a full stop, and where it is explained", () => {
    const rows = lists.flat();
    for (const [word, means, where] of rows) {
      expect(means, word).toMatch(/^[^.]{10,140}$/);
      expect(where, word).toMatch(/^\[[^\]]+\]\([^)]+\)$/);
    }
    expect(linksOf(page)).toHaveLength(rows.length);
  });
});
