/** A report in German or French: its own words and numbers, and nothing else, differ from the English one. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { languageOf } from "../../../compiler/language/language.ts";
import { choiceElement, choiceTexts } from "../../../compiler/render/choice-sentence.ts";
import { h, toHtml } from "../../../compiler/render/hast.ts";
import { inLanguage, leftIn } from "../../../compiler/render/in-language.ts";
import { lockboxElements, lockboxTexts } from "../../../compiler/render/lockbox-sentence.ts";
import { type Project, project } from "../../fixtures/project.ts";
import { smallCsv, smallProtocol } from "../../fixtures/small.ts";

const de = languageOf("de");

describe("an element", () => {
  it("keeps the places of its numbers in the sentence of the language", () => {
    const number = h("data", { className: ["value"], dataExact: "12.657" }, "12.7\u00a0% fat");
    const said = inLanguage(
      h("p", {}, "Standard deviation of the reference values: ", number, "; RPD ", h("data", {}, "8.7"), "."),
      de,
    );
    expect(toHtml([said])).toContain("Standardabweichung der Referenzwerte: <data");
    expect(toHtml([said])).toContain(">12,7\u00a0% fat</data>; RPD <data>8,7</data>.");
  });
  it("leaves the mark of a status before a sentence, and says the sentence", () => {
    const mark = h("span", { className: ["mark", "warn"] }, "warning");
    const told = h(
      "p",
      {},
      mark,
      " ",
      h("data", {}, "66.1\u00a0%"),
      " is the share in which the order of the samples follows the time of measurement (first component 0.661, target 0.016): drift may look like a result.",
    );
    const said = toHtml([inLanguage(told, de)]);
    expect(said).toContain(
      "Warnung</span> Zu <data>66,1\u00a0%</data> folgt die Reihenfolge der Proben der Messzeit (erste Komponente 0,661, Zielgröße 0,016)",
    );
    expect(said).not.toContain('lang="en"');
  });
  it("says the heads of cards, of what is not there, and of the section of findings, whose lists stay English", () => {
    const cell = h("td", { dataHead: "Result" }, "1");
    const absent = h(
      "div",
      { className: ["exhibit"] },
      h("span", { className: ["na"], title: "not available" }, "no rows"),
    );
    const list = h("ul", { className: ["findings"] }, h("li", {}, "Findings"));
    const section = h("section", { className: ["closing", "findings"] }, h("h2", {}, "Findings"), list);
    expect(toHtml([inLanguage(cell, de), inLanguage(absent, de), inLanguage(section, de)])).toBe(
      '<td data-head="Ergebnis">1</td><div class="exhibit"><span class="na" title="nicht verfügbar">keine Zeilen</span></div>' +
        '<section class="closing findings"><h2>Befunde</h2><ul class="findings" lang="en"><li>Findings</li></ul></section>',
    );
  });
  it.each(["de", "fr"] as const)("says in %s of a lockbox what a file without elements says", (lang) => {
    const language = languageOf(lang);
    const told = (number: string | ReturnType<typeof h>) =>
      h("p", {}, "Lockbox: ", number, " are sealed and not opened, as far as the ledger tells.");
    const said = toHtml([inLanguage(told(h("data", {}, "48 samples")), language)]);
    expect(said).not.toContain('lang="en"');
    expect(said.replace(/<\/?data>/g, "")).toBe(toHtml([inLanguage(told("48 samples"), language)]));
  });
  it.each(["de", "fr"] as const)("says in %s all that is said of a lockbox, sealed and opened", (lang) => {
    const sealed = (n_samples: number | null, where: string) => ({
      results: { lockbox: { sealed: "sha256:a", n_samples, where } },
      locate: (path: string) => path,
    });
    const at = (opened: number | null) => ({ lockboxes: [{ sealed: "sha256:a", opened }] });
    const classes = { task: "classification", accuracy: 0.912, accuracy_ci: [0.81, 0.97] };
    const values = { task: "regression", rmsep: 0.41, rmsep_ci: [0.29, 0.57], unit: "%" };
    const rest = { level: 0.95, n_samples: 48, coverage: { value: 0.9 }, ece: 0.03 };
    const openings = [
      { ...rest, k: 1, metrics: classes },
      { ...rest, k: 2, metrics: values },
      { ...rest, k: 1, coverage: null, ece: null, metrics: { ...values, unit: null, rmsep_ci: null } },
      { ...rest, k: 1, metrics: { ...classes, accuracy: null, accuracy_ci: null } },
    ];
    const reports = [
      ...[null, at(null), at(0), at(1), at(3)].flatMap((circumstances) =>
        [sealed(48, "same_file"), sealed(1, "other_file"), sealed(null, "not_seen")].map((block) => ({
          blocks: [block],
          circumstances,
          opening: null,
        })),
      ),
      ...openings.map((one) => ({
        blocks: [sealed(48, "same_file")],
        circumstances: at(1),
        opening: { ...one, sealed: "sha256:a" },
      })),
    ] as unknown as readonly Parameters<typeof lockboxElements>[0][];
    const language = languageOf(lang);
    const elements = reports.flatMap((report) => lockboxElements(report)) as Parameters<typeof inLanguage>[0][];
    const left = elements.flatMap((one) => leftIn([inLanguage(one, language)]));
    expect([...new Set(left)]).toEqual([]);
    const texts = reports.flatMap((report) => lockboxTexts(report)).map((text) => language.say(text));
    expect(texts.filter((text) => /Lockbox|open(ed|ing)|sealed|ledger/.test(text))).toEqual([]);
  });
  it.each(["de", "fr"] as const)("says in %s all that is said of a choice among candidates", (lang) => {
    const language = languageOf(lang);
    const spread = [{ value: 0.91, low: 0.84, high: 0.97 }, { value: 1, low: 1, high: 1 }, null];
    const reports = (["accuracy", "balanced_accuracy", "mcc", "rmsecv"] as const).flatMap((metric) =>
      (["best", "one-standard-error"] as const).flatMap((rule) =>
        spread.map((corrected) => ({
          blocks: [{ id: "m", results: { target_unit: "g" } }],
          choice: {
            ...{ tried: 7, metric, rule, corrected, chosen: "b", model: "m" },
            samples: { names: corrected === null ? ["s1"] : ["s1", "s2", "s3"] },
            candidates: [{ job_id: "b", value: 0.95 }],
          },
        })),
      ),
    ) as unknown as readonly Parameters<typeof choiceElement>[0][];
    const elements = reports.map((report) => choiceElement(report)) as Parameters<typeof inLanguage>[0][];
    const said = elements.map((one) => inLanguage(one, language));
    expect([...new Set(said.flatMap((one) => leftIn([one])))]).toEqual([]);
    expect(new Set(said.map((one) => toHtml([one]))).size).toBe(reports.length);
    // Of each the same sentence, where text stands without elements.
    const texts = reports.flatMap((report) => choiceTexts(report)).map((text) => language.say(text));
    expect(texts.filter((text) => /chosen|tried|choice|draw|told|figure/.test(text))).toEqual([]);
  });
  it("leaves code, findings and words of the author as they are", () => {
    const written = h(
      "section",
      {},
      h("code", {}, "samples"),
      h("p", { className: ["author-words"] }, "Samples"),
      h("a", { href: "#data" }, "data"),
    );
    expect(toHtml([inLanguage(written, de)])).toBe(toHtml([written]));
    const findings = inLanguage(h("ul", { className: ["findings"] }, h("li", {}, "12.5 samples")), de);
    expect(toHtml([findings])).toContain('lang="en"');
    expect(toHtml([findings])).toContain("12.5 samples");
  });
  it("marks what nobody translated as English", () => {
    const said = inLanguage(h("p", {}, "A sentence that is in no list. No samples were taken."), de);
    expect(leftIn([said])).toEqual(["A sentence that is in no list.", "No samples were taken."]);
  });
});

type Lang = "en" | "de" | "fr";

describe("a run", () => {
  let place: Project;
  const runs = new Map<Lang, string>();
  beforeAll(async () => {
    place = project({ "protocol.md": "", "small.csv": smallCsv() });
    for (const lang of ["en", "de", "fr"] as const) {
      place.write("protocol.md", smallProtocol({ frontMatter: `scheme: lobo\nseed: 3\nlang: ${lang}\n` }));
      const ended = await place.compile({}, { SOURCE_DATE_EPOCH: "1700000000" });
      expect(ended.exitCode, JSON.stringify(ended.documents)).toBe(0);
      runs.set(lang, join(place.folder, "runs", String(ended.documents[0].runId)));
    }
  });
  afterAll(() => place.remove());
  const read = (lang: Lang, path: string) => readFileSync(join(runs.get(lang) ?? "", path), "utf8");

  it.each(["de", "fr"] as const)("says in %s all that it says", (lang) => {
    const html = read(lang, "report/index.html");
    expect(html).toContain(`<html lang="${lang}">`);
    expect([...html.matchAll(/<span lang="en">([^<]*)/g)].map(([, text]) => text)).toEqual([]);
    const { known } = languageOf(lang);
    const { figures } = JSON.parse(read("en", "figures/metadata.json")) as {
      figures: { caption: string; alt: string; title: string }[];
    };
    expect(figures.length).toBeGreaterThan(5);
    expect(
      figures.flatMap(({ caption, alt, title }) => [caption, alt, title]).filter((text) => known(text) === null),
    ).toEqual([]);
  });
  it.each(["de", "fr"] as const)("has the same results in %s, file by file", (lang) => {
    const artifacts = (of: Lang) =>
      (JSON.parse(read(of, "manifest.json")) as { blocks: { artifacts: object }[] }).blocks.map((one) => one.artifacts);
    expect(artifacts(lang)).toEqual(artifacts("en"));
    expect(existsSync(join(runs.get(lang) ?? "", "report.md"))).toBe(true);
  });
  it.each(["en", "de", "fr"] as const)(
    "shows no name of the machine and no word that the field does not use (%s)",
    (lang) => {
      const { blocks } = JSON.parse(read(lang, "manifest.json")) as {
        readonly blocks: readonly { readonly id: string }[];
      };
      const visible = read(lang, "report/index.html")
        .replace(/<(script|style|code|pre)\b[\s\S]*?<\/\1>/g, " ")
        .replace(/<[^>]*>/g, " ");
      const names = [...visible.matchAll(/\b[a-z]+_[a-z_]+\b/g)].map(([name]) => name);
      expect(visible).toContain("PLS-DA");
      // Ids of blocks that the compiler added are addresses.
      expect(names.filter((name) => !blocks.some(({ id }) => id === name))).toEqual([]);
      expect(visible).not.toMatch(
        /second opinion|set aside|as it should be|told, not judged|\bWanted\b|counted: samples|\blobo\b|does not answer|hold the truth|told apart/,
      );
    },
  );
  it("writes numbers with a decimal comma where people read them, and with a point in files", () => {
    const accuracy = (JSON.parse(read("de", "model/metrics.json")) as { pooled: { accuracy: number } }).pooled.accuracy;
    const text = `${(100 * accuracy).toFixed(1)}\u00a0%`;
    expect(read("en", "report.md")).toContain(text);
    expect(read("de", "report.md")).toContain(text.replace(".", ","));
    expect(read("de", "report/index.html").includes(`>${text}<`)).toBe(false);
  });
});
