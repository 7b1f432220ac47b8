/** Text: what report, Markdown, report.json and statement print, held against the files it is of and against one another. */
import { type Fields, fieldsOf, isRecord } from "../../../schemas/is-record.ts";
import type { Manifest } from "../../../schemas/manifest.ts";
import { finding } from "../../diagnostics/build.ts";
import type { Finding } from "../../diagnostics/finding.ts";
import { differences } from "../differ.ts";
import { expectationsTold } from "../expectations.ts";
import type { Model } from "../models.ts";
import { jsonOf, listed, type RunFolder } from "../run-folder.ts";
import { circumstanceProblems } from "./circumstances.ts";
import { figuresOf, lookAtFigures } from "./figures.ts";
import { type Page, pageOf } from "./html.ts";
import { englishNumbers, numbersIn, squashed } from "./printed.ts";
import { readStatement } from "./statement.ts";
import { unsourcedNumbers } from "./unsourced.ts";

export interface TextLooked {
  readonly findings: readonly Finding[];
  readonly open: readonly string[];
}

const html = "report/index.html";
const markdown = "report.md";
const statement = "REGULATORY_COMPLIANCE_STATEMENT.txt";
/** At most so many of one text: more say nothing new. */
const most = 20;

export function textFindings(folder: RunFolder, manifest: Manifest, models: readonly Model[]): TextLooked {
  const read = (path: string) => {
    const bytes = folder.read(path);
    return bytes === null ? null : new TextDecoder().decode(bytes);
  };
  const [shown, written, stated] = [html, markdown, statement].map(read);
  const page = shown === null ? null : pageOf(shown);
  const statementLooked = stated === null ? null : statementFindings(folder, manifest, stated, models);
  const listed = figuresOf(folder);
  const texts = [
    { name: "markdown", path: markdown, text: written },
    { name: "statement", path: statement, text: stated },
  ];
  const report = jsonOf(folder, "report.json");
  const told = isRecord(report) ? (report.unsourced as readonly string[]) : [];
  const strays =
    listed === null || !isRecord(report)
      ? []
      : unsourcedNumbers(
          { html: shown ?? "", markdown: written ?? "", statement: stated },
          report,
          listed,
          authorsTexts(folder, manifest),
        ).filter((one) => !told.includes(one));
  const figures = listed === null ? null : lookAtFigures(folder, listed, page, texts);
  return {
    findings: [
      ...(figures?.problems ?? []).slice(0, most).map(({ path, problem }) => otherwise(path, problem)),
      ...strays
        .slice(0, most)
        .map((one) => otherwise("report.json", `knows no source of ${one}, which a text of the run prints`)),
      ...(page === null ? [] : headlineFindings(page, models)),
      ...(page === null || written === null
        ? []
        : markdownFindings(page, englishNumbers(withoutFormulas(written), page.lang), toldIn(folder))),
      ...(written === null ? [] : formulaFindings(folder, manifest, written)),
      ...structureFindings(folder, manifest, models),
      ...expectationsTold(folder, models),
      ...circumstanceProblems(manifest, shown, report).map(({ path, problem }) => otherwise(path, problem)),
      ...summaryFindings(folder, manifest, page, written),
      ...(statementLooked?.findings ?? []),
    ],
    open: [
      ...(page === null ? [] : ["drawings, and sentences, whose numbers report.json knows and no file holds"]),
      ...(told.length === 0 ? [] : [`${told.length} numbers that are told in words, and in no other file`]),
      ...(figures === null || figures.derived === 0
        ? []
        : [`${figures.derived} figures that follow from rows of a file or from spectra`]),
      ...(statementLooked === null || statementLooked.unknown === 0
        ? []
        : [`${statementLooked.unknown} lines of the statement that are told in words`]),
    ],
  };
}

const otherwise = (path: string, problem: string): Finding => finding("FS9121", null, { path, problem });

/** The figure of each model stands in the report, with where it comes from. */
function headlineFindings({ tagged }: Page, models: readonly Model[]): readonly Finding[] {
  return models.flatMap(({ folder, classes, folds }) => {
    const [artifact, pointer] = [`${folder}metrics.json`, classes === null ? "/pooled/rmsecv" : "/pooled/accuracy"];
    const isThere = folds.length === 0 || tagged.some((one) => one.artifact === artifact && one.pointer === pointer);
    return isThere ? [] : [otherwise(html, `prints no figure of ${artifact}#${pointer}`)];
  });
}

/** A line of the Markdown with a number stands in the report too: a sentence word by word, a row of a table by its numbers. */
function markdownFindings({ text, rows }: Page, written: string, told: (line: string) => boolean): readonly Finding[] {
  const shown = withoutNotes(text);
  const whole = squashed(shown);
  const stream = ` ${numbersIn(shown).join(" ")} `;
  const known = new Set(rows.map((row) => numbersIn(withoutNotes(row)).join(" ")));
  const found = written.split("\n").flatMap((written) => {
    const line = withoutNotes(written);
    if (
      numbersIn(line).length === 0 ||
      /^\*\*.+?\*\*.* · key `/.test(line) ||
      /: `sha256:[0-9a-f]{64}`$/.test(line) ||
      moreRows.test(line) ||
      opening.test(line)
    )
      return [];
    const words = wordsIn(line);
    const isThere = [words, withoutReasons(words, whole)].some((bare) => {
      const isRow = line.startsWith("|") && known.has(numbersIn(bare).join(" "));
      const isTold = told(bare) || (/\(`\w+`\)$/.test(line) && isSpoken(bare, stream, whole));
      return whole.includes(squashed(bare)) || isRow || isTold;
    });
    return isThere ? [] : [otherwise(markdown, `prints "${line.slice(0, 80)}", which the report does not`)];
  });
  return found.slice(0, most);
}

/** What must be said beside a value is a note of the page, whose notes have other numbers than those of the Markdown. */
const withoutNotes = (text: string): string =>
  text.replace(/ ?\((?:note|Anmerkung)[ \u00a0]\d+\)|(?:note|Anmerkung)[ \u00a0]\d+/g, "");

/** Why there is no value stands in brackets in the Markdown, and as a note of the page: there too, or it stays. */
const withoutReasons = (line: string, page: string): string =>
  line.replace(
    /(not available|nicht verfügbar|non disponible) \(((?:[^()]|\([^()]*\))*)\)/g,
    (all, without: string, reason: string) => (page.includes(squashed(reason)) ? without : all),
  );

const formula = /(?<![\\$])\$\$(?!\$)[\s\S]*?\$\$|(?<![\\$\w])\$(?![\s$])(?:[^$\\\n]|\\[^\n])*?(?<!\s)\$(?![\d$])/g;

/** Formulas are numbers of the author's, which no block gave. */
const withoutFormulas = (written: string): string => written.replace(formula, "");

/** Each formula of the Markdown is one of the document's or of its parts, letter for letter but for its number. */
function formulaFindings(folder: RunFolder, manifest: Manifest, written: string): readonly Finding[] {
  const met = written.match(formula) ?? [];
  if (met.length === 0) return [];
  const texts = authorsTexts(folder, manifest);
  // In a quoted text of YAML a backslash is written as two.
  const bare = (text: string) =>
    text
      .replace(/\{#[^{}\s]+\}|\\tag\{\d+\}|^[ \t>]+/gm, "")
      .replace(/\s+/g, "")
      .replaceAll("\\\\", "\\");
  const whole = bare(texts.join("\n"));
  return met
    .filter((one) => /\d/.test(one) && !whole.includes(bare(one)))
    .slice(0, most)
    .map((one) => otherwise(markdown, `prints the formula "${one.slice(0, 80)}", which the document does not have`));
}

/** What the author wrote: the document and the parts it takes in. */
const authorsTexts = (folder: RunFolder, { sources = [] }: Manifest): readonly string[] =>
  ["protocol.md", ...sources.flatMap(({ path, role }) => (role === "include" ? [`sources/${path}`] : []))].map((path) =>
    new TextDecoder().decode(folder.read(path) ?? new Uint8Array()),
  );

/** A line as it reads: without tags, addresses, and the author's own pictures, whose description is no text of the report. */
const wordsIn = (line: string): string =>
  line
    .replace(/!\[(?:[^\]\\]|\\.)*\]\(sources\/[^)]*\)/g, "")
    .replace(/(?<!\\)!?\[((?:[^\]\\]|\\.)*)\]\((?:<[^<>]*>|[^()<>]*)\)/g, "$1")
    .replace(/<\/?(?:sub|sup|abbr|kbd|mark|b|i|u|br|details|summary)(?: title="[^"<>]*")?>/g, "")
    .replace(/^(?:- |\d+\. |> )/, "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">");

/** Whether a line of the Markdown is a finding as report.json has it. */
function toldIn(folder: RunFolder): (line: string) => boolean {
  const report = jsonOf(folder, "report.json");
  const all = (isRecord(report) ? report.findings : []) as readonly {
    readonly code: string;
    readonly message: string;
  }[];
  const messages = all.map(({ code, message }) => ({ code, message: squashed(message).toLowerCase() }));
  return (line) => {
    const [, code] = /^\S+ (?:note|warning|error) `(FS\d{4})`: /.exec(line) ?? [];
    return (
      code !== undefined &&
      messages.some((one) => one.code === code && squashed(line).toLowerCase().includes(one.message))
    );
  };
}

/** The line of the Markdown that repeats the summary of report.json, in each language of a report. */
const opening = /^(?:Protocol version|Protokollversion|Protocole, version) /;
const moreRows = /^\d+ (?:more rows in|weitere Zeilen in|weitere Zeilen im|autres lignes dans) /;
/** In what says how many gates there were. */
const gatesWord = /quality gate|Qualitätsprüfung|contrôles? de qualité/;

/** A finding, or the summary: sentence by sentence word for word, or its numbers in their order. */
const isSpoken = (line: string, stream: string, whole: string): boolean =>
  line.split(/(?<=[.;:]) /).every((part) => {
    const numbers = numbersIn(part).join(" ");
    return numbers === "" || whole.includes(squashed(part)) || stream.includes(` ${numbers} `);
  });

/** The summary of report.json stands in the Markdown as it is, and each of its sentences in the report. */
function summaryFindings(
  folder: RunFolder,
  { gates }: Manifest,
  page: Page | null,
  written: string | null,
): readonly Finding[] {
  const report = jsonOf(folder, "report.json");
  if (!isRecord(report)) return [];
  const { lang, text: shown } = page ?? { lang: "en", text: "" };
  const lines = (report.summary as readonly string[]).map((one) => englishNumbers(one, lang));
  const line = englishNumbers(written ?? "", lang)
    .split("\n")
    .find((one) => opening.test(one));
  const isSame = line === undefined || squashed(line).endsWith(squashed(lines.join(" ")));
  const stream = ` ${numbersIn(shown).join(" ")} `;
  const whole = squashed(shown);
  const counts = [gates.length, gates.filter(({ status }) => status === "fail").length].map(String);
  const isCounted = (one: string) => gatesWord.test(one) && numbersIn(one).every((figure) => counts.includes(figure));
  const isSaid = (one: string) => isCounted(one) || isSpoken(one.replace(/^[^:]*\): /, ""), stream, whole);
  const unsaid = page === null ? [] : lines.filter((one) => !isSaid(one));
  return [
    ...(isSame ? [] : [otherwise(markdown, "sums up otherwise than report.json")]),
    ...unsaid.map((one) => otherwise("report.json", `sums up "${one.slice(0, 80)}", which the report does not`)),
  ];
}

/** Reports of what is no gate and only advises, by block. */
const adviceOf = (folder: RunFolder, { blocks }: Manifest): readonly (readonly [block: string, report: unknown])[] =>
  blocks.flatMap(({ id, artifacts }) =>
    Object.keys(artifacts)
      .filter((path) => path.endsWith("_qc_report.json"))
      .map((path) => [id, jsonOf(folder, path)] as const)
      .filter(([, report]) => isRecord(report) && report.advice === true),
  );

/** report.json: the gates' reports, the manifest's gates, and the results of trust and models. */
function structureFindings(folder: RunFolder, manifest: Manifest, models: readonly Model[]): readonly Finding[] {
  const report = jsonOf(folder, "report.json");
  if (!isRecord(report)) return [];
  const { qc, results } = report as { readonly [part in "qc" | "results"]: { readonly [block: string]: unknown } };
  const known = new Map([
    ...manifest.gates.map(({ block, report: path }) => [block, jsonOf(folder, path)] as const),
    ...adviceOf(folder, manifest),
  ]);
  const blocks = new Set([...Object.keys(qc), ...known.keys()]);
  const reports = Object.fromEntries([...blocks].map((block) => [block, known.get(block) ?? null]));
  const valuesOf = (block: string) => {
    const own = new Map(Object.entries(results)).get(block);
    return isRecord(own) && isRecord(own.values) ? own.values : null;
  };
  const trusted = manifest.blocks.flatMap(({ id, artifacts }) => {
    const path = Object.keys(artifacts).find((one) => one.endsWith("/trust_summary.json"));
    const values = valuesOf(id);
    return path === undefined || values === null
      ? []
      : differences("report.json", values, jsonOf(folder, path), `/results/${id}/values`);
  });
  const measured = models.flatMap(({ block, folder: at }) => {
    const metrics = jsonOf(folder, `${at}metrics.json`);
    const values = valuesOf(block);
    if (values === null || !isRecord(metrics) || !isRecord(metrics.pooled)) return [];
    const own = new Map(Object.entries(values));
    const shared = Object.entries(metrics.pooled).filter(
      ([name]) => own.has(name) && name !== "n_spectra" && name !== "n_samples",
    );
    const found = Object.fromEntries(shared.map(([name]) => [name, own.get(name)]));
    return differences("report.json", found, Object.fromEntries(shared), `/results/${block}/values`);
  });
  return [...differences("report.json", qc, reports, "/qc"), ...trusted, ...measured];
}

/** Checks that judge something, under the name by which a line of the statement is found. */
const judgingIn = (name: string, { checks }: Fields): readonly string[] =>
  Object.entries(fieldsOf(checks)).flatMap(([id, check]) => (fieldsOf(check).na === null ? [`${name} ${id}`] : []));

function statementFindings(folder: RunFolder, manifest: Manifest, text: string, models: readonly Model[]) {
  const fields = (path: string): Fields => fieldsOf(jsonOf(folder, path));
  const trusts = manifest.blocks.flatMap(({ id, artifacts }) => {
    const path = Object.keys(artifacts).find((one) => one.endsWith("/trust_summary.json"));
    if (path === undefined) return [];
    const of = (name: string) => fields(path.replace("trust_summary", name));
    const files = {
      trust: of("trust_summary"),
      conformal: of("conformal_artifact"),
      calibration: of("calibration_artifact"),
      abstention: of("abstention_artifact"),
    };
    return [[id, files] as const];
  });
  const gates = new Map(manifest.gates.map(({ block, report }) => [block, fields(report)]));
  const metrics = new Map(models.map(({ block, folder: own }) => [block, fields(`${own}metrics.json`)]));
  const digests = new Map([...listed(manifest)].map(([path, { digest }]) => [path, digest]));
  for (const { path, sha256 } of manifest.inputs) digests.set(path, sha256);
  const told = {
    gates,
    metrics,
    trusts: new Map(trusts),
    digests,
  };
  const { wrong, seen, unknown } = readStatement(text, told);
  const judging = [...gates].flatMap(([block, report]) =>
    isRecord(report.by_block)
      ? Object.entries(report.by_block).flatMap(([part, one]) => judgingIn(`${block} ${part}`, fieldsOf(one)))
      : judgingIn(block, report),
  );
  const missing = [...judging, ...(trusts.length === 0 ? [] : ["coverage"])].filter((one) => !seen.has(one));
  return {
    findings: [
      ...wrong.map(({ problem }) => otherwise(statement, problem)),
      ...missing.map((one) => otherwise(statement, `says nothing of ${one}`)),
    ].slice(0, most),
    unknown: unknown.length,
  };
}
