/** Numbers of a model whose folds leak: wherever a document quotes one, a mark stands beside it and a note says why. */
import { afterAll, describe, expect, it } from "vitest";
import { inMemory } from "../../fixtures/in-memory.ts";
import { smallCsv, smallProtocol } from "../../fixtures/small.ts";

const quoting =
  "Right for `= plsda.accuracy : .1%` (95 % CI `= plsda.accuracy_ci : .1%`), `= plsda.by_class.a.recall : .1%` of a, with `= plsda.n_folds` folds.\n\n| what | value |\n| --- | --- |\n| F1 | `= plsda.f1 : .2f` |";

/** Two spectra a sample, of one class. */
const pairs = smallCsv().replaceAll(/^(s(\d+)),m\d+/gm, (_, id, n) => `${id},m${Math.floor((n - 1) / 4)}${n % 2}`);

const place = inMemory({ "small.csv": pairs });
afterAll(() => place.remove());

async function reportOf(scheme: string): Promise<{ readonly html: string; readonly md: string }> {
  place.write(
    "protocol.md",
    smallProtocol({ data: "reference: mean\n", prose: quoting, frontMatter: `scheme: ${scheme}\n` }),
  );
  const { exitCode } = await place.compile();
  expect(exitCode).toBe(0);
  return { html: place.read("runs/latest/report/index.html"), md: place.read("runs/latest/report.md") };
}

const words = /Leakage: \d+ samples stood in training and test rows at once, so this looks better than it is\./;

describe("values of a model with leakage", () => {
  it("carry a mark in the page, and a note says what leaks", async () => {
    const { html } = await reportOf("{kfold: {folds: 4}}");
    const marked = [
      ...html.matchAll(
        /<span class="value caution"><data [^>]*data-pointer="([^"]*)"[^>]*>[^<]*<\/data><sup><a href="#note:1"/g,
      ),
    ];
    expect(marked.map(([, pointer]) => pointer.replace("/pooled/", ""))).toEqual([
      "accuracy",
      "accuracy_ci",
      "by_class/a/recall",
      "f1",
    ]);
    expect(/<li id="note:1">(.*?)<\/li>/.exec(html)?.[1]).toMatch(words);
    expect(html).toMatch(/<data class="value" [^>]*n_folds[^>]*>4<\/data> folds/);
  });
  it("carry it in report.md", async () => {
    const { md } = await reportOf("{kfold: {folds: 4}}");
    expect(md).toMatch(
      /Right for [\d.]+.% \(note 1\) \(95 % CI .* \(note 1\)\), [\d.]+.% \(note 1\) of a, with 4 folds\./,
    );
    expect(md).toMatch(/\| F1 \| [\d.]+ \(note 1\) \|/);
    expect(md.slice(md.indexOf("## Notes"))).toMatch(new RegExp(`^## Notes\n\n1\\. ${words.source}`));
  });
});

describe("values made from a model with leakage", () => {
  const more =
    "```foodspec qc #gate\ngate: model\n```\n\n```foodspec qc #other\ngate: data\n```\n\n```foodspec model #logreg\nfrom: prep\nestimator: logistic-regression\n```\n\n```foodspec table #pair\ncompare: [plsda, logreg]\n```\n";
  const resting = [
    ["a gate that judged it", "`= gate.checks.min_accuracy.value : .2f`", 1],
    ["a comparison with it", "`= pair.differences.0.first : .2f`", 1],
    ["a gate that judged its data", "`= other.checks.min_samples_per_class.value`", 0],
  ] as const;
  const prose = resting.map(([, value]) => value).join("; ");
  it.each(["{kfold: {folds: 4}}", "loso"])(
    "carry the mark too where the folds leak (%s)",
    { tags: "slow" },
    async (scheme) => {
      place.write(
        "protocol.md",
        smallProtocol({ data: "reference: mean\n", prose, more, frontMatter: `scheme: ${scheme}\n` }),
      );
      const { exitCode, documents } = await place.compile();
      expect(exitCode, JSON.stringify(documents[0].findings)).toBe(0);
      const [line] = /^[\d.]+.*; .*$/m.exec(place.read("runs/latest/report.md")) ?? [""];
      const marks = line.split("; ").map((part) => (part.includes("(note 1)") ? 1 : 0));
      expect(marks).toEqual(scheme === "loso" ? [0, 0, 0] : resting.map(([, , marked]) => marked));
    },
  );
});

describe("values of a model without leakage", () => {
  it("carry none; an interval that leaves no batch out whole says what it is for", async () => {
    const { html, md } = await reportOf("loso");
    expect(html.match(/value caution/g)).toHaveLength(1);
    expect(md.slice(md.indexOf("## Notes"))).toMatch(
      /^## Notes\n\n1\. For new samples of these 4 batches: none was left out whole\.\n/,
    );
    expect(md).toMatch(/Right for [\d.]+.% \(95 % CI .* \(note 1\)\), [\d.]+.% of a, with/);
  });
});
