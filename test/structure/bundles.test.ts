/** Bundles of what computes: no sentence of the catalogue and no word of a metric is in what a key is made of. */
import { describe, expect, it } from "vitest";
import { metrics } from "../../blocks/methods/metrics/declared.ts";
import { catalogue } from "../../compiler/diagnostics/catalogue.ts";
// @ts-expect-error: a script of the build, without types.
import { bundles } from "../../compiler/implementations.mjs";

const made = (await bundles()) as { readonly [id: string]: { readonly text: string } };
const all = Object.entries(made).map(([id, { text }]) => [id, text] as const);

/** Runs of words that stand in a bundle as they are written: no quotes, no placeholders, nothing that is escaped; names are none. */
const runs = (text: string): readonly string[] =>
  text.split(/[`"'\\{}]|[^ -~]/).filter((run) => run.trim().length >= 20 && run.trim().split(" ").length > 2);

describe("what a key is made of", () => {
  it("holds no title, sentence, help or mark of a finding", { tags: "slow" }, () => {
    expect(all.length).toBeGreaterThan(30);
    const words = [...catalogue].flatMap(([code, { title, sentence, help, mark = "" }]) =>
      [title, sentence, ...help, mark].flatMap(runs).map((run) => ({ code, run })),
    );
    expect(words.length).toBeGreaterThan(500);
    const found = all.flatMap(([id, text]) =>
      words.filter(({ run }) => text.includes(run)).map(({ code, run }) => `${id}: ${code} ${run}`),
    );
    expect(found).toEqual([]);
  });
  it("holds none of the words by which a text means a metric", () => {
    const found = all.flatMap(([id, text]) =>
      metrics.filter(({ says }) => text.includes(says.source)).map(({ name }) => `${id}: ${name}`),
    );
    expect(found).toEqual([]);
  });
});
