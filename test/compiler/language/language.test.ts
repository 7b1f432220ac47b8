/** The report's own words in German and French: the catalogue is whole, its places agree, names and numbers come through. */

import { describe, expect, it } from "vitest";
import { estimators } from "../../../blocks/methods/estimators/table.ts";
import { metrics } from "../../../blocks/methods/metrics/declared.ts";
import { checkWords } from "../../../blocks/methods/qc/table.ts";
import { toldEstimators, toldFeatures } from "../../../blocks/methods/told/models.ts";
import { toldSteps } from "../../../blocks/methods/told/steps.ts";
import { toldTrust } from "../../../blocks/methods/told/trust.ts";
import { registry } from "../../../blocks/registry.ts";
import { languageOf } from "../../../compiler/language/language.ts";
import { localDates, localNumbers } from "../../../compiler/language/numbers.ts";
import { place } from "../../../compiler/language/pattern.ts";
import { catalogue } from "../../../compiler/language/words/catalogue.ts";
import { fc } from "../../fixtures/property.ts";

const [de, fr] = [languageOf("de"), languageOf("fr")];
const placesOf = (text: string) => [...text.matchAll(place)].map(([, name]) => name).sort();

describe("numbers that stand alone", () => {
  it.each(["20.20.2", "20.19.0", "24.11.1", "1.41.2", "10.20.30.40"])("are no version: %s", (version) => {
    expect([de.known(version), fr.known(version)]).toEqual([null, null]);
  });
  it.each([
    ["−1.47", "−1,47"],
    ["1.2; 3.4", "1,2; 3,4"],
    ["1.2 ±0.3", "1,2 ±0,3"],
    ["1.2±0.3", "1,2±0,3"],
    ["< 0.001", "< 0,001"],
    ["98.3\u00a0% 99.1\u00a0%", "98,3\u00a0% 99,1\u00a0%"],
    ["12.5/14.5", "12,5/14,5"],
  ])("have the signs of the language: %s", (english, german) => expect(de.known(english)).toBe(german));
});

describe("the catalogue", () => {
  it("has no sentence twice, and none without a language", () => {
    const english = catalogue.map(([en]) => en);
    expect(english.filter((one, i) => english.indexOf(one) !== i)).toEqual([]);
    expect(catalogue.filter((entry) => entry.some((text) => text.trim() === ""))).toEqual([]);
  });
  it("leaves no place out in any language", () => {
    const off = catalogue.filter(
      ([en, ...others]) => !others.every((one) => placesOf(one).join() === [...new Set(placesOf(en))].join()),
    );
    expect(off).toEqual([]);
  });
  it.each(["de", "fr"] as const)("finds each of its own sentences (%s)", (lang) => {
    const { known } = languageOf(lang);
    const filled = catalogue.map(([en]) =>
      en.replace(
        place,
        (_, name: string) => ({ n: "7", q: "7", w: "one", x: "one", l: "one", t: "samples" })[name[0]] ?? "",
      ),
    );
    expect(filled.filter((text) => known(text) === null)).toEqual([]);
  });
});

/** As sentences hold them: a number in place of `{}`, one and several. */
const toldWords = [toldSteps, toldEstimators, toldFeatures, toldTrust].flatMap((table) =>
  [...table.values()].flatMap(({ called, options }) => [
    called,
    ...[...options.values()].flatMap((phrase) => (typeof phrase === "string" ? [phrase] : [...phrase.values()])),
  ]),
);
/** What follows the nominal coverage: their sentences are whole in the catalogue. */
const behindCoverage = /^(?:for every class|for all samples together|for the worst batch|of new (?:samples|batches))$/;

const kinds = Object.values(registry.kinds);
const wordsOfKinds = kinds.flatMap((kind) => [
  ...Object.values(kind.views).map(({ title }) => title),
  ...(kind.name === undefined ? [] : [kind.name]),
]);
const wordsOfMethods = [
  ...Object.values(estimators).map(({ title }) => title),
  ...Object.values(checkWords).map(({ title }) => title),
  ...metrics.map(({ title }) => title),
];

describe("what blocks and methods declare", () => {
  it.each([
    ["titles of figures and tables", wordsOfKinds],
    ["estimators, checks and metrics", wordsOfMethods],
    [
      "what methods and their options are called in Materials and methods",
      toldWords
        .filter((word) => word !== "" && word !== "{}" && !behindCoverage.test(word))
        .map((word) => word.replace("{}", "7")),
    ],
  ])("has German and French: %s", (_, words) => {
    expect(words.length).toBeGreaterThan(5);
    expect([...new Set(words)].filter((word) => de.known(word) === null || fr.known(word) === null)).toEqual([]);
  });
});

describe("a sentence", () => {
  it("keeps its names, and writes its numbers as the language does", () => {
    const said =
      "Accuracy 97.8\u00a0% (95\u00a0% interval 94.3\u00a0% to 99.4\u00a0%) of 178 samples from 10 batches, left out in turn (leave-one-batch-out cross-validation, 10 folds).";
    expect(de.say(said)).toBe(
      "Korrektklassifikationsrate 97,8\u00a0% (95-%-Vertrauensbereich 94,3\u00a0% bis 99,4\u00a0%) bei 178 Proben aus 10 Chargen, der Reihe nach ausgelassen (Kreuzvalidierung durch Auslassen je einer Charge, 10 Teilmengen).",
    );
    expect(fr.say("Samples of 1.5 mm: sieved by lot")).toBe("Échantillons de 1.5 mm: sieved by lot");
  });
  it("that nobody translated stays as it is", () => {
    expect(de.known("A sentence of somebody else's.")).toBeNull();
    expect(de.say("A sentence of somebody else's.")).toBe("A sentence of somebody else's.");
  });
  it("is looked up in time however it is made", () => {
    const began = performance.now();
    for (const text of [", ".repeat(5000), "( ".repeat(5000), "a: ".repeat(5000), `${"1 of ".repeat(5000)}.`])
      de.known(text);
    expect(performance.now() - began).toBeLessThan(5000);
  });
});

describe("numbers", () => {
  it.each([
    ["10,234.5", "10\u202f234,5"],
    ["0.97", "0,97"],
    ["−1.47\u00a0%", "−1,47\u00a0%"],
    ["1.2\u00a0×\u00a010⁻⁵", "1,2\u00a0×\u00a010⁻⁵"],
    ["1234", "1234"],
  ])("%s are %s", (english, german) => expect(localNumbers(english, "de")).toBe(german));
  it("say the same number", () => {
    const back = (text: string) => Number(text.replaceAll("\u202f", "").replace(",", "."));
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999_999 }), fc.integer({ min: 0, max: 6 }), (whole, decimals) => {
        const exact = (whole / 1000).toFixed(decimals);
        const grouped = exact.replace(/\B(?=(?:\d{3})+(?!\d))(?<!\.\d*)/g, ",");
        expect(back(localNumbers(grouped, "fr"))).toBe(Number(exact));
      }),
    );
  });
  it("are left alone in English, and so are dates", () => {
    expect(localNumbers("10,234.5", "en")).toBe("10,234.5");
    expect(localDates("2026-11-30", "en")).toBe("2026-11-30");
    expect(localDates("2026-11-30", "de")).toBe("30.11.2026");
    expect(localDates("2026-11-30T16:17:22.000Z", "fr")).toBe("30/11/2026 16:17:22 UTC");
  });
});
