/** HTML that goes: each piece with why, and whether more than a tag goes with it. */
import type { Html, PhrasingContent } from "mdast";
import { documentLimits as limits } from "../../../schemas/limits.ts";
import { BeyondLimit } from "./beyond-limit.ts";
import { isCode, tagOf, wordless } from "./tags.ts";

export interface LeftHtml {
  readonly html: string;
  /** What becomes of it, as the end of a sentence. */
  readonly what: string;
  /** Letters or digits would run together, or more than text goes: the report would say something else. */
  readonly isFalse: boolean;
  readonly start: number;
  readonly end: number;
}

/** Collects what goes while a document is read. */
export class Left {
  private readonly found = new Map<Html, LeftHtml>();
  /** Tags not of the list that were opened, by name: their ends need no finding of their own. */
  private readonly opened = new Map<string, number>();
  private readonly met = new Set<Html>();

  /** In the order of the document. */
  get all(): readonly LeftHtml[] {
    return [...this.found.values()].sort((a, b) => a.start - b.start);
  }

  /** What was told before is not told again. */
  tell(node: Html): void {
    if (this.met.has(node)) return;
    this.met.add(node);
    const tag = tagOf(node.value);
    if (tag.type === "comment") {
      if (!node.value.endsWith("-->"))
        this.add(node, "the comment is never closed, so all that follows is taken for it", true);
    } else if (tag.type === "other") this.add(node, gone, true);
    else if (tag.type === "close") {
      const count = this.opened.get(tag.name) ?? 0;
      if (count > 0) this.opened.set(tag.name, count - 1);
      else this.add(node, "nothing before it opens it, so it goes", false);
    } else {
      this.opened.set(tag.name, (this.opened.get(tag.name) ?? 0) + 1);
      const isLost = wordless.has(tag.name);
      const what = isCode(tag.name) ? gone : isLost ? `${stay}, and with it what is more than text` : stay;
      this.add(node, what, isLost);
    }
  }

  attributes(node: Html): void {
    this.add(node, "its attributes go; the only one that stays is `title` of `abbr`", false);
  }

  /** What was never closed stands as it was written, what is inside behind its opener; each opener is told. */
  neverClosed<N>(frames: readonly { readonly opener: N & Html; readonly children: readonly N[] }[]): N[] {
    return frames.flatMap(({ opener, children }) => {
      this.unclosed(opener);
      return [opener, ...children];
    });
  }

  unclosed(node: Html): void {
    this.add(node, "it is not closed where it was opened, so it goes", false);
  }

  misplaced(node: Html): void {
    this.add(node, "`details` stands between paragraphs, and `summary` first in it; elsewhere they go", false);
    const tag = tagOf(node.value);
    if (tag.type === "open") this.opened.set(tag.name, (this.opened.get(tag.name) ?? 0) + 1);
  }

  depth(depth: number, node: Html): void {
    if (depth < limits.levels) return;
    throw new BeyondLimit({
      things: "levels of HTML in one another",
      limit: limits.levels,
      at: node.position?.start.offset ?? 0,
    });
  }

  /** Where tags that go stand between two letters or digits, these would read as one word or number. */
  joined(children: readonly PhrasingContent[]): void {
    let before = "";
    let run: Html[] = [];
    for (const node of children) {
      if (node.type === "html") {
        if (node.value !== "" && tagOf(node.value).type !== "comment") run.push(node);
        continue;
      }
      if (run.length > 0 && isWord.test(before) && isWord.test(edge(node, 0))) this.falsify(run[0]);
      run = [];
      before = edge(node, -1);
    }
  }

  private falsify(node: Html): void {
    this.add(node, "without it the letters and digits on either side run together", true);
  }

  private add(node: Html, what: string, isFalse: boolean): void {
    this.met.add(node);
    const { start, end } = node.position ?? { start: { offset: 0 }, end: { offset: 0 } };
    const first = node.value.trim().split(/\r?\n/)[0];
    const html = first.length > 40 ? `${first.slice(0, 40)}…` : first;
    this.found.set(node, { html, what, isFalse, start: start.offset ?? 0, end: end.offset ?? 0 });
  }
}

const stay = "the words in it stay, the tag goes";
const gone = "it goes, with what is in it";
const isWord = /^[\p{L}\p{N}]$/u;

/** The first or last letter of a node as it reads. */
function edge(node: PhrasingContent, at: 0 | -1): string {
  if ("value" in node) return Array.from(at === 0 ? node.value.slice(0, 2) : node.value.slice(-2)).at(at) ?? "";
  if (!("children" in node)) return "";
  const child = node.children.at(at);
  return child === undefined ? "" : edge(child, at);
}
