/** `<details>` and `<summary>`: what stands between the tags is folded away, blocks of the document too. */
import type { Html, Nodes, Paragraph, Parent, PhrasingContent } from "mdast";
import type { Left } from "./left.ts";
import type { Details, FlowContent, Summary } from "./nodes.ts";
import { isFold, tagOf } from "./tags.ts";

/** In place, wherever paragraphs stand; paragraphs of nothing but tags go, their tags stay as `html` nodes. */
export function readFolds(node: Nodes, left: Left): void {
  if (!("children" in node)) return;
  const parent = node as Parent;
  for (const child of parent.children) readFolds(child, left);
  const children = parent.children as FlowContent[];
  if (children.some((child) => child.type === "paragraph" && child.children.some(({ type }) => type === "html")))
    parent.children = folded(children.flatMap(pieces), left);
}

/** A paragraph cut at the tags that fold. */
function pieces(node: FlowContent): FlowContent[] {
  if (node.type !== "paragraph" || !node.children.some(({ type }) => type === "html")) return [node];
  const all: FlowContent[] = [];
  let run: PhrasingContent[] = [];
  const end = (): void => {
    all.push(...paragraphOf(run));
    run = [];
  };
  for (const child of node.children) {
    const tag = child.type === "html" ? tagOf(child.value) : null;
    const isFolding = tag !== null && "name" in tag && isFold(tag.name);
    if (isFolding) {
      end();
      all.push(child as Html);
    } else run.push(child);
  }
  end();
  return all;
}

function paragraphOf(run: readonly PhrasingContent[]): FlowContent[] {
  const isEmpty = run.every((child) => child.type === "html" || (child.type === "text" && child.value.trim() === ""));
  // A break and an element show something: their tags alone do not make a paragraph empty.
  const shows = run.some((child) => child.type === "html" && /^<br\b/i.test(child.value));
  if (isEmpty && !shows) return run.filter((child) => child.type === "html") as FlowContent[];
  const [start, end] = [run[0]?.position?.start, run.at(-1)?.position?.end];
  const paragraph: Paragraph = { type: "paragraph", children: [...run] };
  if (start !== undefined && end !== undefined) paragraph.position = { start, end };
  return [paragraph];
}

interface Frame {
  readonly opener: Html;
  readonly children: FlowContent[];
}

function folded(nodes: readonly FlowContent[], left: Left): FlowContent[] {
  const whole: FlowContent[] = [];
  const frames: Frame[] = [];
  const put = (node: FlowContent): void => void (frames.at(-1)?.children ?? whole).push(node);
  for (let i = 0; i < nodes.length; i++) {
    const node = nodes[i];
    const tag = node.type === "html" ? tagOf(node.value) : null;
    if (node.type !== "html" || tag === null || !("name" in tag) || !isFold(tag.name)) put(node);
    else if (tag.type === "open") {
      if (tag.left.length > 0) left.attributes(node);
      const words = tag.name === "summary" ? summaryAt(nodes, i) : null;
      if (tag.name === "details") {
        left.depth(frames.length, node);
        frames.push({ opener: node, children: [] });
      } else if (words !== null && frames.at(-1)?.children.every(({ type }) => type === "html") === true) {
        put(words);
        i += 2;
      } else {
        left.misplaced(node);
        put(node);
      }
    } else if (tag.name === "details" && frames.length > 0) {
      const { opener, children } = frames.pop() as Frame;
      put(detailsOf(opener, node, children));
    } else {
      left.tell(node);
      put(node);
    }
  }
  return [...whole, ...left.neverClosed(frames)];
}

/** The summary that begins here, where its text and its end follow. */
function summaryAt(nodes: readonly FlowContent[], i: number): Summary | null {
  const [opener, words, closer] = nodes.slice(i, i + 3);
  if (opener.type !== "html" || words?.type !== "paragraph" || closer?.type !== "html") return null;
  const tag = tagOf(closer.value);
  if (tag.type !== "close" || tag.name !== "summary") return null;
  return { type: "summary", data: { hName: "summary" }, children: words.children, ...between(opener, closer) };
}

const detailsOf = (opener: Html, closer: Html, children: FlowContent[]): Details => ({
  type: "details",
  data: { hName: "details", hProperties: { className: ["fold"] } },
  children,
  ...between(opener, closer),
});

function between(opener: Html, closer: Html) {
  const [start, end] = [opener.position?.start, closer.position?.end];
  return {
    opening: opener.value.length,
    closing: closer.value.length,
    position: start === undefined || end === undefined ? undefined : { start, end },
  };
}
