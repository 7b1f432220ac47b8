import { afterAll, describe, expect, it } from "vitest";
import { inMemory } from "../../fixtures/in-memory.ts";
import { smallCsv, smallProtocol } from "../../fixtures/small.ts";

const features = `
\`\`\`foodspec features #pcs
from: prep
columns:
  pca: {components: [1, 3], scale: true}
\`\`\`

The first two carry \`= pcs.explained_variance[0] : .1%\` and more; there are \`= pcs.n_features_output\` columns.

\`\`\`foodspec model #logreg
from: pcs
estimator: {logistic-regression: {C: [0.1, 10]}}
scheme: lobo
tune: {inner: group_kfold, folds: 3}
\`\`\`
`;
const made = inMemory({ "small.csv": smallCsv(), "protocol.md": smallProtocol({ more: features }) });
afterAll(() => made.remove());

const json = (path: string) => JSON.parse(made.read(`runs/${made.runs().at(-1)}/${path}`));

describe("a protocol with features", () => {
  it("compiles: PCA and logistic regression, tuned together inside the folds", async () => {
    const { exitCode } = await made.compile();
    expect(exitCode).toBe(0);
    expect(json("features/feature_names.json").names).toEqual(["PC1", "PC2", "PC3"]);
    expect(json("features/feature_importance.json")).toMatchObject({ method: "explained_variance", n_spectra: 24 });
    const { folds, final } = json("model/logreg/best_params.json");
    for (const { tuning } of [...folds, final]) expect(tuning.candidates).toHaveLength(4);
    expect([1, 3]).toContain(final.options["features.pca.components"]);
    expect(made.read(`runs/${made.runs().at(-1)}/report.md`)).toContain("there are 3 columns");
    const log = made
      .read(`runs/${made.runs().at(-1)}/logs/run.jsonl`)
      .split("\n")
      .filter((line) => line !== "");
    const complete = log.map((line) => JSON.parse(line)).find(({ event }) => event === "features_complete");
    expect(complete.result).toMatchObject({ n_features_output: 3, feature_selection_method: null });
  });
  it("starts every features block from the preprocessed spectra, from other features only where `from` says so", {
    tags: "slow",
  }, async () => {
    const block = (id: string, from: string, k: number) =>
      `\n\`\`\`foodspec features #${id}\n${from}columns:\n  pca: {components: ${k}}\n\`\`\`\n`;
    const place = inMemory({ "small.csv": smallCsv() });
    const inputsOfTwo = async (from: string): Promise<number> => {
      const more = block("one", "", 3) + block("two", from, 2);
      place.write("protocol.md", smallProtocol({ model: "estimator: {pls-da: {components: 2}}\nfrom: prep\n", more }));
      expect((await place.compile()).exitCode).toBe(0);
      return JSON.parse(place.read("runs/latest/report.json")).results.two.values.n_features_input;
    };
    expect(await inputsOfTwo("")).toBe(40);
    expect(await inputsOfTwo("from: one\n")).toBe(3);
    place.remove();
  });
  it("is reused whole when nothing has changed, and computed anew when the features have", {
    tags: "slow",
  }, async () => {
    const executions = () => made.manifest().blocks.map(({ id, execution }) => `${id} ${execution}`);
    await made.compile();
    expect(executions()).toContain("pcs reused");
    expect(executions()).toContain("logreg reused");
    made.write("protocol.md", smallProtocol({ more: features.replace("scale: true", "scale: false") }));
    await made.compile();
    expect(executions()).toEqual(expect.arrayContaining(["prep reused", "plsda reused", "pcs ran", "logreg ran"]));
  });
  it("is refused before anything runs where a ratio names nothing", async () => {
    made.write(
      "protocol.md",
      smallProtocol({
        more: "\n```foodspec features\ncolumns:\n  bands: {fat: [910, 930]}\n  ratios: {r: [fat, fatt]}\n```\n",
      }),
    );
    const { exitCode } = await made.compile();
    expect(exitCode).toBe(4);
    expect(made.error()).toMatchObject({ code: "FS2501", position: { line: expect.any(Number) } });
    expect(made.error().recommendations[0]).toContain("did you mean `fat`?");
  });
});
