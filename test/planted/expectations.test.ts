/** What is beyond expectation stands at the head of the report, in report.md and in report.json, each time with its numbers. */
import { describe, expect, it } from "vitest";
import { baseSet, type Column } from "./base-set.ts";
import { compiled } from "./compiled.ts";

const level = (sample: number): number => ((sample * 37) % 60) / 60;
const id: Column = { name: "id", value: ({ sample }) => `m${sample + 1}` };
const half: Column = { name: "set", value: ({ sample }) => (sample % 4 === 3 ? "second" : "first") };
/** Content of the first band, one sample off; of the external ones all by the same. */
const content: Column = {
  name: "content",
  value: ({ sample }) => (10 * level(sample) + (sample === 5 ? 8 : 0) + (sample % 4 === 3 ? 5 : 0)).toFixed(3),
};

describe("a sample that is far off, and external samples with a bias", () => {
  it("are told in brief, in report.md and in report.json", async () => {
    const set = baseSet({
      seed: 4,
      samples: 60,
      noise: { s: 0.002, e: 0.001 },
      extra: (sample, band) => (band === 0 ? 4 * level(sample) : 0),
    });
    const { exitCode, told, text, json } = await compiled({
      set,
      columns: [id, half, content],
      options: {
        data: ["id: id", "target: content", "test: {column: set, is: second}"],
        scheme: "{group_kfold: {folds: 5}}",
        steps: ["savgol: {window: 7, order: 2, deriv: 1}"],
        estimator: "{pls-regression: {components: 5}}",
        tune: null,
      },
    });
    expect(exitCode).toBe(0);
    const [far] = told("FS5304");
    expect(far).toMatch(/^1 of 45 validated samples is off by more than four times the RMSECV of [\d.]+: m6 \(/);
    expect(told("FS5303")[0]).toContain("of 15 external samples");
    expect(told("FS5306")[0]).toMatch(/^bias of 15 external samples is −/);
    const plain = (words: string) => words.replaceAll("&lt;", "<").replaceAll("\u00a0", " ");
    const inBrief = plain(text("report/index.html").split("report:brief")[2].split("</section>")[0]);
    const words = far.split(": ")[0].replaceAll("\u00a0", " ");
    expect(inBrief).toContain(words);
    expect(inBrief.indexOf("RMSEP of 15")).toBeLessThan(inBrief.indexOf(words));
    expect(plain(text("report.md"))).toContain(words);
    const report = json("report.json");
    expect(plain(report.summary.join(" "))).toContain(words);
    expect(report.findings.map(({ code }: { readonly code: string }) => code)).toEqual(
      expect.arrayContaining(["FS5303", "FS5304", "FS5306"]),
    );
    expect(report.results.model.values.expectations[0]).toMatchObject({ code: "FS5305", beyond: false });
  });
});
