/** HTML within a line: what is listed becomes an element with its text, the rest goes and is told. */
import type { Html, Nodes, Parent, PhrasingContent } from "mdast";
import type { Left } from "./left.ts";
import type { InlineElement } from "./nodes.ts";
import { isCode, isFold, isInline, type Tag, tagOf } from "./tags.ts";

interface Frame {
  readonly opener: Html;
  readonly tag: Tag & { type: "open" };
  readonly children: PhrasingContent[];
}

/** Every text of a tree, in place. Tags that go stay as `html` nodes, which no writer shows. */
export function readInlineHtml(node: Nodes, left: Left): void {
  if (!("children" in node)) return;
  const parent = node as Parent;
  for (const child of parent.children) readInlineHtml(child, left);
  if (!parent.children.some(({ type }) => type === "html")) return;
  const children = parent.children as PhrasingContent[];
  parent.children = isText(node) ? paired(children, left) : children;
  if (isText(node)) left.joined(parent.children as PhrasingContent[]);
  else for (const child of children) if (child.type === "html") left.tell(child);
}

const texts: ReadonlySet<string> = new Set(
  "paragraph heading tableCell emphasis strong delete link linkReference summary inlineElement".split(" "),
);
const isText = ({ type }: Nodes): boolean => texts.has(type);

function paired(children: readonly PhrasingContent[], left: Left): PhrasingContent[] {
  const whole: PhrasingContent[] = [];
  const frames: Frame[] = [];
  const open = new Map<string, number>();
  const put = (node: PhrasingContent): void => void (frames.at(-1)?.children ?? whole).push(node);
  let code: string | null = null;
  for (const node of children) {
    const tag = node.type === "html" ? tagOf(node.value) : null;
    if (code !== null) {
      if (tag?.type === "close" && tag.name === code) code = null;
      // What a script says is no text; a node without a value is shown by nobody.
      put({ type: "html", value: "", position: node.position });
    } else if (node.type !== "html" || tag === null) put(node);
    else if (tag.type === "open" && tag.name === "br") {
      if (tag.left.length > 0) left.attributes(node);
      put({ type: "break", position: node.position });
    } else if (tag.type === "open" && isInline(tag.name)) {
      if (tag.left.length > 0) left.attributes(node);
      left.depth(frames.length, node);
      frames.push({ opener: node, tag, children: [] });
      open.set(tag.name, (open.get(tag.name) ?? 0) + 1);
    } else if (tag.type === "close" && isInline(tag.name) && (open.get(tag.name) ?? 0) > 0) {
      const inside: PhrasingContent[][] = [];
      for (let frame = frames.pop(); frame !== undefined; frame = frames.pop()) {
        open.set(frame.tag.name, (open.get(frame.tag.name) ?? 0) - 1);
        inside.push(frame.children);
        if (frame.tag.name === tag.name) {
          put(elementOf(frame, node, inside.reverse().flat()));
          break;
        }
        left.unclosed(frame.opener);
        inside.push([frame.opener]);
      }
    } else {
      if (tag.type === "open" && isCode(tag.name)) code = tag.name;
      if (tag.type === "open" && isFold(tag.name)) left.misplaced(node);
      else left.tell(node);
      put(node);
    }
  }
  return [...whole, ...left.neverClosed(frames)];
}

function elementOf({ opener, tag }: Frame, closer: Html, children: PhrasingContent[]): InlineElement {
  const [start, end] = [opener.position?.start, closer.position?.end];
  return {
    type: "inlineElement",
    data: { hName: tag.name, hProperties: tag.title === null ? {} : { title: tag.title } },
    children,
    opening: opener.value.length,
    closing: closer.value.length,
    position: start === undefined || end === undefined ? undefined : { start, end },
  };
}
