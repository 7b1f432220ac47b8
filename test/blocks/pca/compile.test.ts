/** The block in a document: what it writes and shows, what it may start from, and that nothing starts from it. */
import { describe, expect, it } from "vitest";
import { inMemory } from "../../fixtures/in-memory.ts";
import { smallCsv } from "../../fixtures/small.ts";

const document = (blocks: string, more = ""): string => `---
title: Small
inputs: {small: {path: small.csv}}
---

\`\`\`foodspec data
input: small
id: id
sample: sample
batch: batch
label: class
axis: {unit: nm, technique: NIR, range: [900, 1200]}
${more}\`\`\`

${blocks}`;
const fence = (info: string, body = ""): string => `\`\`\`foodspec ${info}\n${body}\`\`\`\n\n`;
const prep = fence("preprocess", "steps: [snv, mean-center]\n");
const of = (text: string) => inMemory({ "protocol.md": text, "small.csv": smallCsv() });

describe("a pca block", () => {
  it("writes components and scores, shows three figures, and verifies", async () => {
    const place = of(
      document(
        `${prep}${fence("pca", "components: 4\n")}PC1: \`= pca.explained[0] : .1%\`, see [](#pca.outliers), [](#pca.contributions).\n`,
        "test: {column: batch, is: B4}\n",
      ),
    );
    const { exitCode, documents } = await place.compile();
    expect(documents[0].findings.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(exitCode).toBe(0);
    const run = `runs/${place.runs()[0]}`;
    const json = JSON.parse(place.read(`${run}/pca/pca.json`)) as {
      explained: number[];
      cumulative: number[];
      loadings: number[][];
    };
    expect(Object.keys(json).sort().join()).toBe(
      "components,cumulative,eigenvalues,explained,loadings,mean,q_limit,scale,schema_version,t2_limit",
    );
    expect(json.loadings.map((one) => one.length)).toEqual([40, 40, 40, 40]);
    for (const one of json.loadings) expect(Math.max(...one)).toBe(Math.max(...one.map(Math.abs)));
    const [head, ...rows] = place.read(`${run}/pca/scores.csv`).trim().split("\n");
    expect(head).toBe("id,sample,class,external,PC1,PC2,PC3,PC4,t2,q");
    expect(rows).toHaveLength(24);
    expect(rows.filter((row) => row.split(",")[3] === "true")).toHaveLength(6);
    const md = place.read(`${run}/report.md`);
    expect(md).toMatch(/PC1: \d+\.\d\s?%, see Figure \d+, Figure \d+\./);
    expect(md).toContain(". PCA scores.**");
    for (const name of ["pca-scores", "pca-loadings", "pca-scree", "outliers", "contributions"])
      expect(place.names(`${run}/figures`)).toContain(`pca.${name}.svg`);
    const { status, err } = await place.type(["verify", run]);
    expect(`${status} ${err}`).toBe("0 ");
  });
  it("starts from the spectra as read, too, and says where fewer components are to be had", async () => {
    const place = of(document(fence("pca", "components: 20\nautoscale: true\nshow: all\n")));
    const { exitCode } = await place.compile();
    expect(exitCode).toBe(0);
    const json = JSON.parse(place.read(`runs/${place.runs()[0]}/pca/pca.json`)) as {
      components: number;
      scale: number[];
    };
    expect(json.components).toBe(20);
    expect(json.scale).toHaveLength(40);
  });
  it("is none that a model, or another, may start from", async () => {
    for (const block of [
      fence("model", "from: pca\nestimator: {pls-da: {components: 2}}\n"),
      fence("pca #two", "from: pca\n"),
    ]) {
      const place = of(document(`${prep}${fence("pca #pca")}${block}`));
      const { exitCode, documents } = await place.compile();
      expect(exitCode).toBe(4);
      expect(documents[0].findings.map(({ code }) => code)).toContain("FS2603");
    }
  });
  it("leaves no key of another block as it was not", { tags: "slow" }, async () => {
    const keys = [];
    for (const more of ["", fence("pca")]) {
      const place = of(document(`${prep}${more}${fence("model", "estimator: {pls-da: {components: 2}}\n")}`));
      await place.compile();
      keys.push(place.manifest().blocks.find(({ kind }) => kind === "model")?.key);
    }
    expect(keys[0]).toBe(keys[1]);
  });
});
