/** The author's text as HTML: sanitised first, then values, references and blocks put where they stand in the document. */
import type { Element, ElementContent, RootContent } from "hast";
import { imageKind } from "../document/images/image-kind.ts";
import type { InlineValue, Protocol } from "../document/protocol.ts";
import type { SourceFile } from "../document/sources.ts";
import { decoded } from "../document/text/check-ids.ts";
import { idsIn, wordsOf } from "../document/text/own-ids.ts";
import { sourceUrl } from "../document/text/take-images.ts";
import { authorLabels } from "./author-labels.ts";
import { valueText } from "./fill.ts";
import { h, textOf } from "./hast.ts";
import { isTitleText } from "./inline-words.ts";
import { originProperties } from "./origin.ts";
import type { Report } from "./report.ts";
import type { ReportBlock } from "./report-block.ts";
import { sanitised } from "./sanitised.ts";
import { scrolling } from "./scrolling.ts";

export interface Heading {
  readonly id: string;
  readonly level: number;
  readonly text: string;
}

export interface Prose {
  readonly content: readonly ElementContent[];
  readonly headings: readonly Heading[];
  /** Reasons of what is not available and what must be said beside a value, in the order of their notes. */
  readonly notes: readonly string[];
}

/** What stands in place of a block's fence, its heading at this level. */
export type Section = (block: ReportBlock, level: number) => Element;

/** Links a report may carry; relative ones would point nowhere once the report is moved. */
const safeLink = /^(?:https?:\/\/|mailto:|tel:)/i;

export function prose(report: Report, section: Section): Prose {
  const { protocol } = report;
  const state = new Writer(report, section);
  const tree = sanitised(protocol.tree);
  const content = withoutTitle(tree.children, protocol).flatMap((node) => state.top(node));
  return { content, headings: state.headings, notes: state.notes };
}

/** A first heading that repeats the title is the page's own heading already. */
function withoutTitle(nodes: readonly RootContent[], protocol: Protocol): readonly RootContent[] {
  const first = nodes.findIndex((node) => node.type === "element");
  const node = nodes[first];
  const repeats = node?.type === "element" && node.tagName === "h1" && isTitleText(textOf(node), protocol);
  return repeats ? nodes.filter((_, i) => i !== first) : nodes;
}

/** Where a reference within the text leads; `label` of what is numbered. */
interface Anchor {
  readonly id: string;
  readonly label: string | null;
  readonly words: string;
}

const is = (name: string, { tagName, properties }: Element): boolean =>
  tagName === "div" && Array.isArray(properties.className) && properties.className.includes(name);

class Writer {
  readonly headings: Heading[] = [];
  readonly notes: string[] = [];
  private level = 1;
  private readonly shallowest: number;
  private readonly labels: ReadonlyMap<number, string>;
  /** By their offsets. */
  private readonly values: ReadonlyMap<number, InlineValue>;
  private readonly images: ReadonlyMap<string, SourceFile>;
  private readonly anchors = new Map<string, Anchor>();
  private readonly protocol: Protocol;
  private readonly report: Report;
  private readonly section: Section;
  /** Ids that exist in the page besides those of the text's own headings. */
  private readonly ids: ReadonlySet<string>;

  private readonly say = (words: string): string => this.report.language.say(words);

  constructor(report: Report, section: Section) {
    const { protocol } = report;
    this.protocol = protocol;
    this.report = report;
    this.section = section;
    this.ids = new Set([
      ...report.blocks.map(({ id }) => id),
      ...protocol.cited.map(({ number }) => `reference-${number}`),
    ]);
    this.values = new Map(protocol.inlineValues.map((value) => [value.offset, value]));
    this.images = new Map(protocol.sources.map((file) => [sourceUrl(file.path), file]));
    const first = protocol.tree.children[0];
    const isTitle = first?.type === "heading" && isTitleText(wordsOf(first), protocol);
    // The title's own heading is dropped from the text, so that the headings below it are the highest.
    const headings = protocol.tree.children.slice(isTitle ? 1 : 0).filter((node) => node.type === "heading");
    this.shallowest = Math.min(6, ...headings.map(({ depth }) => depth));
    const labels = authorLabels(report);
    for (const { id, node } of idsIn(protocol.tree)) {
      const label = node.type === "heading" ? null : (labels.get(node.position?.start.line ?? 0) ?? null);
      this.anchors.set(id, { id: `text:${id}`, label, words: wordsOf(node).trim() });
    }
    this.labels = labels;
  }

  top(node: RootContent): ElementContent[] {
    if (node.type !== "element") return node.type === "text" ? [node] : [];
    const { position } = node;
    const block = node.tagName === "pre" && position ? this.report.blockAt(position.start.line) : null;
    const written = block === null ? this.rewritten(node) : [this.section(block, Math.min(6, this.level + 1))];
    // Of what is made anew, too, it stays known where in the document it stands.
    return written.map((one) => (one.type === "element" ? { ...one, position } : one));
  }

  private rewritten(node: ElementContent): ElementContent[] {
    if (node.type !== "element") return node.type === "text" ? [node] : [];
    if (node.tagName === "code") return [this.code(node)];
    if (node.tagName === "img") return [this.image(node)];
    if (node.tagName === "a") return this.link(node);
    if (/^h[1-6]$/.test(node.tagName)) return [this.heading(node)];
    // Blocks may be folded away.
    if (is("captioned", node) || is("pictured", node)) return [this.numbered(node)];
    if (is("formula", node)) return [this.displayed(node)];
    if (node.tagName === "details") return [{ ...node, children: node.children.flatMap((child) => this.top(child)) }];
    const children = node.children.flatMap((child) => this.rewritten(child));
    if (node.tagName === "th") return [{ ...node, properties: { ...node.properties, scope: "col" }, children }];
    const element = { ...node, children };
    return node.tagName === "table" ? [scrolling(this.say("Table"), element)] : [element];
  }

  private code(node: Element): Element {
    const value = this.valueAt(node);
    if (value === undefined) return node;
    const filled = this.report.filled(value);
    if (filled.type === "na") return this.unavailable(filled.reason);
    const { place, caveat } = filled;
    const data = h(
      "data",
      { className: ["value"], value: place.exact, ...originProperties(place) },
      valueText(filled, this.report.language),
    );
    return caveat === null ? data : h("span", { className: ["value", "caution"] }, data, this.note(caveat));
  }

  private valueAt(node: Element): InlineValue | undefined {
    if (!node.position) return undefined;
    const [start, end] = [node.position.start.offset ?? -1, node.position.end.offset ?? -1];
    const exact = this.values.get(start);
    if (exact !== undefined) return exact;
    return this.protocol.inlineValues.find(({ offset }) => offset > start && offset < end);
  }

  private unavailable(reason: string): Element {
    return h("span", { className: ["value", "na"] }, this.say("not available"), this.note(reason));
  }

  /** The raised number of a note; a sentence that was said before has its number already. */
  private note(sentence: string): Element {
    if (!this.notes.includes(sentence)) this.notes.push(sentence);
    const n = this.notes.indexOf(sentence) + 1;
    return h(
      "sup",
      {},
      h("a", { href: `#note:${n}`, ariaLabel: `${this.say("note")} ${n}` }, `${this.say("note")} ${n}`),
    );
  }

  private link(node: Element): ElementContent[] {
    const href = String(node.properties.href ?? "");
    const children = node.children.flatMap((child) => this.rewritten(child));
    if (href.startsWith("#")) return this.inside(node, decoded(href.slice(1)), children);
    if (!safeLink.test(href)) return children;
    return [h("a", { href, rel: ["noopener", "noreferrer"] }, children)];
  }

  /** A link within the document: to a figure or table by number, to a heading, to a block; anything else is only text. */
  private inside(node: Element, target: string, children: ElementContent[]): ElementContent[] {
    const exhibit = this.report.exhibits.find(({ placement }) => placement.address === target);
    if (exhibit !== undefined) {
      const label = exhibit.label ?? `${exhibit.title.toLowerCase()}, ${this.say("not available")}`;
      const words =
        children.length > 0
          ? [
              h(
                "a",
                { href: `#${exhibit.id}` },
                children,
                exhibit.label === null ? ` (${this.say("not available")})` : ` (${label})`,
              ),
            ]
          : [h("a", { href: `#${exhibit.id}` }, label)];
      return words;
    }
    const anchor = this.anchors.get(target);
    if (anchor !== undefined) {
      const { id, label, words } = anchor;
      const text = children.length === 0 ? [label ?? words] : [children, label === null ? null : ` (${label})`];
      return [h("a", { href: `#${id}` }, text)];
    }
    const block = children.length === 0 ? this.report.blocks.find((one) => one.id === target) : undefined;
    if (block !== undefined) return [h("a", { href: `#${target}` }, this.say(block.word))];
    // Footnotes point at one another; their ids are remark-rehype's own.
    if (this.ids.has(target) || /^user-content-fn/.test(target)) return [{ ...node, children }];
    return children;
  }

  private heading(node: Element): Element {
    const depth = Number(node.tagName.slice(1));
    if (node.properties.id === "footnote-label")
      return { ...node, tagName: "h2", properties: { id: "footnote-label" } };
    this.level = Math.min(6, this.level + 1, depth - this.shallowest + 2);
    const id = String(node.properties.id);
    const children = node.children.flatMap((child) => this.rewritten(child));
    const heading = h(`h${this.level}`, { id }, children);
    this.headings.push({ id, level: this.level, text: textOf(heading) });
    return heading;
  }

  /** It stands in the page itself: nothing is fetched. */
  private image({ properties }: Element): Element {
    const { alt, width } = properties;
    const file = this.images.get(String(properties.src ?? ""));
    const kind = file === undefined ? null : imageKind(file.bytes);
    // Reading the document refused what is no image below the root.
    if (file === undefined || kind === null || "problem" in kind)
      return h("span", { className: ["left-out"] }, `[image: ${String(alt ?? "")}]`);
    const src = `data:${kind.type};base64,${Buffer.from(file.bytes).toString("base64")}`;
    const own = kind.width === null || kind.height === null ? {} : { width: kind.width, height: kind.height };
    return h("img", { src, alt: String(alt ?? ""), ...(width === undefined ? own : { width }) });
  }

  /** A formula on lines of its own, with its number where it has an id. */
  private displayed(node: Element): Element {
    const label = this.labels.get(node.position?.start.line ?? 0);
    const id = [...this.anchors.values()].find((one) => one.label !== null && one.label === label)?.id;
    const number = label === undefined ? null : h("span", { className: ["number"] }, `(${label.split(" ")[1]})`);
    return h("div", { className: ["formula"], id }, node.children, number);
  }

  /** A table or an image with the author's caption: numbered with those of blocks. */
  private numbered(node: Element): Element {
    const isTable = is("captioned", node);
    const label = this.labels.get(node.position?.start.line ?? 0) ?? "Table";
    const [shown, caption] = node.children.filter((child) => child.type === "element");
    const id = [...this.anchors.values()].find((one) => one.label === label)?.id;
    const words = caption.children.flatMap((child) => this.rewritten(child));
    return h(
      "figure",
      { className: ["exhibit", isTable ? "tabular" : "picture"], id },
      isTable ? null : this.rewritten(shown),
      h(
        "figcaption",
        {},
        h("span", { className: ["label"] }, `${label}. `),
        h("span", { className: ["caption"] }, words),
      ),
      isTable ? this.rewritten(shown) : null,
    );
  }
}
