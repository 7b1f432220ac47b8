/** Claims: what the author's text must not say in a mode, what it may, and where the warning points. */
import type { Root } from "mdast";
import { describe, expect, it } from "vitest";
import { isError } from "../../../compiler/diagnostics/finding.ts";
import { lines } from "../../../compiler/diagnostics/lines.ts";
import { claimRules } from "../../../compiler/prose/claim-words.ts";
import { claimFindings } from "../../../compiler/prose/claims.ts";
import { sentencesOf } from "../../../compiler/prose/sentences.ts";
import { figures } from "../../fixtures/figures.ts";
import { block, parse, withTitle } from "../document/kinds.ts";

const model = block("model #plsda", "estimator: pls-da");
const found = (text: string, front = "") =>
  parse(withTitle(`${model}${text}\n`, front)).findings.filter(({ code }) => code === "FS2901");
const words = (text: string, front = "") => found(text, front).map(({ facts }) => facts.words);
const regulatory =
  "mode: regulatory\nclaims: {standard: ISO 12099, use_case: certified for all, limitations: [guaranteed]}\n";

describe("a claim", () => {
  it.each([
    ["The method complies with ISO 12099.", "complies with"],
    ["All lots comply with the regulation.", "comply with"],
    ["The process is fully compliant with GMP.", "fully compliant with"],
    ["It conforms to Codex CXS 33.", "conforms to"],
    ["The oil meets all legal requirements.", "meets all legal requirements"],
    ["This is a certified method.", "certified"],
    ["We certify the origin.", "certify"],
    ["The model is approved.", "is approved"],
    ["A model approved for official control.", "approved for"],
    ["The meat is safe for consumption.", "safe for consumption"],
    ["The meat is safe for human consumption!", "safe for human consumption"],
    ["It is safe to eat.", "safe to eat"],
    ["Every drum is free of adulterants.", "free of adulterants"],
    ["The oil poses no risk.", "poses no risk"],
    ["The model guarantees the origin.", "guarantees"],
    ["The origin is guaranteed.", "guaranteed"],
    ["The origin is 100 % certain.", "100 % certain"],
    ["This proves the authenticity of the oil.", "proves the authenticity"],
    ["There is no doubt that the oil is safe to sell.", "safe to sell"],
    ["It is validated for regulatory use.", "validated for regulatory use"],
    ["The result is suitable for regulatory decisions.", "suitable for regulatory decisions"],
    ["It is intended for clinical use.", "intended for clinical use"],
    ["The set is not large, but the method is certified.", "certified"],
    ["Not only cheap: it is **certified**.", "certified"],
    ["The method is not only quick, it is certified.", "certified"],
    ["The meth\\*od\nis safe for\nconsumption.", "safe for consumption"],
    ["- a list\n- that is certified", "certified"],
    ["> [!NOTE]\n> It is certified.", "certified"],
    ["| what | status |\n| --- | --- |\n| method | certified |", "certified"],
    ["See [the certified method](#plsda.confusion).", "certified"],
    ["It reaches 100 % accuracy on the holdout test set.", "100 % accuracy"],
    ["The accuracy is 100 %.", "accuracy is 100 %"],
    ["A sensitivity of 100% was seen.", "sensitivity of 100%"],
    ["It is 100 % correct.", "100 % correct"],
    ["This is a perfect classification.", "perfect"],
    ["The separation is faultless.", "separation is faultless"],
    ["An error-free prediction is given.", "error-free"],
    ["All oils were classified correctly.", "All oils were classified correctly"],
    ["Every sample is correctly assigned.", "Every sample is correctly assigned"],
    ["All predictions are correct.", "All predictions are correct"],
    ["It is safe for all users and populations.", "safe for all"],
    ["The product is safe for everyone.", "safe for everyone"],
  ])("is seen in: %s", (text, claim) => expect(words(text)).toEqual([claim]));

  it.each([
    "This report is not for regulatory use.",
    "The method is not validated for regulatory use.",
    "It isn't certified, approved for sale or safe for consumption.",
    "Nothing here guarantees the origin of another oil.",
    "No model complies with a standard by itself.",
    "Neither approved for sale nor certified.",
    "The report cannot guarantee safety.",
    "The model guarantees nothing.",
    "It complies with no standard.",
    "Whether the oil is safe for consumption is another question.",
    "Is the oil safe for consumption?",
    "Before it is approved for use, another laboratory must repeat it.",
    "The method should be certified one day.",
    'Words such as “certified” and "guarantees" are left to others.',
    "The producer calls it 'safe for consumption'.",
    "The option `certified` and `complies with` are code.",
    "```text\nThe method is certified.\n```",
    "<!-- certified -->",
    "A certified reference material was measured, and certified values were taken over.",
    "An approved additive; the approved models are listed.",
    "The study was approved by the ethics committee.",
    "The coverage guarantee holds on average.",
    "Food safety is a wide field. The safe is in the cellar.",
    "Samples were measured in accordance with ISO 12099.",
    "The link [a page](https://example.org/certified) is only an address.",
    "Uncertified oils were left out.",
    "> It is certified, and safe for all.",
    "> - It is certified.",
    "100 % ethanol was used; the cell was cleaned with 100 % acetone.",
    "The accuracy was 100 % (95 % interval 83 % to 100 %).",
    "The classification is not perfect.",
    "A perfect crystal has no such band.",
    "All oils were measured at the correct temperature.",
    "No sensitivity is 100 %.",
  ])("is not seen in: %s", (text) => expect(words(text)).toEqual([]));

  it.each([
    ["de", "Das Verfahren erfüllt die Anforderungen der Norm.", "erfüllt die Anforderungen"],
    ["de", "Das Öl ist unbedenklich.", "unbedenklich"],
    ["de", "Die Methode ist zertifiziert.", "zertifiziert"],
    ["de", "Die Genauigkeit beträgt 100 %.", "Genauigkeit beträgt 100 %"],
    ["de", "Alle Öle wurden richtig zugeordnet.", "Alle Öle wurden richtig zugeordnet"],
    ["de", "Das Modell trennt die Öle perfekt.", "trennt die Öle perfekt"],
    ["de", "It is certified.", "certified"],
    ["fr", "La méthode est conforme à la norme ISO 12099.", "est conforme à"],
    ["fr", "L’huile est sûre pour tous les consommateurs.", "sûre pour tous"],
    ["fr", "L’origine est garantie.", "garantie"],
    ["fr", "L’exactitude est de 100 %.", "exactitude est de 100 %"],
    ["fr", "Toutes les huiles ont été correctement classées.", "Toutes les huiles ont été correctement classées"],
  ])("is seen in a text in %s: %s", (lang, text, claim) => expect(words(text, `lang: ${lang}\n`)).toEqual([claim]));

  it.each([
    ["de", "Die Methode ist nicht zertifiziert."],
    ["de", "Niemand garantiert die Herkunft, und ob das Öl unbedenklich ist, sagt kein Spektrum."],
    ["de", "Der Hersteller nennt es „unbedenklich“."],
    ["de", "Die Genauigkeit beträgt 100 % (95-%-Intervall 83 % bis 100 %)."],
    ["fr", "La méthode n’est pas certifiée."],
    ["fr", "Rien ne garantit l’origine, et l’huile n’est jamais sans aucun risque."],
    ["en", "Die Methode ist zertifiziert."],
  ])("is not seen in a text in %s: %s", (lang, text) => expect(words(text, `lang: ${lang}\n`)).toEqual([]));

  it.each([
    ["research", "warning"],
    ["regulatory", "error"],
  ])("in %s mode is an %s", (mode, severity) => {
    const [one] = found("The method is certified.", mode === "regulatory" ? regulatory : "");
    expect(one.severity).toBe(severity);
  });

  it.each([
    ["a zero-width space", "This is a ce\u200Brtified method.", "ce\u200Brtified"],
    ["a soft hyphen", "This is a certi\u00ADfied method.", "certi\u00ADfied"],
    ["a Cyrillic letter", "This is a c\u0435rtified method.", "c\u0435rtified"],
    ["Greek letters", "The oil is safe t\u03BF eat.", "safe t\u03BF eat"],
    ["letters of full width", "This is a \uFF43\uFF45\uFF52\uFF54\uFF49\uFF46\uFF49\uFF45\uFF44 method.", ""],
    ["a ligature", "This is a certi\uFB01ed method.", "certi\uFB01ed"],
    ["signs of direction", "The \u202Aorigin is gua\u2060ranteed.", "gua\u2060ranteed"],
  ])("is read through %s, and its place is that of what is written", (_, text, written) => {
    const [claim] = found(text);
    expect(claim?.facts.words).toMatch(/^(certified|safe to eat|guaranteed)$/);
    const { position } = claim;
    const line = withTitle(`${model}${text}\n`).split("\n")[(position?.line ?? 1) - 1];
    if (written !== "") expect(line.slice((position?.column ?? 1) - 1, (position?.endColumn ?? 1) - 1)).toBe(written);
  });
  it("is none in Greek or Russian words that look like nothing Latin", () => {
    expect(words("Проба масла: спектр поглощения. Το ελαιόλαδο είναι από την Κρήτη.")).toEqual([]);
  });
  it("is seen in title and captions, and never in what the owner declares", () => {
    const text =
      '---\ntitle: A certified method\nclaims: {standard: "Complies with ISO 1", use_case: certified}\n---\n\n';
    const caption = block("figure", "show: plsda.confusion\ncaption: Guaranteed right");
    const claims = parse(text + model + caption).findings.filter(({ code }) => code === "FS2901");
    expect(claims.map(({ position, facts }) => [position?.line, position?.column, facts.words])).toEqual([
      [2, 8, "certified"],
      [12, 10, "Guaranteed"],
    ]);
  });

  it("is quoted as a reader sees it where a title or caption has markup", () => {
    const text = "---\ntitle: A **guaranteed** method, *safe to eat*\n---\n\n";
    const caption = block("figure", "show: plsda.confusion\ncaption: A *harmless* `certified` model");
    const claims = parse(text + model + caption).findings.filter(({ code }) => code === "FS2901");
    expect(claims.map(({ position, facts }) => [position?.line, facts.words])).toEqual([
      [2, "guaranteed"],
      [2, "safe to eat"],
      [11, "harmless"],
    ]);
  });

  it("points at the words, over lines and behind signs that are left out", () => {
    const [one] = found("A **bold** &amp; \\_odd\\_ text: the meat is *safe\nfor consumption*.");
    const { line, column, endLine, endColumn } = one.position ?? {};
    expect([line, column, endLine, endColumn]).toEqual([10, 45, 11, 16]);
  });

  it.each([
    ["an entity", "A &amp; B &eacute; certified", 20],
    ["what only looks like one", "A &foo; B certified", 11],
    ["an escape", "A \\*B\\* certified", 9],
  ])("points behind %s", (_, text, column) => expect(found(text)[0].position?.column).toBe(column));

  it("is a warning that names the mode and says what to write instead", () => {
    const [one] = found("It is certified.");
    expect(isError(one)).toBe(false);
    expect(one.message).toMatch(/^the text says `certified`, which a report in research mode cannot know: nobody/);
    expect(one.help.join()).toMatch(/inline value.*claims.*quotation marks/);
  });

  it("hangs on the mode: regulatory use is for regulatory mode, the rest for none", () => {
    expect(words("It is suitable for regulatory use.", regulatory)).toEqual([]);
    expect(words("It is certified. It is intended for clinical use.", regulatory)).toEqual([
      "certified",
      "intended for clinical use",
    ]);
  });

  it("has a reason each, and a mode that forbids it", () => {
    for (const { reason, modes } of claimRules) {
      expect(reason).toMatch(/^\p{Ll}.{20,}[^.]$/u);
      expect(modes).toContain("research");
    }
  });

  it.each([
    ["denials", "Not certified; "],
    ["quotes that never end", "The certified ‘one "],
    ["entities", "&eacute; certified, it "],
    ["questions", "a. B certified? "],
    ["exclamation marks", "!"],
    ["blanks", `${" ".repeat(250_000)}certified`],
    ["numbers", "accuracy is 95 % "],
  ])("takes a time that grows with the text only: %s", { tags: "slow" }, (_, text) => {
    const value = text.repeat(Math.max(1, Math.floor((figures.isLarge ? 500_000 : 200_000) / text.length)));
    const started = process.cpuUsage();
    const position = { start: { line: 1, column: 1, offset: 0 }, end: { line: 1, column: 1, offset: value.length } };
    const tree: Root = {
      type: "root",
      children: [{ type: "paragraph", children: [{ type: "text", value, position }] }],
    };
    claimFindings(sentencesOf(tree, value, lines("protocol.md", value)), "research", "de");
    const { user } = process.cpuUsage(started);
    expect(user / 1000, "milliseconds of the processor").toBeLessThan(10_000);
  });
});
