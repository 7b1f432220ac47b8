/** The analyses of the project: what their reports say, how large they are, and what is told where the data are absent. */
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { project } from "../fixtures/project.ts";
import { haveRealData } from "../fixtures/real-data.ts";

const root = resolve(import.meta.dirname, "../..");
const shared = process.env.FOODSPEC_TEST_DATA ?? resolve(root, "../shared");
const folder = (name: string) => {
  const files = readdirSync(join(root, "analyses", name)).filter((file) => /\.(md|csv)$/.test(file));
  return Object.fromEntries(files.map((file) => [file, readFileSync(join(root, "analyses", name, file))]));
};

interface Report {
  readonly findings: readonly { readonly code: string }[];
  // biome-ignore lint/suspicious/noExplicitAny: results differ by kind, and a test that misreads one fails
  readonly results: { readonly [id: string]: { readonly values: any } };
}

function compiled(name: string, ...words: readonly string[]) {
  const made = project({ ...folder(name), "foodspec.config.yaml": "" });
  const { status, err } = made.foodspec(["compile", "protocol.md", ...words]);
  const report: Report =
    status === 0 ? JSON.parse(made.read("runs/latest/report.json")) : { findings: [], results: {} };
  const read = (path: string) => (status === 0 ? made.read(`runs/latest/${path}`) : "");
  return { made, status, err, report, html: read("report/index.html"), md: read("report.md") };
}
const codes = ({ findings }: Report) => [...new Set(findings.map(({ code }) => code))].sort();

describe("analyses/meat-fat", () => {
  let done: ReturnType<typeof compiled>;
  beforeAll(() => {
    done = compiled("meat-fat");
  });
  afterAll(() => done.made.remove());
  it("tells the copies it dropped, the one sample far off, and the spectra far from the others", () => {
    expect([done.status, codes(done.report)]).toEqual([0, ["FS3047", "FS5302", "FS5304", "FS5309"]]);
    // Two layouts a figure, and the limit of 1 MB.
    expect(done.html.length).toBeLessThanOrEqual(1_000_000);
  });
  it("sets the two classifiers side by side under its own words, the difference as the caption says", () => {
    const { rivals, lean, logistic } = done.report.results;
    const [first] = rivals.values.differences;
    expect([first.metric, rivals.values.models]).toEqual(["accuracy", ["lean", "logistic"]]);
    expect(first.difference).toBeCloseTo(lean.values.accuracy - logistic.values.accuracy, 12);
    expect(done.md).toContain("the difference is PLS-DA minus logistic regression, sample by sample.");
  });
  it("shows under a block what the block says, and the rest folded under it", () => {
    const section = /<section[^>]* id="logistic"[\s\S]*?<\/section>/.exec(done.html)?.[0] ?? "";
    const [shown, folded] = section.split('<details class="more"');
    const under = (html: string) => [...html.matchAll(/ id="(logistic\.[a-z-]+)"/g)].map(([, it]) => it);
    expect(under(shown)).toEqual(["logistic.summary", "logistic.confusion"]);
    expect(under(folded)).toContain("logistic.metrics");
  });
});

describe("analyses/olive-oil-origin", () => {
  it("is checked where the data are absent, and says which file is", () => {
    const made = project({ ...folder("olive-oil-origin"), "foodspec.config.yaml": "" });
    const { status, err } = made.foodspec(["check", "protocol.md"]);
    made.remove();
    expect(status).toBe(3);
    expect([...err.matchAll(/error\[(FS\d+)\]/g)].map(([, code]) => code)).toEqual(["FS3901"]);
    expect(err).toContain("olive-oils-ftir.csv");
  });

  describe.runIf(haveRealData("olive-oils-ftir"))("with the data named", () => {
    let done: ReturnType<typeof compiled>;
    beforeAll(() => {
      done = compiled("olive-oil-origin", "--input", `oils=${join(shared, "data/olive-oils-ftir.csv")}`);
    });
    afterAll(() => done.made.remove());
    it("shows the honest figure, and why the others are too good", () => {
      const { results } = done.report;
      const of = (id: string) => [results[id].values.accuracy.toFixed(3), results[id].values.leakage.samples.count];
      expect([of("by-sample"), of("tuned"), of("by-session"), of("by-spectrum")]).toEqual([
        ["0.917", 0],
        ["0.917", 0],
        ["0.983", 60],
        ["1.000", 53],
      ]);
    });
    it("tells of the leakage, the few Portuguese oils and the spectra far from the others, and of nothing else", () => {
      expect([done.status, codes(done.report)]).toEqual([0, ["FS5201", "FS5309", "FS7002", "FS7101", "FS7122"]]);
      // Four models with a figure of the same name each, in two layouts: the limit of 1 MB is missed by a third, and no more.
      expect(done.html.length).toBeLessThan(1_330_000);
    });
    it("never names the path of the data", () => expect(done.html + done.md).not.toContain(shared));
  });
});
