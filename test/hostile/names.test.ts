/** Names that every object inherits: whatever bears one of them comes out unchanged. */
import { afterEach, describe, expect, it } from "vitest";
import { bars } from "../../blocks/charts/bars.ts";
import { confusion } from "../../blocks/charts/confusion.ts";
import { chartSvg } from "../../compiler/draw/chart-svg.ts";
import { editCells } from "../compiler/cli/refused.ts";
import { quickOf } from "../fixtures/figures.ts";
import { type Project, project } from "../fixtures/project.ts";
import { smallCsv } from "../fixtures/small.ts";

const names = ["__proto__", "constructor", "toString", "hasOwnProperty", "valueOf"];

/** Trust takes longest: two of them are enough. */
const isTrusted = (name: string) => name === "__proto__" || name === "constructor";

/** Class, id, sample, batch and the column of the classes bear the name. */
const csvOf = (name: string) =>
  editCells(smallCsv(isTrusted(name) ? { samples: 160, batches: 20, points: 20 } : {}), (cell, row, column) => {
    if (row === 0) return column === 3 ? name : cell;
    if (column === 3 && cell === "a") return name;
    if (row === 1 && column < 2) return name;
    return column === 2 && cell === "B1" ? name : cell;
  });

const documentOf = (name: string, figure: string, steps: string): string => `---
title: Small
inputs:
  ${name}: {path: small.csv}
params:
  ${name}: 2
---

It was right in \`= ${name}.accuracy : .3f\`; of the class \`= ${name}.by_class["${name}"].recall : .3f\`. See [](#${name}.confusion).

\`\`\`foodspec data
input: ${name}
id: id
sample: sample
batch: batch
label: ${name}
axis: {unit: nm, technique: NIR, range: [900, 1200]}
\`\`\`

\`\`\`foodspec preprocess #${steps}
steps: [snv]
\`\`\`

\`\`\`foodspec model #${name}
estimator: {pls-da: {components: = params.${name}}}
\`\`\`

\`\`\`foodspec figure #${figure}
show: ${name}.roc
\`\`\`

${isTrusted(name) ? "```foodspec trust\n```\n" : ""}`;

let place: Project | null = null;
afterEach(() => place?.remove());

describe.each(quickOf(names, 1))("a class, id, sample, batch, column, input, block and param called %s", (name) => {
  it("comes out unchanged, in files, figures and text", async () => {
    const at = names.indexOf(name);
    const [figure, steps] = [names[(at + 1) % names.length], names[(at + 2) % names.length]];
    place = project({ "protocol.md": documentOf(name, figure, steps), "small.csv": csvOf(name) });
    const { exitCode, documents } = await place.compile();
    expect(exitCode, JSON.stringify(documents[0].findings)).toBe(0);
    const run = `runs/${documents[0].runId}`;
    const json = (path: string): unknown => JSON.parse((place as Project).read(`${run}/${path}`));
    const classes = [name, "b"].sort();
    const keysOf = (value: unknown): readonly string[] => Object.keys(value as object).sort();
    const metrics = json("model/metrics.json") as { pooled: { by_class: { [name: string]: { recall: number } } } };
    const { by_class } = metrics.pooled;
    expect(keysOf(by_class)).toEqual(classes);
    expect(keysOf((json("data/data_summary.json") as { class_distribution: object }).class_distribution)).toEqual(
      classes,
    );
    expect(json("model/confusion_matrix.json")).toMatchObject({ classes });
    if (isTrusted(name)) {
      const conformal = json("trust/conformal_artifact.json") as { by_class: object; by_batch: object };
      expect(keysOf(conformal.by_class)).toEqual(classes);
      expect(keysOf(conformal.by_batch)).toContain(name);
    }
    const [head, first] = place.read(`${run}/model/predictions.csv`).split("\n");
    expect(head.split(",")).toContain(`p:${name}`);
    expect(first.split(",").slice(0, 2)).toEqual([name, name]);
    const manifest = json("manifest.json") as {
      blocks: readonly { id: string }[];
      inputs: readonly { name: string }[];
    };
    expect(manifest.blocks.map(({ id }) => id)).toEqual(expect.arrayContaining([name, figure, steps]));
    expect(manifest.inputs.map((one) => one.name)).toEqual([name]);
    const report = json("report.json") as { results: { readonly [block: string]: unknown } };
    expect(keysOf(report.results)).toContain(name);
    const page = place.read(`${run}/report/index.html`);
    const recall = Object.entries(by_class).find(([key]) => key === name)?.[1].recall ?? Number.NaN;
    expect(page).toContain(`>${recall.toFixed(3)}<`);
    expect((await place.type(["verify", run])).status).toBe(0);
  });
});

describe("a chart", () => {
  const texts = (svg: string) => [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text);
  it("shows such names, bars between names and signs of private use as they are", async () => {
    const odd = [...names, "a|b", "a", "b|c", "x\uE000y"];
    const svg = await chartSvg(
      bars({ names: odd, values: odd.map((_, i) => i + 1), title: "Class", measure: "Samples" }),
      "p",
    );
    expect(texts(svg)).toEqual(expect.arrayContaining([...odd.slice(0, -1), "xU+E000y"]));
    expect(svg).not.toMatch(/[\uE000\uE001]/);
  });
  it("keeps them apart as observed and predicted classes", async () => {
    const counts = names.map((_, i) => names.map((_, k) => 10 * i + k));
    const shown = texts(await chartSvg(confusion({ classes: names, counts, unit: "samples" }), "p"));
    for (const name of names)
      expect(shown.filter((text) => text === name || text.startsWith(`${name} (`))).toHaveLength(2);
    for (const count of counts.flat()) expect(shown).toContain(String(count));
  });
});
