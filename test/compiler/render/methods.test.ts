/** "Materials and methods" of a run: what was done with its numbers and sources, in the page and as files for pasting. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { english, languageOf } from "../../../compiler/language/language.ts";
import { methodsOf } from "../../../compiler/render/methods-language.ts";
import { methodsParagraphs } from "../../../compiler/render/methods-parts.ts";
import type { Report } from "../../../compiler/render/report.ts";
import { type Project, project } from "../../fixtures/project.ts";
import { smallCsv, smallProtocol } from "../../fixtures/small.ts";

const places: Project[] = [];
afterAll(() => {
  for (const place of places) place.remove();
});

async function run(document: string, target = "y") {
  const place = project({ "protocol.md": document, "small.csv": smallCsv().replace(",y,", `,${target},`) });
  places.push(place);
  const ended = await place.compile({}, { SOURCE_DATE_EPOCH: "1700000000" });
  const folder = join(place.folder, "runs", String(ended.documents[0].runId));
  const read = (path: string) => readFileSync(join(folder, path), "utf8");
  return { read, exitCode: ended.exitCode };
}

const section = (html: string): string =>
  /<section class="closing methods"[\s\S]*?<\/section>/.exec(html)?.[0].replaceAll("\u00a0", " ") ?? "";
const words = (html: string): string => html.replace(/<[^>]*>/g, "").replaceAll("&amp;", "&");

describe("materials and methods", () => {
  it("say once what the block of each target would repeat, and all of what another block says", () => {
    const block = (id: string, ...sentences: string[]) => ({
      id,
      kind: "data",
      described: sentences.map((one) => [one]),
    });
    const blocks = [
      block("data", "A."),
      block("data.fat", "A.", "B."),
      block("data.water", "A."),
      block("other", "A."),
    ];
    const report = { blocks, protocol: { frontMatter: {} }, facts: { foodspecVersion: "1.2.3", seed: "7" } };
    const said = methodsParagraphs(report as unknown as Report, english).map(({ name, sentences }) => [
      name,
      ...sentences.flat(),
    ]);
    expect(said).toEqual([
      ["data", "A."],
      ["data.fat", "B."],
      ["other", "A."],
      [null, "All computations were done with FoodSpec 1.2.3, seed 7."],
    ]);
  });
  it("tell what ran, each number with where it stands, and cite it", async () => {
    const frontMatter = "scheme: lobo\nseed: 3\ninstrument: {name: NIR-1, manufacturer: Example}\n";
    const { read } = await run(smallProtocol({ frontMatter }));
    const text = read("report/methods.md").replaceAll("\u00a0", " ");
    expect(text).toContain("Instrument: NIR-1 (Example).");
    expect(text).toContain("The data are 24 spectra of 24 samples");
    expect(text).toContain("40 points each from 900 to 978 nm");
    expect(text).toContain("the standard normal variate (SNV) [@barnes1989]");
    expect(text).toMatch(/PLS-DA\\?\) \(\d+ latent variables\) \[@barker2003; @dayal1997; @rannar1994\]/);
    expect(text).toContain("leave-one-batch-out cross-validation, 4 folds");
    const cited = [...new Set([...text.matchAll(/@(\w+)/g)].map(([, key]) => key))];
    const listed = [...read("report/methods.bib").matchAll(/^@\w+\{(\w+),/gm)].map(([, key]) => key);
    expect(listed).toEqual(cited);
    const html = section(read("report/index.html"));
    expect(words(html)).toContain("(Barnes et al. 1989)");
    expect(html).toContain('href="methods.bib"');
    expect(html).toMatch(/data-artifact="data\/data_summary.json" data-pointer="\/n_spectra"[^>]*>24 spectra</);
    expect(words(html)).not.toMatch(/undefined|null|\[object/);
    expect(read("report.md")).toContain("(report/methods.md)");
    const { files } = JSON.parse(read("manifest.json")) as { files: object };
    expect(Object.keys(files)).toEqual(expect.arrayContaining(["report/methods.md", "report/methods.bib"]));
    const { unsourced } = JSON.parse(read("report.json")) as { unsourced: string[] };
    expect(unsourced.filter((one) => ["1989", "24", "40", "900", "978"].includes(one))).toEqual([]);
  });
  it("make no citation, link or formula of a name", async () => {
    const document = smallProtocol({
      frontMatter: "scheme: lobo\n",
      model: "estimator: {pls-regression: {components: 2}}\n",
    });
    const name = '"$y$ @x [a](b) <i>"';
    const { read, exitCode } = await run(document.replace("target: y", `target: ${name}`), `"$y$ @x [a](b) <i>"`);
    expect(exitCode).toBe(0);
    expect(read("report/methods.md")).toContain("Values of \\$y\\$ \\@x \\[a\\](b) &lt;i&gt; were predicted");
    expect(section(read("report/index.html"))).toContain("Values of $y$ @x [a](b) &#x3C;i> were predicted");
  });
  it("are of another run where other options ran", async () => {
    const steps = "steps:\n  - detrend: {order: 1}\n  - savgol: {window: 7, order: 2, deriv: 2}\n  - msc\n";
    const { read } = await run(
      smallProtocol({ frontMatter: "scheme: loso\n" }).replace(/steps:\n(?: {2}- .*\n)+/, steps),
    );
    const text = read("report/methods.md").replaceAll("\u00a0", " ");
    expect(text).toContain("window of 7 points, polynomial of order 2, second derivative) [@savitzky1964; @gorry1990]");
    expect(text).toContain("The last step was fitted anew within each fold");
    expect(text).toContain("leave-one-sample-out cross-validation, 24 folds");
    const html = section(read("report/index.html"));
    expect(html).toMatch(/data-pointer="\/steps\/0\/options\/order"[^>]*data-exact="1"/);
    expect(html).toMatch(/data-pointer="\/steps\/1\/options\/window"[^>]*data-exact="7"/);
    expect(text).not.toContain("(SNV)");
  });
  it("tell what was tuned, and not what was fixed", async () => {
    const features = "```foodspec features\ncolumns:\n  pca: {components: [2, 3]}\n```\n\n```foodspec model";
    const fixed = smallProtocol({ frontMatter: "scheme: lobo\n", model: "estimator: {pls-da: {components: 1}}\n" });
    const { read } = await run(fixed.replace("```foodspec model", features));
    const text = read("report/methods.md").replaceAll("\u00a0", " ");
    expect(text).toMatch(/Tuning \\?\(columns made of the variables\\?\) compared 2 candidates by balanced accuracy/);
    expect(text).toMatch(/\(1 latent variable\) \[@barker2003/);
    expect(text).toContain("scores of a principal component analysis [@jolliffe2002; @wu1997]");
    const tuned = smallProtocol({
      frontMatter: "scheme: lobo\n",
      model: "estimator: {pls-da: {components: [1, 2, 3]}}\n",
    });
    expect((await run(tuned)).read("report/methods.md").replaceAll("\u00a0", " ")).toContain(
      "Tuning (latent variables) compared 3 candidates",
    );
    expect((await run(smallProtocol({ frontMatter: "scheme: lobo\n" }))).read("report/methods.md")).not.toContain(
      "Tuning",
    );
  });
  it.each([
    [
      "de",
      /Datenumfang: 24 Spektren, 24 Proben; Spektroskopie: NIR; je Spektrum 40 Punkte, von 900 bis 978 nm/,
      /Savitzky-Golay-Filterung \(Fenster von 7 Punkten, Polynom der Ordnung 2, erste Ableitung\) .* und Standardisierung/,
    ],
    [
      "fr",
      /Étendue des données : 24 spectres, 24 échantillons ; spectroscopie : NIR ; par spectre 40 points, de 900 à 978 nm/,
      /filtrage de Savitzky-Golay \(fenêtre de 7 points, polynôme d’ordre 2, dérivée première\) .* et variable/,
    ],
  ])(
    "are said in the language of the report, %s, the author's words and sources as they are",
    async (lang, data, steps) => {
      const frontMatter = `scheme: lobo\nlang: ${lang}\ninstrument: {name: NIR-1, manufacturer: Example}\n`;
      const document = smallProtocol({ frontMatter }).replace(
        /steps:\n(?: {2}- .*\n)+/,
        "steps:\n  - savgol: {window: 7, order: 2, deriv: 1}\n  - snv\n",
      );
      const { read } = await run(document);
      const html = section(read("report/index.html"));
      const markdown = read("report/methods.md").replaceAll("\u00a0", " ").replaceAll("\\", "");
      for (const text of [words(html), markdown]) {
        expect(text).toMatch(data);
        expect(text).toMatch(steps);
        expect(text).toContain("NIR-1 (Example).");
      }
      expect(html).not.toMatch(/in-english|lang="en"/);
      expect(html).toMatch(/data-pointer="\/n_spectra"[^>]*data-exact="24"/);
      expect(markdown).toContain("(SNV) [@barnes1989]");
    },
  );
  it("are English, every sentence, where the language lacks one of them", () => {
    const block = (...sentences: string[]) => ({ id: "a", kind: "data", described: sentences.map((one) => [one]) });
    const report = (...sentences: string[]) =>
      ({
        language: languageOf("de"),
        blocks: [block(...sentences)],
        protocol: { frontMatter: { instrument: { name: "NIR", serial: "12" } } },
        facts: { foodspecVersion: "1.2.3", seed: "7" },
      }) as unknown as Report;
    const said = (...sentences: string[]) => methodsOf(report(...sentences)).paragraphs.flatMap((one) => one.sentences);
    expect(said("The model was not validated.").flat()).toEqual([
      "Gerät: NIR, Seriennummer 12.",
      "Das Modell wurde nicht validiert.",
      "Alle Berechnungen mit FoodSpec 1.2.3, Startwert des Zufalls 7.",
    ]);
    expect(said("Values of fat (dry) were predicted by mean centring from 7 variables.").flat()[0]).toMatch(
      /^Instrument/,
    );
    expect(said("The model was not validated.", "Nobody knows this sentence.").flat()).toEqual([
      "Instrument: NIR, serial 12.",
      "The model was not validated.",
      "Nobody knows this sentence.",
      "All computations were done with FoodSpec 1.2.3, seed 7.",
    ]);
  });
  it("say nothing of what did not run", async () => {
    const policy = "qc_policy: {required: true, min_samples_per_class: 100}\n";
    const { read, exitCode } = await run(smallProtocol({ frontMatter: `scheme: lobo\n${policy}` }));
    expect(exitCode).toBe(7);
    const text = read("report/methods.md");
    expect(text).toContain("The data are 24\u00a0spectra");
    expect(text).not.toMatch(/predicted|assigned|validated|@barker2003/);
    expect(read("report/methods.bib")).not.toContain("barker2003");
  });
});
