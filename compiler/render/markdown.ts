/** report.md: the author's document with its results filled in, for reading in a pull request. */

import { sentenceCase } from "../../blocks/contract/sentence-case.ts";
import type { TableColumn, TableView } from "../../blocks/contract/view.ts";
import type { Finding } from "../diagnostics/finding.ts";
import { visibleLines as visible } from "../diagnostics/visible.ts";
import type { InlineValue } from "../document/protocol.ts";
import { decoded } from "../document/text/check-ids.ts";
import type { OwnId } from "../document/text/nodes.ts";
import { idsIn, wordsOf } from "../document/text/own-ids.ts";
import type { Language } from "../language/language.ts";
import { authorLabels } from "./author-labels.ts";
import { choiceTexts } from "./choice-sentence.ts";
import { escaped } from "./escaped.ts";
import type { Exhibit } from "./exhibit.ts";
import { type Filled, valueText as shownValue } from "./fill.ts";
import { codeParts, sentence } from "./findings-list.ts";
import { inlineMarkdown } from "./inline-words.ts";
import { identityFacts, notStated } from "./letterhead.ts";
import { lockboxTexts } from "./lockbox-sentence.ts";
import { bibliographyName, hasMethods, methodsName, methodsTitle } from "./methods-parts.ts";
import { foldedOf, moreTitle } from "./more-diagnostics.ts";
import { columnTexts, isInterval } from "./numbers.ts";
import { artifactPath } from "./origin.ts";
import type { Report } from "./report.ts";
import type { ReportBlock } from "./report-block.ts";
import { severities } from "./status.ts";
import { titlePrefix } from "./summary.ts";

/** Rows of a table before it is cut: a pull request is read, not searched. */
const longestTable = 40;

interface MarkdownNode {
  readonly type: string;
  readonly url?: string;
  readonly identifier?: string;
  readonly alt?: string | null;
  readonly data?: {
    readonly hName?: string;
    readonly hProperties?: { readonly title?: unknown };
    readonly own?: OwnId | null;
  };
  readonly own?: OwnId | null;
  readonly shown?: string;
  readonly opening?: number;
  readonly closing?: number;
  readonly position?: { readonly start: Point; readonly end: Point };
  readonly children?: readonly MarkdownNode[];
}
interface Point {
  readonly line: number;
  readonly column: number;
  readonly offset?: number;
}
interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export function markdown(report: Report): string {
  const { protocol, findings, language } = report;
  const { say } = language;
  const edits: Edit[] = [];
  const writer = {
    report,
    edits,
    notes: [] as string[],
    values: new Map(protocol.inlineValues.map((value) => [value.offset, value])),
    definitions: new Map(definitionsIn(protocol.tree).reverse()),
    labels: authorLabels(report),
    anchors: new Map(idsIn(protocol.tree).map(({ id, node }) => [id, node])),
  };
  for (const node of protocol.tree.children) edit(writer, node);
  const first = protocol.tree.children[0]?.position?.start.offset ?? protocol.text.length;
  const parts = [
    head(report),
    spliced(protocol.text, first, edits).trim(),
    ...report.ordered.filter(({ added }) => added !== null).map((block) => blockText(block, language)),
    gates(report),
    protocol.cited.length === 0 ? "" : `## ${say("References")}\n\n${protocol.cited.map(referenceText).join("\n")}`,
    hasMethods(report)
      ? `## ${say(methodsTitle)}\n\n${[methodsName, bibliographyName].map((path) => `[${path}](${path})`).join(", ")}`
      : "",
    writer.notes.length === 0
      ? ""
      : `## ${say("Notes")}\n\n${writer.notes.map((note, i) => `${i + 1}. ${quoted(say(note))}`).join("\n")}`,
    findings.length === 0 ? "" : `## ${say("Findings")}\n\n${findings.map(findingText).join("\n")}`,
    `## ${say("About this report")}\n\n${report.disclaimers.map((line) => escaped(say(line))).join(" ")}\n\n${say("Content digest")}: \`${report.facts.digest}\``,
  ];
  return `${visible(parts.filter((part) => part !== "").join("\n\n")).replaceAll("\r\n", "\n")}\n`;
}

function head(report: Report): string {
  const { protocol, mode, summary, researchOnly, language } = report;
  const { say, lang } = language;
  const title = escaped(titlePrefix(report)) + inlineMarkdown(protocol, protocol.frontMatter.title);
  const facts = `${say("Protocol version")} ${escaped(protocol.frontMatter.version)}, ${say(`${mode} mode`)}.`;
  const research = researchOnly === null ? "" : `\n\n> ${say(researchOnly)}`;
  const identity = identityFacts(protocol.frontMatter, lang).map(
    ([term, value]) => `${say(term)}: ${escaped(value === notStated ? say(value) : value)}`,
  );
  const head = identity.length === 0 ? "" : `${identity.join(" · ")}\n\n`;
  const sealed = [...choiceTexts(report), ...lockboxTexts(report)].map((text) => `\n\n${escaped(say(text))}`);
  return `# ${title}\n\n${head}${facts} ${summary.map((line) => escaped(say(line))).join(" ")}${research}${sealed.join("")}`;
}

interface Writer {
  readonly report: Report;
  readonly edits: Edit[];
  /** What must be said beside values, by the number of its note. */
  readonly notes: string[];
  /** By their offsets. */
  readonly values: ReadonlyMap<number, InlineValue>;
  /** URLs of `[name]: url` lines, by identifier; the first of a name holds. */
  readonly definitions: ReadonlyMap<string, string>;
  /** Of the author's tables and figures, by their first line. */
  readonly labels: ReadonlyMap<number, string>;
  /** What has an id in the text. */
  readonly anchors: ReadonlyMap<string, ReturnType<typeof idsIn>[number]["node"]>;
}

const lineOf = (node: MarkdownNode | undefined): number => node?.position?.start.line ?? 0;

function definitionsIn(node: MarkdownNode): [string, string][] {
  if (node.type === "definition") return [[node.identifier ?? "", node.url ?? ""]];
  return (node.children ?? []).flatMap(definitionsIn);
}

/** Notes what of the text is replaced; everything else stays as the author typed it. */
function edit(writer: Writer, node: MarkdownNode): void {
  const start = node.position?.start.offset;
  const end = node.position?.end.offset;
  if (start !== undefined && end !== undefined) {
    const text = replacement(writer, node);
    if (text !== null) {
      writer.edits.push({ start, end, text });
      return;
    }
  }
  const { before = [], after = [] } = start === undefined || end === undefined ? {} : around(node, start, end, writer);
  writer.edits.push(...before);
  for (const child of node.children ?? []) edit(writer, child);
  writer.edits.push(...after);
  if (start === undefined || end === undefined) return;
  if (node.type === "link") link(writer, node, node.url ?? "", start, end);
  if (node.type === "linkReference")
    link(writer, node, writer.definitions.get(node.identifier ?? "") ?? "", start, end);
}

/** What Markdown elsewhere does not know is written as HTML, tags in one form; definitions as lines of one paragraph. */
function around(
  { type, data, own = data?.own, opening, closing, position, children = [] }: MarkdownNode,
  start: number,
  end: number,
  { report: { protocol }, labels }: Writer,
): { readonly before?: readonly Edit[]; readonly after?: readonly Edit[] } {
  if (opening !== undefined && closing !== undefined) {
    const title = data?.hProperties?.title;
    const words = typeof title === "string" ? ` title="${attribute(title)}"` : "";
    return {
      before: [{ start, end: start + opening, text: `<${data?.hName}${words}>` }],
      after: [{ start: end - closing, end, text: `</${data?.hName}>` }],
    };
  }
  const id = own ? [{ start: own.start, end: own.end, text: "" }] : [];
  if (type === "heading") return { after: id };
  if (type === "captioned") {
    const caption = children[1]?.position?.start.offset ?? end;
    const sign = /^:[ \t]+/.exec(protocol.text.slice(caption, caption + 100))?.[0].length ?? 0;
    const label = { start: caption, end: caption + sign, text: `**${labels.get(lineOf(children[0]))}.** ` };
    return { after: [label, ...id] };
  }
  if (type === "pictured") {
    const [image, caption] = children;
    const [from, to] = [caption.position?.start.offset ?? end, caption.position?.end.offset ?? end];
    const label = `**${labels.get(lineOf({ type, position }))}.** `;
    return {
      before: [{ start, end: from, text: `${imageText(image)}\n\n${label}` }],
      after: [{ start: to, end, text: "" }],
    };
  }
  if (type === "displayed" && own) {
    const close = protocol.text.lastIndexOf("$$", own.start > start + 2 ? own.start : end);
    const at = protocol.text.slice(0, close).trimEnd().length;
    const number = labels.get(lineOf({ type, position }))?.split(" ")[1];
    return { after: [...id, { start: at, end: at, text: ` \\tag{${number}}` }] };
  }
  if (type === "definitionList") {
    const ends = children.slice(0, -1).flatMap(({ position }) => position?.end.offset ?? []);
    return { after: ends.map((at) => ({ start: at, end: at, text: "\\" })) };
  }
  if (type === "term") return { before: [{ start, end: start, text: "**" }], after: [{ start: end, end, text: "**" }] };
  if (type !== "meaning") return {};
  const sign = /^:[ \t]+/.exec(protocol.text.slice(start, start + 100))?.[0].length ?? 0;
  return { before: [{ start, end: start + sign, text: "– " }] };
}

/** What stands in place of a whole node; null where it stays. */
function replacement({ report, values, notes }: Writer, node: MarkdownNode): string | null {
  const start = node.position?.start ?? { line: 0, column: 0, offset: 0 };
  switch (node.type) {
    case "html":
    case "pageBreak":
      return "";
    case "break":
      return report.protocol.text.startsWith("<", start.offset) ? "<br>" : null;
    case "image":
      return imageText(node);
    case "citation":
      return node.shown === undefined ? null : escaped(node.shown);
    case "definition":
      return safe(node.url) ? null : "";
    case "inlineCode": {
      const value = values.get(start.offset ?? -1);
      return value === undefined ? null : valueText(report.filled(value), notes, report.language);
    }
    case "code": {
      const block = report.blockAt(start.line);
      return block === null ? null : blockText(block, report.language);
    }
    default:
      return null;
  }
}

const referenceText = ({ number, text, link }: Report["protocol"]["cited"][number]): string =>
  `${number}. ${escaped(text)}${link === null ? "" : ` [${escaped(link.text)}](<${link.url}>)`}`;

/** From where it lies in the run folder; reading the document refused any other. */
const imageText = ({ alt, url }: MarkdownNode): string =>
  url?.startsWith("sources/") === true ? `![${escaped(alt ?? "")}](${url})` : escaped(`[image: ${alt ?? ""}]`);

/** A reference prints its number; a link to somewhere unsafe or to nothing in the report becomes its text. */
function link(writer: Writer, node: MarkdownNode, url: string, start: number, end: number): void {
  if (safe(url)) return;
  const { edits } = writer;
  const inside = node.children ?? [];
  const from = inside[0]?.position?.start.offset ?? end;
  const to = inside[inside.length - 1]?.position?.end.offset ?? end;
  const { label, words } = target(writer, url);
  if (inside.length === 0) {
    edits.push({ start, end, text: label ?? escaped(words) });
    return;
  }
  edits.push({ start, end: from, text: "" });
  edits.push({ start: to, end, text: label === null ? "" : ` (${label})` });
}

/** The number of what an address within the document names, and the words that stand for what has none. */
function target(
  { report, anchors, labels }: Writer,
  url: string,
): { readonly label: string | null; readonly words: string } {
  const exhibit = report.exhibits.find(({ placement }) => `#${placement.address}` === url);
  if (exhibit !== undefined) return { label: exhibit.label ?? report.language.say("not available"), words: "" };
  const id = url.startsWith("#") ? decoded(url.slice(1)) : "";
  const node = anchors.get(id);
  if (node !== undefined && node.type !== "heading")
    return { label: labels.get(node.position?.start.line ?? 0) ?? null, words: "" };
  const words =
    node === undefined
      ? report.language.say(report.blocks.find((block) => block.id === id)?.word ?? "")
      : wordsOf(node).trim();
  return { label: null, words };
}

const safe = (url: string | undefined): boolean => /^(?:https?:\/\/|mailto:|tel:)/i.test(url ?? "");

function valueText(filled: Filled, notes: string[], language: Language): string {
  const { say } = language;
  if (filled.type === "na") return `${say("not available")} (${quoted(say(filled.reason))})`;
  const text = escaped(shownValue(filled, language));
  if (filled.caveat === null) return text;
  if (!notes.includes(filled.caveat)) notes.push(filled.caveat);
  return `${text} (${say("note")} ${notes.indexOf(filled.caveat) + 1})`;
}

function spliced(text: string, from: number, edits: readonly Edit[]): string {
  const ordered = edits.filter(({ start, end }) => end >= start).sort((a, b) => a.start - b.start);
  let result = "";
  let at = from;
  for (const { start, end, text: replacement } of ordered) {
    if (start < at) continue;
    result += text.slice(at, start) + replacement;
    at = end;
  }
  return result + text.slice(at);
}

function blockText(block: ReportBlock, { say }: Language): string {
  const { name, hasTitle, isQuiet, status, added, reason, findings, exhibits } = block;
  const end = status.name === "ok" ? "" : `: ${status.symbol} ${say(status.word)}`;
  return [
    isQuiet ? "" : `**${hasTitle ? inlineMarkdown(block, name) : escaped(say(name))}**${end}`,
    added === null ? "" : say(sentence(`Not in the document: added because ${added}`)),
    reason === null ? "" : `${quoted(say(sentence(sentenceCase(reason.sentence))))} (\`${reason.code}\`)`,
    findings.map(findingText).join("\n"),
    ...exhibits.filter(({ placement }) => !placement.isFolded).map(exhibitText),
    moreText({ exhibits }, say),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

/** What stands folded in the page is folded here too. */
function moreText(block: Pick<ReportBlock, "exhibits">, say: Language["say"]): string {
  const { shown, missing } = foldedOf(block);
  if (shown.length === 0) return "";
  const parts = [...shown.map(exhibitText), ...missing.map((line) => quoted(say(line)))];
  return `<details>\n<summary>${say(moreTitle(shown.length))}</summary>\n\n${parts.join("\n\n")}\n\n</details>`;
}

function captionMarkdown(exhibit: Exhibit): string {
  const { caption, placement } = exhibit;
  const own = placement.caption;
  if (own === null || !caption.startsWith(own)) return escaped(caption);
  return inlineMarkdown(exhibit, own) + escaped(caption.slice(own.length));
}

function exhibitText(exhibit: Exhibit): string {
  const { content, label, title, alt, placement, language } = exhibit;
  if (content.type === "na")
    return `**${inlineMarkdown(exhibit, title)}: ${language.say("not available")}.** ${quoted(sentence(content.reason))}`;
  const words = `**${label}. ${inlineMarkdown(exhibit, title)}.** ${captionMarkdown(exhibit)}`.trim();
  if (content.type === "drawing") return `![${escaped(alt)}](${encodeURI(content.file)})\n\n${words}`;
  return `${words}\n\n${tableText(content.view, language, (path) => artifactPath(placement.block, path))}`;
}

/** Numbers in the signs of the language, verdicts in its words; names as they are. */
function localTexts(view: TableView, column: TableColumn, { say, number }: Language): readonly string[] {
  return columnTexts(view, column).map(({ text, form }, i) => {
    const value = view.rows[i][column.key];
    if (column.isVerdict === true) return say(text);
    return form !== null && (typeof value === "number" || isInterval(value)) ? number(text) : text;
  });
}

function tableText(view: TableView, language: Language, locate: (path: string) => string): string {
  const { say } = language;
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  const columns = view.columns.map((column) => localTexts(view, column, language));
  const rows = view.rows.slice(0, longestTable).map((_, i) => line(columns.map((of) => escaped(of[i] || "–"))));
  const heads = view.columns.map(({ title, unit }) => escaped(unit ? `${title} (${unit})` : title));
  const rules = view.columns.map(({ format }) => (format === null ? "---" : "---:"));
  const origin = Object.values(view.origins ?? {})[0];
  const more = view.rows.length - rows.length;
  const rest =
    more > 0
      ? `\n\n${say(`${more} more rows${origin ? ` in \`${locate(origin.artifact)}\`` : " in the HTML report"}`)}.`
      : "";
  return [line(heads), line(rules), ...rows].join("\n") + rest;
}

function gates({ gates, language: { say } }: Report): string {
  if (gates.length === 0) return "";
  const rows = gates.map(
    ({ outcome: { gate, checks, report }, status: { symbol, word } }) =>
      `| ${gate} | ${symbol} ${say(word)} | ${checks} | \`${report}\` |`,
  );
  return [
    `## ${say("Quality gates")}\n`,
    `| ${["Gate", "Result", "Checks", "Evidence"].map(say).join(" | ")} |`,
    "| --- | --- | ---: | --- |",
    ...rows,
  ].join("\n");
}

function findingText({ severity, code, message, help, position }: Finding): string {
  const where = position === null ? "" : ` (\`${position.file.replaceAll("`", "ˋ")}:${position.line}\`)`;
  const { symbol, word } = severities[severity];
  return `- ${symbol} ${word} \`${code}\`: ${[message, ...help].map((line) => quoted(sentence(sentenceCase(line)))).join(" ")}${where}`;
}

/** Our own sentences: what stands between backticks stays code, the rest is text. */
function quoted(text: string): string {
  return codeParts(text)
    .map(({ code, part }) => (code ? `\`${part}\`` : escaped(part)))
    .join("");
}

const attribute = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
