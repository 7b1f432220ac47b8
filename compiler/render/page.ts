/** The one HTML file: layout and style from the templates, a policy that lets nothing in but what stands in it. */
import { createHash } from "node:crypto";
import type { ElementContent, Root } from "hast";
import { visibleLines as visible } from "../diagnostics/visible.ts";
import { formulasIn } from "../document/formulas/set-formulas.ts";
import type { Language } from "../language/language.ts";
import { wordsOfScript } from "../language/words/script.ts";
import type { Assets } from "./assets.ts";
import { blockSection } from "./block-section.ts";
import { briefId } from "./brief-section.ts";
import { fontFaces } from "./fonts.ts";
import { toHtml } from "./hast.ts";
import { inLanguage } from "./in-language.ts";
import { withMarks } from "./not-approved.ts";
import { type Heading, type Prose, prose } from "./prose.ts";
import { circumstancesElement } from "./provenance.ts";
import type { Report } from "./report.ts";
import { contentsList, reportHead } from "./report-head.ts";
import { type Closing, closings } from "./report-sections.ts";
import { scriptText } from "./script.ts";
import { makeVisible, writeBrackets } from "./visible.ts";

export interface Page {
  readonly html: string;
  readonly prose: Prose;
  /** Every heading that the contents list names. */
  readonly headings: readonly Heading[];
  /** All that is shown, in its order. */
  readonly shown: readonly ElementContent[];
}

/** What a page is laid out from, an element a piece. */
export interface PageParts {
  readonly head: ElementContent;
  readonly contents: ElementContent | null;
  /** The author's text with the sections of blocks, then what stands behind it. */
  readonly main: readonly ElementContent[];
  readonly circumstances: readonly ElementContent[];
  readonly prose: Prose;
  readonly headings: readonly Heading[];
}

export function page(report: Report, assets: Assets): Page {
  const { head, contents, main, circumstances, prose, headings } = pageParts(report);
  const parts = {
    head: part([head]),
    contents: part(contents === null ? [] : [contents]),
    main: part(main),
    circumstances: part(circumstances),
  };
  return { html: laidOut(report, parts, assets), prose, headings, shown: [head, ...main, ...circumstances] };
}

export function pageParts(report: Report): PageParts {
  const { circumstances, language } = report;
  const said = <E extends ElementContent>(element: E): E => inLanguage(element, language);
  const blockHeadings: Heading[] = [];
  const text = prose(report, (block, level) => {
    blockHeadings.push({ id: block.id, level: 3, text: block.id });
    return said(blockSection(block, level));
  });
  const added = report.ordered.filter((block) => block.added !== null);
  const sections = (gates: boolean) =>
    added.filter(({ isGate }) => isGate === gates).map((block) => blockSection(block, 3));
  const after = closings(report, text.notes, { gates: sections(true), others: sections(false) }).map(closingIn(report));
  const own = text.headings.filter(({ level }) => level <= 3);
  const first: Heading = { id: briefId, level: 2, text: language.say("In brief") };
  const headings = [first, ...(own.length > 0 ? own : blockHeadings), ...after.map(({ heading }) => heading)];
  const all = [...text.content, ...after.map(({ section }) => section)];
  return {
    head: said(reportHead(report)),
    contents: contentsList(headings, language),
    main: report.isNotApproved ? withMarks(all, language) : all,
    circumstances: circumstances === null ? [] : [said(circumstancesElement(report, circumstances))],
    prose: text,
    headings,
  };
}

/** A section that stands behind the text, its heading as the list of contents has it. */
const closingIn =
  ({ language }: Report) =>
  ({ heading, section }: Closing): Closing => ({
    heading: { ...heading, text: language.say(heading.text) },
    section: inLanguage(section, language),
  });

/** In the text, or in a title or caption. */
const hasFormulas = ({ tree, inlineTexts }: Report["protocol"]): boolean =>
  [tree, ...inlineTexts.values()].some((one) => formulasIn(one).length > 0);

/** HTML of a part of the page, with what cannot be seen written out. */
export function part(children: readonly ElementContent[]): string {
  const root: Root = { type: "root", children: [...children] };
  makeVisible(root);
  return writeBrackets(toHtml(root.children));
}

/** Placeholders are filled in one pass: a document that says `{{main}}` stays text. */
export function laidOut(report: Report, parts: { readonly [name: string]: string }, assets: Assets): string {
  const style = reportStyle(assets, hasFormulas(report.protocol));
  const script = scriptText(assets);
  const values: { readonly [name: string]: string } = {
    ...parts,
    style,
    script,
    policy: policy(style, script),
    title: toHtml([{ type: "text", value: visible(report.title) }]),
    lang: report.language.lang,
    words: wordsAttribute(report.language),
    skip: toHtml([{ type: "text", value: report.language.say("Skip to the report") }]),
    status: report.status,
    mode: report.mode,
  };
  return assets
    .text("report/layout.html")
    .replaceAll("\r\n", "\n")
    .replace(/\{\{([a-z]+)\}\}/g, (_, name: string) => {
      if (!Object.hasOwn(values, name)) throw new Error(`report/layout.html asks for {{${name}}}, which nothing fills`);
      return values[name];
    });
}

/** What the script says, by its English; the script of every report is the same. */
function wordsAttribute({ lang, say }: Language): string {
  if (lang === "en") return "";
  const said = JSON.stringify(Object.fromEntries(wordsOfScript.map((text) => [text, say(text)])));
  return ` data-words="${said.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;")}"`;
}

/** The style element's text: the fonts, and the rules that set them. */
export function reportStyle(assets: Assets, hasFormulas = false): string {
  return `${fontFaces(assets, hasFormulas)}\n${assets.text("report/styles.css").replaceAll("\r\n", "\n")}`;
}

/**
 * Nothing is loaded or sent: the one script and the one style element by their digests, fonts only out of the page itself. It
 * also closes the connections a script could open.
 */
export function policy(style: string, script: string | null = null): string {
  const digest = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
  const scripts = script === null ? "" : ` script-src ${digest(script)};`;
  return `default-src 'none';${scripts} style-src ${digest(style)}; font-src data:; img-src data: blob:; base-uri 'none'; form-action 'none'`;
}
